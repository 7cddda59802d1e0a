"""Where wrong answers come from: what the encoder misses, and what the decoder gets wrong although its candidates are right.

Held-out scenes, every question asked twice: about the candidates the encoder saw, and about the same candidates put right (each object
with its own box and name, nothing else). The first figures are the model's, the second what is left to the decoder.
"""

import argparse
import re
from collections import defaultdict

import numpy as np
import torch

from encoder import SIZE
from evaluate import score
from generate import greedy, onnx_run, onnx_session, prompt_ids
from load import category_names, load_model, load_tokenizer
from see import match
from stream import scenes
from tokenizer import plain, turns

MIX = "rec=0.3,reg=0.15,pointqa=0.35,spotting=0.1,count=0.25,chessboard=0.15,relation=0.15,dialogue=0"
SURE = 0.35


def iou(one, two):
    low, high = np.maximum(one[:, None, :2], two[None, :, :2]), np.minimum(one[:, None, 2:], two[None, :, 2:])
    shared = (high - low).clip(0).prod(-1)
    areas = [(box[:, 2:] - box[:, :2]).prod(-1) for box in (one, two)]
    return shared / (areas[0][:, None] + areas[1][None] - shared + 1e-6)


def judge(truth, classes, score, box, chance, tally):
    """Counts objects found and rightly named by size and company, and candidates that are no object."""
    sure = score > SURE
    overlap = iou(box, truth) * sure[:, None]
    best = overlap.argmax(0)
    found = overlap.max(0) > 0.5
    named = found & (chance.argmax(-1)[best] == classes)
    crossed = (iou(truth, truth) - np.eye(len(truth))).max(1) > 0.02
    for index, extent in enumerate((truth[:, 2:] - truth[:, :2]).max(1)):
        size = "below 8 %" if extent < 0.08 else "8 to 12 %" if extent < 0.12 else "12 to 25 %" if extent < 0.25 else "above"
        for kind in ("all", size, "overlapping" if crossed[index] else "free"):
            tally[f"objects, {kind}", "found"].append(found[index])
            tally[f"objects, {kind}", "named"].append(named[index])
    extra = sure & (overlap.max(1) < 0.5)
    tally["scene", "false candidates"].append(extra.sum())
    tally["scene", "seen without fault"].append(named.all() and sure.sum() == len(truth))


def corrected(truth, classes, score, box, chance, feature):
    """The same candidates put right: an object that was missed takes a free place, without a feature."""
    slots, _ = match(truth, score, box)
    free = [slot for slot in range(len(score)) if slot not in slots.values()]
    score, box, chance, feature = (part.copy() for part in (score, box, chance, feature))
    score[free] = 0.05
    for index in range(len(truth)):
        if index not in slots:
            slots[index] = free.pop()
            feature[slots[index]] = 0
        slot = slots[index]
        score[slot], box[slot], chance[slot] = max(score[slot], 0.9), truth[index], 0
        chance[slot, classes[index]] = 1
    return score, box, chance, feature


def kind_of(item, task, question, truth):
    kind = f"{task} {item.get('form', '')}".strip()
    if task == "pointqa":
        point = np.array(re.search(r"\[([\d.]+),([\d.]+)\]", question).groups(), np.float32)
        inside = ((truth[:, :2] <= point) & (truth[:, 2:] >= point)).all(1).sum()
        kind += f", in {'no box' if inside == 0 else 'one box' if inside == 1 else 'several boxes'}"
    if task in ("count", "spotting"):
        kind += ", to 4 objects" if len(truth) <= 4 else ", 5 to 8 objects"
    return kind


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--scenes", type=int, default=300)
    options.add_argument("--seed", type=int, default=41)
    options.add_argument("--no-questions", action="store_true", help="the encoder alone")
    args = options.parse_args()
    torch.set_num_threads(1)
    tokenizer, model = load_tokenizer(), load_model().requires_grad_(False)
    stop, run = tokenizer.token_to_id("</s>"), onnx_run(onnx_session("decoder.onnx"))
    names = {name: index for index, name in enumerate(category_names())}
    seen, right = defaultdict(list), defaultdict(list)
    for scene in scenes(args.seed, "heldout", count=args.scenes, mix=MIX):
        pixels = torch.from_numpy(np.ascontiguousarray(scene["rgb"].transpose(2, 0, 1)[None])).float() / 255
        *parts, overview = model.see(pixels)
        parts = [part[0].numpy() for part in parts]
        truth = np.array([item["box"] for item in scene["objects"]], np.float32) / SIZE
        classes = np.array([names[item["name"]] for item in scene["objects"]])
        judge(truth, classes, *parts[:3], seen)
        if args.no_questions:
            continue
        images = [
            model.picture(*(torch.from_numpy(part)[None] for part in given), overview).numpy()
            for given in (parts, corrected(truth, classes, *parts))
        ]
        for item, (task, rounds) in zip(scene["dialogue"], turns(scene)):
            question, expected = plain(rounds[0][0]), plain(rounds[0][1])
            for image, tally in zip(images, (seen, right)):
                said = tokenizer.decode(greedy(run, image, prompt_ids(tokenizer, [(question, None)]), stop)).strip()
                score(kind_of(item, task, question, truth), expected, said, tally)
    for (kind, name), values in sorted(seen.items()):
        line = f"{kind:34} {name:18} {np.mean(values):.3f} of {len(values)}"
        print(line + (f", with right candidates {np.mean(right[kind, name]):.3f}" if (kind, name) in right else ""))


if __name__ == "__main__":
    main()
