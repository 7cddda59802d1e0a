"""Scores of the exported graphs on held-out scenes, free greedy decoding in Python: quick figures while training.

The figures of the model card come from the app's own engine (`evaluate.sh`).
"""

import argparse
import json
import re
from collections import defaultdict

import numpy as np

from generate import greedy, onnx_run, onnx_session, prompt_ids
from load import load_tokenizer
from stream import scenes
from tokenizer import plain, turns

BOX = re.compile(r"\[([^\]]*)\]")
NUMBERS = re.compile(r"[01]\.\d{3}(,[01]\.\d{3}){3}")


def boxes(text):
    """Boxes of a text in order; None where a bracket does not hold valid boxes."""
    found = []
    for inside in BOX.findall(text):
        for piece in inside.split(";"):
            if not NUMBERS.fullmatch(piece):
                return None
            box = [float(number) for number in piece.split(",")]
            if box[2] < box[0] or box[3] < box[1]:
                return None
            found.append(box)
    return found


def overlap(one, two):
    width, height = (min(one[k + 2], two[k + 2]) - max(one[k], two[k]) for k in (0, 1))
    shared = max(width, 0) * max(height, 0)
    areas = sum((box[2] - box[0]) * (box[3] - box[1]) for box in (one, two))
    return shared / (areas - shared) if areas > shared else 0.0


def words(text):
    return BOX.sub("", text).strip()


def score(kind, expected, said, tally):
    """Adds the scores of one answer: words right, and for answers with boxes also boxes right at IoU 0.5 and 0.75."""
    wanted, given = boxes(expected), boxes(said)
    tally[kind, "words"].append(words(expected) == words(said))
    if "[" in said:
        tally["all", "valid"].append(given is not None)
    if wanted:
        same = given is not None and len(given) == len(wanted)
        ious = [overlap(a, b) for a, b in zip(wanted, given)] if same else [0.0]
        for least in (0.5, 0.75):
            tally[kind, f"acc@{least}"].append(min(ious) >= least)
        if kind == "rec one":
            size = max(wanted[0][2] - wanted[0][0], wanted[0][3] - wanted[0][1])
            tally[f"rec one, {'small' if size < 0.12 else 'middle' if size < 0.25 else 'large'}", "acc@0.5"].append(
                ious[0] >= 0.5
            )


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--scenes", type=int, default=100)
    options.add_argument("--seed", type=int, default=500)
    options.add_argument("--show", type=int, default=0)
    args = options.parse_args()
    tokenizer = load_tokenizer()
    stop = tokenizer.token_to_id("</s>")
    vision, run = onnx_session("vision.onnx"), onnx_run(onnx_session("decoder.onnx"))
    tally, shown = defaultdict(list), 0
    for scene in scenes(args.seed, "heldout", count=args.scenes):
        pixels = np.ascontiguousarray(scene["rgb"].transpose(2, 0, 1)[None]).astype(np.float32) / 255
        image = vision.run(None, {"pixel_values": pixels})[0]
        for item, (task, rounds) in zip(scene["dialogue"], turns(scene)):
            question, expected = plain(rounds[-1][0]), plain(rounds[-1][1])
            before = [(plain(q), plain(a)) for q, a in rounds[:-1]]
            said = tokenizer.decode(
                greedy(run, image, prompt_ids(tokenizer, [*before, (question, None)]), stop)
            ).strip()
            score(f"{task} {item.get('form', '')}".strip(), expected, said, tally)
            if shown < args.show and said != expected:
                shown += 1
                print(f"{task}: {question} | {expected} | {said}")
    for (kind, name), values in sorted(tally.items()):
        print(f"{kind:24} {name:8} {np.mean(values):.3f} of {len(values)}")
    print(
        json.dumps(
            {f"{kind} {name}": round(float(np.mean(values)), 4) for (kind, name), values in sorted(tally.items())}
        )
    )


if __name__ == "__main__":
    main()
