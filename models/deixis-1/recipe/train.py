"""Stages 2 and 3: the decoder, first on imagined candidates, then on what the trained encoder sees.

Besides the words of the answers, two heads are told where to look: while a coordinate or a name is being written, at the
picture token of the object that is meant. Without that, finding the place of a name is not learnt in hours. And where a
coordinate closes, the state must tell its place in the waves of the picture tokens (`hint`, a layer used in training only).
"""

import argparse
import time
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

import encoder as enc
import visual
from average import Average
from decoder import WIDTH
from imagine import imagined
from load import category_names, load_tokenizer, new_model
from rows import Encoder, collate, packed
from see import seen
from stream import replayed, scenes

MIX = "rec=0.22,reg=0.12,pointqa=0.45,spotting=0.12,count=0.28,chessboard=0.05,relation=0.2,boxqa=0.08,exists=0.05"
MIX += ",background=0.35,text=0.06"
CHECKPOINTS = Path(__file__).resolve().parents[1] / "checkpoints"


def batches(args, model, names, source, rows):
    """Endless batches: (candidates per row, collated rows, tasks)."""
    encoder, rng = Encoder(load_tokenizer()), np.random.default_rng(args.seed)
    waiting = []
    while True:
        while len(waiting) < 4 * rows:
            group = [next(source) for _ in range(16)]
            looks = seen(model, group, names, rng) if args.source == "seen" else [None] * len(group)
            looks = [look or imagined(scene, enc.SIZE, names, rng) for scene, look in zip(group, looks)]
            for scene, look in zip(group, looks):
                waiting += [(row, look) for row in packed(encoder.segments(scene))]
        rng.shuffle(waiting)
        taken, waiting = waiting[:rows], waiting[rows:]
        batch = collate([row for row, _ in taken], [look[-1] for _, look in taken])
        batch["look"] = [torch.from_numpy(np.stack([look[k] for _, look in taken])) for k in range(5)]
        batch["tasks"] = [[part[5] for part in row] for row, _ in taken]
        yield batch


def landmarks(places):
    """places [...,4] -> what a closed coordinate's state must tell; a point (two equal corners) fills one column and one row."""
    flat = (places[..., :2] == places[..., 2:]).all(-1, keepdim=True)
    half = torch.tensor([-0.5, -0.5, 0.5, 0.5]) / visual.BINS
    return torch.cat([visual.waves(places), visual.bins(torch.where(flat, places + half, places))], -1)


def losses(model, hint, batch):
    """-> loss over the answers, pointing loss, place loss, hits of the pointing, and what was predicted."""
    with torch.autocast("cpu", torch.bfloat16):
        x = torch.cat([model.picture(*batch["look"]), model.decoder.words(batch["ids"])], 1)
        hidden, pointing, early = model.decoder(x, batch["position"], batch["bias"])
        rows, columns = torch.nonzero(batch["weight"], as_tuple=True)
        logits = model.decoder.logits(hidden[rows, visual.TOKENS + columns - 1])
    wanted, weight = batch["ids"][rows, columns], batch["weight"][rows, columns]
    logits = logits.float()
    words = (F.cross_entropy(logits, wanted, reduction="none") * weight).sum() / weight.sum()
    row, column = batch["closings"].unbind(1)
    state = F.layer_norm(early[row, column].float(), (WIDTH,))
    place = F.mse_loss(hint(state), landmarks(batch["places"]))
    row, column = batch["queries"].unbind(1)
    look, hits = torch.zeros(()), []
    for scores in pointing:
        chosen = scores[row, column, : visual.TOKENS].float()
        look = look - (torch.log_softmax(chosen, -1) * batch["wanted"]).sum(-1).mean()
        hits.append((torch.gather(batch["wanted"], 1, chosen.argmax(-1, keepdim=True)) > 0).float().mean().item())
    return words, look, place, hits, (rows, columns, logits.argmax(-1), wanted)


def exact(batch, predicted, tally):
    """Counts per task the dialogues whose answer tokens (third decimals aside) are all right, teacher-forced."""
    rows, columns, best, wanted = predicted
    numbers = batch["segment"][rows, columns]
    light = batch["weight"][rows, columns] == 0.5
    wrong = set(zip(*(part[(best != wanted) & ~light].tolist() for part in (rows, numbers))))
    for row, tasks in enumerate(batch["tasks"]):
        for number, task in enumerate(tasks):
            tally[task][0] += (row, number) not in wrong
            tally[task][1] += 1


@torch.no_grad()
def probe(model, hint, held):
    tally, sums = defaultdict(lambda: [0, 0]), []
    for batch in held:
        words, look, place, hits, predicted = losses(model, hint, batch)
        sums.append([words.item(), look.item(), place.item(), *hits])
        exact(batch, predicted, tally)
    scores = " ".join(f"{task} {right / count:.3f}" for task, (right, count) in sorted(tally.items()))
    return f"loss, look, place, hits {np.mean(sums, 0).round(3).tolist()} | {scores}"


