"""Two questions of the Shikra paper (arXiv 2306.15195, 5.2 and table 1 there) at this model's scale, on imagined candidates.

`coordinates`: digits against one location token per coordinate, both trained from nothing on the same scenes.
`thought`: the same questions answered at once, after a thought in words, and after a thought with boxes (GCoT), each trained from the
same start on its own form. Writes `../experiments.json`.
"""

import argparse
import json
import re
import time

import numpy as np
import torch
from torch import nn

import encoder as enc
import rows
import visual
from average import Average
from decoder import WIDTH
from evaluate import overlap
from generate import greedy, prompt_ids, torch_run
from imagine import imagined
from load import HOME, VOCABULARY, category_names, load_tokenizer, new_model
from model import Model
from stream import scenes
from tokenizer import plain
from train import optimizers, update

FIRST = 0xE000
STEPS = 1001
COORDINATE = re.compile(r"([01]\.\d{3}),?")
FINDING = "rec=0.6,reg=0.2,pointqa=0.2,spotting=0,count=0,chessboard=0,relation=0,boxqa=0,exists=0,dialogue=0"
REASONING = "rec=0.2,reg=0,pointqa=0,spotting=0,count=0.3,chessboard=0.2,relation=0.5,boxqa=0,exists=0,dialogue=0"


def located(text):
    """Coordinates of a bracket as one character each: U+E000 and the thousandths."""
    return COORDINATE.sub(lambda found: chr(FIRST + round(float(found[1]) * 1000)), text)


def with_locations(scene):
    for item in scene["dialogue"]:
        for part in item["question"] + item["answer"]:
            if "r" in part:
                part["r"] = located(part["r"])
    return scene


class Located(rows.Encoder):
    """Rows whose coordinates are location tokens."""

    def __init__(self, tokenizer):
        tokenizer.add_tokens([chr(FIRST + n) for n in range(STEPS)])
        super().__init__(tokenizer)
        self.digits = set()
        self.opening = set(range(VOCABULARY, VOCABULARY + STEPS))

    def numbers(self, text):
        return [(ord(mark) - FIRST) / 1000 for mark in text if ord(mark) >= FIRST]

    def label(self, coded, text, spans, answers, decisive):
        ids, weight, *rest = super().label(coded, text, spans, answers, decisive)
        weight[np.isin(ids, list(self.opening)) & (weight > 0)] = 1
        return ids, weight, *rest


def in_form(scene, form):
    """Keeps what is asked for a thought and says it in the form: at once, after words, after words with boxes."""
    kept = []
    for item in scene["dialogue"]:
        answer = item["answer"]
        closing = answer[-1].get("t", "")
        if item["task"] == "rec":
            kept.append(item)
        elif item["form"] == "shown" and closing.startswith(": "):
            if form == "direct":
                answer = [{"t": closing[2:].capitalize()}]
            elif form == "words":
                answer = [part for part in answer if "r" not in part]
            kept.append({**item, "answer": answer})
    return {**scene, "dialogue": kept}


def learn(model, encoder, prepare, mix, args, rate, seed):
    names = {name: index for index, name in enumerate(category_names())}
    rng = np.random.default_rng(seed)
    hint = nn.Linear(WIDTH, visual.PLACE + 2 * visual.BINS)
    optimizing = optimizers(model, hint)
    average = Average(model, 0.99)
    model.encoder.requires_grad_(False)
    source, waiting, began = scenes(seed, pixels=False, mix=mix), [], time.time()
    for step in range(args.steps):
        while len(waiting) < 4 * args.rows:
            scene = prepare(next(source))
            look = imagined(scene, enc.SIZE, names, rng)
            parts = encoder.segments(scene)
            waiting += [(row, look) for row in rows.packed(parts)] if parts else []
        rng.shuffle(waiting)
        taken, waiting = waiting[: args.rows], waiting[args.rows :]
        batch = rows.collate([row for row, _ in taken], [look[-1] for _, look in taken])
        batch["look"] = [torch.from_numpy(np.stack([look[k] for _, look in taken])) for k in range(5)]
        pace = rate * min(1, (step + 1) / 30, (args.steps - step) / (0.4 * args.steps))
        words, *_ = update(model, hint, optimizing, batch, pace)
        average.update(step)
        if (step + 1) % 50 == 0:
            print(f"  step {step + 1} loss {words.item():.3f} ({time.time() - began:.0f} s)", flush=True)
    return average.model


