"""Candidates as the trained encoder reports them for composed pictures, matched to the scene's objects."""

import numpy as np
import torch

from encoder import SIZE
from targets import object_tensors

ORACLE = 0.9


@torch.no_grad()
def seen(model, group, names, rng):
    """Per scene score, box, chance, feature, overview and the mapping object -> candidate; None where an object was missed
    (such a scene is imagined instead).

    A matched candidate's box is mostly replaced by the true one: copying what the token says is the decoder's work, finding
    the box is the encoder's.
    """
    rgb = np.stack([scene["rgb"] for scene in group])
    pixels = torch.from_numpy(rgb).permute(0, 3, 1, 2).float().div(255).contiguous(memory_format=torch.channels_last)
    with torch.autocast("cpu", torch.bfloat16):
        parts = model.see(pixels)
    parts = [part.float().numpy() for part in parts]
    truth, _ = object_tensors([scene["objects"] for scene in group], names, SIZE)
    out = []
    for index, scene in enumerate(group):
        score, box, chance, feature, overview = (part[index] for part in parts)
        slots, box = match(truth[index, : len(scene["objects"])].numpy(), score, box)
        if len(slots) < len(scene["objects"]):
            out.append(None)
            continue
        box = box.copy()
        for item, slot in slots.items():
            if rng.random() < ORACLE:
                box[slot] = truth[index, item].numpy()
        out.append((score, box, chance, feature, overview, slots))
    return out


def match(truth, score, box, least=0.25):
    """Each true box takes the best free candidate that overlaps it by half."""
    slots, taken = {}, set()
    for item, wanted in enumerate(truth):
        inside = (np.minimum(box[:, 2:], wanted[2:]) - np.maximum(box[:, :2], wanted[:2])).clip(0).prod(1)
        iou = inside / ((box[:, 2:] - box[:, :2]).prod(1) + (wanted[2:] - wanted[:2]).prod() - inside + 1e-6)
        iou[(score < least) | np.isin(np.arange(len(score)), list(taken))] = 0
        if iou.max() > 0.5:
            slots[item] = int(iou.argmax())
            taken.add(slots[item])
    return slots, box
