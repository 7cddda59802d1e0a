"""What a loader hands over, and how texts are read here, by rules of their own rather than by Deixis."""

import json
import re
from dataclasses import dataclass

from PIL import Image


@dataclass
class Seen:
    name: str  # the picture's file, as the loader names it
    picture: Image.Image  # as the loader decodes (and resizes) it
    boxes: list  # (colour, [x1, y1, x2, y2]) in pixels of that picture


def thousandths(text, picture):
    """Boxes of Qwen3-VL: JSON in a fence, thousandths of each side; the colour is the label."""
    found = []
    for block in re.findall(r"```json\n(.*?)\n```", text, re.S):
        for item in json.loads(block):
            x1, y1, x2, y2 = item["bbox_2d"]
            w, h = picture.size
            found.append((item["label"], [x1 / 1000 * w, y1 / 1000 * h, x2 / 1000 * w, y2 / 1000 * h]))
    return found


def colour_bounds(picture, colour):
    """Edges of the painted rectangle in a picture, wherever the loader has put it."""
    import numpy

    rgb = numpy.asarray(picture.convert("RGB")).astype(int)
    main, others = {"red": (0, (1, 2)), "blue": (2, (0, 1))}[colour]
    mask = (rgb[..., main] > 120) & (rgb[..., others[0]] < 110) & (rgb[..., others[1]] < 110)
    ys, xs = numpy.where(mask)
    return [float(xs.min()), float(ys.min()), float(xs.max() + 1), float(ys.max() + 1)]
