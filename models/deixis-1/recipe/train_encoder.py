"""Stage 1: the encoder with its dense head, taught by the objects of composed scenes."""

import argparse
import json
import time
from pathlib import Path

import numpy as np
import torch

import encoder as enc
from average import Average
from stream import ROOT, replayed, scenes
from targets import found, head_loss, object_tensors

CHECKPOINTS = Path(__file__).resolve().parents[1] / "checkpoints"


def class_names():
    listed = json.loads((ROOT / "models/deixis-1/categories.json").read_text())
    return {item["name"]: index for index, item in enumerate(listed)}


def pixels(batch, rng=None):
    """Stacked scenes as [B,3,S,S] in 0..1; with `rng` half of them mirrored (boxes too) and all a little recoloured."""
    rgb = np.stack([scene["rgb"] for scene in batch])
    x = torch.from_numpy(rgb).permute(0, 3, 1, 2).float().div_(255).contiguous(memory_format=torch.channels_last)
    mirrored = torch.zeros(len(batch), dtype=torch.bool)
    if rng is not None:
        mirrored = torch.rand(len(batch), generator=rng) < 0.5
        x = torch.where(mirrored[:, None, None, None], x.flip(3), x)
        gain = 1 + 0.15 * torch.randn(len(batch), 3, 1, 1, generator=rng)
        x = (x * gain + 0.05 * torch.randn(len(batch), 3, 1, 1, generator=rng)).clamp(0, 1)
    return x, mirrored


def mirror(boxes, mirrored):
    flipped = torch.stack([1 - boxes[..., 2], boxes[..., 1], 1 - boxes[..., 0], boxes[..., 3]], -1)
    return torch.where(mirrored[:, None, None], flipped, boxes)


@torch.no_grad()
def probe(model, held, names):
    x, _ = pixels(held)
    parts = [enc.candidates(*model(x[i : i + 32])) for i in range(0, len(x), 32)]
    score, box, chance = (torch.cat([p[k] for p in parts]) for k in range(3))
    return found(score, box, chance, *object_tensors([s["objects"] for s in held], names, enc.SIZE))


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--steps", type=int, default=4000)
    options.add_argument("--decay", type=int, default=1000, help="steps at the end over which the rate falls to zero")
    options.add_argument("--batch", type=int, default=32)
    options.add_argument("--rate", type=float, default=2e-3)
    options.add_argument("--replay", type=int, default=1)
    options.add_argument("--crowds", type=float, default=0.5, help="share of scenes with 7 to 12 smaller objects")
    options.add_argument("--threads", type=int, default=1)
    options.add_argument("--seed", type=int, default=1)
    args = options.parse_args()
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    CHECKPOINTS.mkdir(exist_ok=True)
    path = CHECKPOINTS / "encoder.pt"
    names = class_names()
    model = enc.Encoder().to(memory_format=torch.channels_last).train()
    optimizer = torch.optim.AdamW(model.parameters(), lr=args.rate, weight_decay=0.02, betas=(0.9, 0.98))
    average = Average(model)
    start = 0
    if path.exists():
        saved = torch.load(path)
        model.load_state_dict(saved["model"])
        if saved["optimizer"]:
            optimizer.load_state_dict(saved["optimizer"])
        average.model.load_state_dict(saved["average"])
        start = saved["step"]
    rng = torch.Generator().manual_seed(args.seed + start)
    held = list(scenes(7, "heldout", count=96))
    source = replayed(scenes(args.seed * 1000 + start, crowds=args.crowds), args.replay, seed=start)
    began, sums = time.time(), torch.zeros(3)
    for step in range(start, args.steps):
        for group in optimizer.param_groups:
            group["lr"] = args.rate * min(1, (step - start + 1) / 100, max(0.01, (args.steps - step) / args.decay))
        batch = [next(source) for _ in range(args.batch)]
        x, mirrored = pixels(batch, rng)
        boxes, classes = object_tensors([scene["objects"] for scene in batch], names, enc.SIZE)
        with torch.autocast("cpu", torch.bfloat16):
            _, maps = model(x)
        centre, named, boxed = head_loss(maps, mirror(boxes, mirrored), classes)
        optimizer.zero_grad()
        (centre + named + boxed).backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 5.0)
        optimizer.step()
        average.update(step)
        sums += torch.stack([centre, named, boxed]).detach()
        if (step + 1) % 50 == 0:
            print(
                f"step {step + 1} scenes/s {50 * args.batch / (time.time() - began):.1f} centre, class, box",
                (sums / 50).tolist(),
                flush=True,
            )
            began, sums = time.time(), torch.zeros(3)
        if (step + 1) % 200 == 0 or step + 1 == args.steps:
            print(
                "  held-out found, named, IoU, extra: %.3f %.3f %.3f %.3f" % probe(average.model, held, names),
                flush=True,
            )
            state = {
                "model": model.state_dict(),
                "average": average.model.state_dict(),
                "optimizer": optimizer.state_dict(),
                "step": step + 1,
            }
            torch.save(state, path.with_suffix(".new"))
            path.with_suffix(".new").rename(path)
            began = time.time()


if __name__ == "__main__":
    main()
