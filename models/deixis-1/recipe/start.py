"""Keeps a small resumable start of the trained weights in `../start.pt`, and puts it back as checkpoints.

`python start.py save` writes the averaged weights in half precision; `python start.py restore` makes both checkpoints of them, without
the optimizers' memory, so that `train_encoder.py` and `train.py` go on from there.
"""

import sys

import torch

from load import HOME

KEPT = HOME / "start.pt"
CHECKPOINTS = HOME / "checkpoints"


def halved(weights):
    return {name: value.half() if value.is_floating_point() else value for name, value in weights.items()}


def full(weights):
    return {name: value.float() if value.is_floating_point() else value for name, value in weights.items()}


def save():
    model, encoder = (torch.load(CHECKPOINTS / name) for name in ("model.pt", "encoder.pt"))
    decoder = {name: value for name, value in model["average"].items() if not name.startswith("encoder.")}
    torch.save(
        {
            "model": halved(decoder),
            "hint": halved(model["hint"]),
            "encoder": halved(encoder["average"]),
            "steps": (model["step"], encoder["step"]),
        },
        KEPT,
    )


def restore():
    CHECKPOINTS.mkdir(exist_ok=True)
    kept = torch.load(KEPT)
    encoder = full(kept["encoder"])
    model = full(kept["model"]) | {f"encoder.{name}": value for name, value in encoder.items()}
    for name, weights, more, step in (
        ("model.pt", model, {"hint": full(kept["hint"]), "optimizers": []}, kept["steps"][0]),
        ("encoder.pt", encoder, {"optimizer": None}, kept["steps"][1]),
    ):
        path = CHECKPOINTS / name
        if path.exists():
            sys.exit(f"{path} is there already; remove it first")
        torch.save({"model": weights, "average": weights, "step": step, **more}, path)


if __name__ == "__main__":
    {"save": save, "restore": restore}[sys.argv[1]]()
