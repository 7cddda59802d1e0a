"""Loads the exports with the loaders that are installed here and compares what they see with what was painted.

python check.py EXPORTS [LOADER…]; prints one row of a table for each loader, exits 1 when one sees something else. The last two columns are the largest
deviations in pixels of the upright picture: of the boxes, and of the painted rectangles in the picture handed over.
"""

import importlib
import importlib.metadata
import json
import sys
import unicodedata
from pathlib import Path

from seen import colour_bounds

HERE = Path(__file__).parent


def versions(packages):
    return ", ".join(f"{name} {importlib.metadata.version(name)}" for name in packages)


def upright_size(seen, truth):
    """The picture's real size: by its name, else by its proportions and what is painted on it."""
    name = unicodedata.normalize("NFC", Path(seen.name).name)
    if name in truth:
        return truth[name]
    return min(truth.values(), key=lambda one: abs(one["width"] - seen.picture.width) + abs(one["height"] - seen.picture.height))


def check(loader, root, truth):
    records = boxes = 0
    worst = painted = 0.0
    names = set()
    for seen in loader.read(root / loader.FOLDER):
        records += 1
        real = upright_size(seen, truth)
        names.add((real["width"], real["height"]))
        scale = [real["width"] / seen.picture.width, real["height"] / seen.picture.height] * 2
        for colour, box in seen.boxes:
            boxes += 1
            moved = [value * by for value, by in zip(box, scale)]
            worst = max(worst, *(abs(a - b) for a, b in zip(moved, real[colour])))
            # The box lies where the colour is in the very picture that the loader hands over.
            there = [value * by for value, by in zip(colour_bounds(seen.picture, colour), scale)]
            painted = max(painted, *(abs(a - b) for a, b in zip(there, real[colour])))
    truth = {name: one for name, one in truth.items() if name.endswith(getattr(loader, "SUFFIX", ""))}
    assert len(names) == len(truth), f"{len(names)} of {len(truth)} pictures were seen"
    return records, boxes, worst, painted


def main():
    root = Path(sys.argv[1]).resolve()
    truth = json.loads((root / "truth.json").read_text())
    wanted = sys.argv[2:] or sorted(path.stem for path in (HERE / "loaders").glob("*.py"))
    failed = False
    for name in wanted:
        loader = importlib.import_module(f"loaders.{name}")
        try:
            found = versions(loader.PACKAGES)
        except importlib.metadata.PackageNotFoundError as missing:
            print(f"| {name} | skipped: {missing} is not installed here | | | | |", flush=True)
            continue
        if not (root / loader.FOLDER).is_dir():
            print(f"| {name} | skipped: there is no export {loader.FOLDER} | | | | |", flush=True)
            continue
        try:
            records, boxes, worst, painted = check(loader, root, truth)
        except Exception as problem:
            failed = True
            print(f"| {name} | {found} | failed: {type(problem).__name__}: {problem} | | | |", flush=True)
            continue
        # Half a thousandth of the longest side, a pixel for the picture's own resize; nothing at all would be no proof.
        longest = max(max(one["width"], one["height"]) for one in truth.values())
        is_fine = boxes > 0 and worst <= longest / 2000 + 1e-6 and painted <= longest / 500
        if getattr(loader, "MUST_DEVIATE", False):
            is_fine = not is_fine
        failed = failed or not is_fine
        print(f"| {name} | {found} | {records} | {boxes} | {worst:.2f} | {painted:.2f} |{'' if is_fine else ' FAILED'}", flush=True)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
