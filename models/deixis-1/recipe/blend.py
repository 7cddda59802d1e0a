"""The mean of the averaged weights of two checkpoints of one run: better than either (card, "Figures").

`python blend.py EARLIER LATER` writes `checkpoints/model.pt`; optimizers and step are those of the later one.
"""

import sys
from pathlib import Path

import torch

CHECKPOINTS = Path(__file__).resolve().parents[1] / "checkpoints"


def mean(first, second):
    return {
        name: (first[name] + value) / 2 if value.is_floating_point() else value for name, value in second.items()
    }


def main():
    earlier, later = (torch.load(path) for path in sys.argv[1:])
    weights = mean(earlier["average"], later["average"])
    torch.save({**later, "model": weights, "average": weights}, CHECKPOINTS / "model.pt")


if __name__ == "__main__":
    main()
