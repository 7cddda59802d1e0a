"""The averaged weights of two checkpoints of one run, mixed: better than either (card, "Figures").

`python blend.py EARLIER LATER [SHARE]` writes `checkpoints/model.pt`; SHARE of the later one is 0.5 unless told. Optimizers and step are
those of the later one.
"""

import sys
from pathlib import Path

import torch

CHECKPOINTS = Path(__file__).resolve().parents[1] / "checkpoints"


def mixed(first, second, share):
    return {
        name: first[name] * (1 - share) + value * share if value.is_floating_point() else value
        for name, value in second.items()
    }


def main():
    earlier, later = (torch.load(path) for path in sys.argv[1:3])
    share = float(sys.argv[3]) if len(sys.argv) > 3 else 0.5
    weights = mixed(earlier["average"], later["average"], share)
    torch.save({**later, "model": weights, "average": weights}, CHECKPOINTS / "model.pt")


if __name__ == "__main__":
    main()