@torch.no_grad()
def answers(model, tokenizer, prepare, mix, count, seed):
    """Greedy answers to held-out questions: (task, expected, said)."""
    names = {name: index for index, name in enumerate(category_names())}
    rng, stop = np.random.default_rng(seed), tokenizer.token_to_id("</s>")
    for scene in scenes(seed, "heldout", pixels=False, mix=mix, count=count):
        scene = prepare(scene)
        look = imagined(scene, enc.SIZE, names, rng)
        image = model.picture(*[torch.from_numpy(look[k][None]) for k in range(5)]).numpy()
        for item in scene["dialogue"]:
            ids = prompt_ids(tokenizer, [(plain(item["question"]), None)])
            said = tokenizer.decode(greedy(torch_run(model), image, ids, stop, 100)).strip()
            yield item["task"], plain(item["answer"]), said


def boxes_of(encoder, text):
    found = re.findall(r"\[([^\]]*)\]", text)
    numbers = [encoder.numbers(piece) for bracket in found for piece in bracket.split(";")]
    return [four for four in numbers if len(four) == 4]


def coordinates(args):
    figures = {}
    for name, kind, prepare, size in (
        ("digits", rows.Encoder, lambda scene: scene, VOCABULARY),
        ("location tokens", Located, with_locations, VOCABULARY + STEPS),
    ):
        print(name, flush=True)
        torch.manual_seed(3)
        tokenizer = load_tokenizer()
        encoder = kind(tokenizer)
        model = Model(size, new_model().names.tolist())
        model = learn(model, encoder, prepare, FINDING, args, 1.0, 77)
        tally = {"REC": [], "REC, IoU": [], "REG": [], "PointQA": []}
        for task, expected, said in answers(model, tokenizer, prepare, FINDING, args.scenes, 900):
            if task == "rec" and "[" in expected:
                wanted, given = boxes_of(encoder, expected), boxes_of(encoder, said)
                same = len(wanted) == len(given)
                ious = [overlap(a, b) for a, b in zip(wanted, given)] if same else [0.0]
                tally["REC"].append(min(ious) >= 0.5)
                tally["REC, IoU"].append(float(np.mean(ious)))
            elif task != "rec":
                tally["REG" if task == "reg" else "PointQA"].append(expected == said)
        figures[name] = {task: [round(float(np.mean(values)), 4), len(values)] for task, values in tally.items()}
        print(figures[name], flush=True)
    return figures


def thought(args):
    figures = {}
    for name, form in (("at once", "direct"), ("thought in words", "words"), ("thought with boxes", "boxes")):
        print(name, flush=True)
        torch.manual_seed(3)
        tokenizer = load_tokenizer()
        model = new_model()
        model.load_state_dict(torch.load(HOME / "checkpoints/model.pt")["average"])

        def prepare(scene, form=form):
            return in_form(scene, form)

        model = learn(model, rows.Encoder(tokenizer), prepare, REASONING, args, 0.3, 78)
        tally = {}
        for task, expected, said in answers(model, tokenizer, prepare, REASONING, args.scenes, 901):
            if task != "rec":
                right = expected.split(": ")[-1].lower() == said.split(": ")[-1].lower()
                tally.setdefault(task, []).append(right)
        tally["all"] = sum(tally.values(), [])
        figures[name] = {task: [round(float(np.mean(values)), 4), len(values)] for task, values in tally.items()}
        print(figures[name], flush=True)
    return figures


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--only", choices=["coordinates", "thought"])
    options.add_argument("--steps", type=int, default=600)
    options.add_argument("--rows", type=int, default=24)
    options.add_argument("--scenes", type=int, default=200)
    options.add_argument("--threads", type=int, default=1)
    args = options.parse_args()
    torch.set_num_threads(args.threads)
    path = HOME / "experiments.json"
    figures = json.loads(path.read_text()) if path.exists() else {}
    for name, run in (("coordinates", coordinates), ("thought", thought)):
        if args.only in (None, name):
            figures[name] = {"steps": args.steps, "rows": args.rows, "arms": run(args)}
            path.write_text(json.dumps(figures, indent=2) + "\n")


if __name__ == "__main__":
    main()
