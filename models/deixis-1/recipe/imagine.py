"""Candidates as a good encoder would report them, made from a scene's object list alone.

The decoder learns most of its work on these, at once and without a picture, while the encoder is still being trained.
"""

import numpy as np

from encoder import CANDIDATES, CLASSES, WIDTH
from visual import GRID


def imagined(scene, size, names, rng):
    """-> score [K], box [K,4], chance [K,64], features and overview (zero), and the mapping object -> candidate."""
    order = rng.permutation(CANDIDATES)
    score = (0.3 * rng.random(CANDIDATES) ** 3).astype(np.float32)
    corner = rng.random((CANDIDATES, 2))
    extent = 0.03 + 0.5 * rng.random((CANDIDATES, 2)) ** 2
    box = np.clip(np.concatenate([corner - extent / 2, corner + extent / 2], 1), 0, 1).astype(np.float32)
    chance = rng.dirichlet(np.full(CLASSES, 0.05), CANDIDATES).astype(np.float32)
    slots = {}
    objects = scene["objects"][: CANDIDATES - 2]
    for index, item in enumerate(objects):
        slot = order[index]
        slots[index] = int(slot)
        box[slot] = np.clip(np.array(item["box"], np.float32) / size, 0, 1)
        score[slot] = 0.5 + 0.5 * rng.random() if rng.random() < 0.95 else 0.3 + 0.2 * rng.random()
        doubt = 0.06 * rng.random() if rng.random() < 0.85 else 0.4 * rng.random()
        chance[slot] *= doubt
        chance[slot, names[item["name"]]] += 1 - doubt
    for slot in order[len(objects) : len(objects) + 2]:
        if objects and rng.random() < 0.3:
            twin = slots[rng.integers(len(objects))]
            box[slot] = np.clip(box[twin] + rng.normal(0, 0.05, 4) * np.tile(box[twin, 2:] - box[twin, :2], 2), 0, 1)
            chance[slot] = chance[twin]
            score[slot] = 0.2 * rng.random()
    nothing = np.zeros((CANDIDATES, WIDTH), np.float32)
    return score, box, chance, nothing, nothing[: GRID * GRID], slots