def optimizers(model, hint):
    matrices = [p for p in model.decoder.layers.parameters() if p.dim() == 2] + [
        model.visual.place.weight,
        model.visual.digits.weight,
        model.visual.bins.weight,
        model.visual.company.weight,
    ]
    chosen = {id(p) for p in matrices}
    others = [p for part in (model.decoder, model.visual, hint) for p in part.parameters() if id(p) not in chosen]
    return [
        (torch.optim.Muon(matrices, lr=0.02, weight_decay=0.01, momentum=0.95), 0.02),
        (torch.optim.AdamW(others, lr=2e-3, weight_decay=0.0, betas=(0.9, 0.98)), 2e-3),
    ]


def update(model, hint, optimizing, batch, pace, weight=0.5):
    """One step at `pace` of the learning rates; weight: of the pointing loss -> the three losses and the hits of the pointing."""
    words, look, place, hits, _ = losses(model, hint, batch)
    for optimizer, rate in optimizing:
        optimizer.zero_grad()
        for group in optimizer.param_groups:
            group["lr"] = rate * pace
    (words + weight * look + place).backward()
    torch.nn.utils.clip_grad_norm_([p for p in model.parameters() if p.grad is not None], 1.0)
    for optimizer, _ in optimizing:
        optimizer.step()
    return words, look, place, hits


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--source", choices=["imagined", "seen"], required=True)
    options.add_argument("--steps", type=int, required=True, help="counted from the first step of the first source")
    options.add_argument("--decay", type=int, default=1000)
    options.add_argument("--scale", type=float, default=1.0, help="of the learning rates")
    options.add_argument("--rows", type=int, default=24)
    options.add_argument("--crowds", type=float, default=0.0, help="share of scenes with 7 to 12 smaller objects")
    options.add_argument("--look", type=float, default=0.5, help="weight of the pointing loss")
    options.add_argument("--threads", type=int, default=1)
    options.add_argument("--seed", type=int, default=1)
    args = options.parse_args()
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    CHECKPOINTS.mkdir(exist_ok=True)
    path = CHECKPOINTS / "model.pt"
    names = {name: index for index, name in enumerate(category_names())}
    model = new_model()
    hint = nn.Linear(WIDTH, visual.PLACE + 2 * visual.BINS)
    optimizing = optimizers(model, hint)
    average = Average(model, 0.995)
    start = 0
    if path.exists():
        saved = torch.load(path)
        model.load_state_dict(saved["model"])
        hint.load_state_dict(saved["hint"])
        average.model.load_state_dict(saved["average"])
        for (optimizer, _), state in zip(optimizing, saved["optimizers"]):
            optimizer.load_state_dict(state)
        start = saved["step"]
    if args.source == "seen":
        weights = torch.load(CHECKPOINTS / "encoder.pt")["average"]
        for each in (model, average.model):
            each.encoder.load_state_dict(weights)
    model.encoder.eval().requires_grad_(False)
    args.seed += start
    visible = args.source == "seen"
    held = batches(args, model, names, scenes(7, "heldout", pixels=visible, count=400), args.rows)
    held = [next(held) for _ in range(8)]
    source = scenes(args.seed * 1000 + 1, pixels=visible, mix=MIX, crowds=args.crowds, words="many")
    stream = batches(args, model, names, replayed(source, 2, seed=start) if visible else source, args.rows)
    began, sums = time.time(), Counter()
    for step in range(start, args.steps):
        pace = args.scale * min(1, (step - start + 1) / 50, max(0.01, (args.steps - step) / args.decay))
        batch = next(stream)
        words, look, place, hits = update(model, hint, optimizing, batch, pace, args.look)
        average.update(step)
        sums.update(
            {"words": words.item(), "look": look.item(), "place": place.item(), "hit 2": hits[0], "hit 3": hits[1]}
        )
        if (step + 1) % 25 == 0:
            print(
                f"step {step + 1} rows/s {25 * args.rows / (time.time() - began):.1f}",
                {k: round(v / 25, 3) for k, v in sums.items()},
                flush=True,
            )
            began, sums = time.time(), Counter()
        if (step + 1) % 100 == 0 or step + 1 == args.steps:
            print("  held-out " + probe(average.model, hint, held), flush=True)
            state = {
                "model": model.state_dict(),
                "hint": hint.state_dict(),
                "average": average.model.state_dict(),
                "optimizers": [o.state_dict() for o, _ in optimizing],
                "step": step + 1,
            }
            torch.save(state, path.with_suffix(".new"))
            path.with_suffix(".new").rename(path)
            began = time.time()


if __name__ == "__main__":
    main()
