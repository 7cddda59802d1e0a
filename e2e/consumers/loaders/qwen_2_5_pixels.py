"""Qwen2.5-VL's absolute pixels: the picture is resized by transformers' own rule with the limits that the numbers were written for."""

import json
import re
from pathlib import Path

from PIL import Image

from seen import Seen

FOLDER = "qwen2.5-json"
PACKAGES = ["transformers"]


def read(folder):
    from transformers.models.qwen2_vl.image_processing_qwen2_vl import smart_resize

    for row in json.loads((Path(folder) / "qwen.json").read_text()):
        file = Image.open(Path(folder) / row["image"])
        height, width = smart_resize(file.height, file.width, factor=28, min_pixels=3136, max_pixels=1003520)
        picture = file.resize((width, height))
        boxes = []
        for turn in row["conversations"]:
            for block in re.findall(r"```json\n(.*?)\n```", turn["value"], re.S):
                boxes += [(item["label"], item["bbox_2d"]) for item in json.loads(block)]
        yield Seen(Path(row["image"]).name, picture, boxes)
