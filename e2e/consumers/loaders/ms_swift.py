"""ms-swift: its data set reader, and its own code that turns boxes in pixels into thousandths and writes them into the text."""

import json
import re
from pathlib import Path
from types import SimpleNamespace

from PIL import Image

from seen import Seen

FOLDER = "ms-swift-jsonl"
PACKAGES = ["ms_swift"]


def read(folder):
    import os

    from swift.dataset import load_dataset
    from swift.template.base import Template
    from swift.template.template_inputs import StdTemplateInputs

    os.chdir(folder)
    rows, _ = load_dataset([str(Path(folder) / "ms-swift.jsonl")], strict=True, load_from_cache_file=False)
    for row in rows:
        objects = row["objects"]
        objects = json.loads(objects) if isinstance(objects, str) else objects
        path = row["images"][0]
        path = path["path"] if isinstance(path, dict) else path
        picture = Image.open(path)
        marks = "".join(message["content"] for message in row["messages"])
        boxes = []
        if objects:
            assert marks.count("<bbox>") == len(objects["bbox"])
            assert marks.count("<ref-object>") == len(objects["ref"])
            objects = {**objects, "width": [picture.width], "height": [picture.height]}
            inputs = StdTemplateInputs(messages=row["messages"], objects=objects)
            Template.normalize_bbox(SimpleNamespace(norm_bbox="norm1000"), inputs)
            order = re.findall(r"<ref-object><bbox>|<bbox>", marks)
            names = iter(objects["ref"])
            for mark, box in zip(order, objects["bbox"], strict=True):
                words = next(names) if mark.startswith("<ref") else "the blue box"
                colour = "red" if "red" in words else "blue"
                x1, y1, x2, y2 = box
                w, h = picture.size
                boxes.append((colour, [x1 / 1000 * w, y1 / 1000 * h, x2 / 1000 * w, y2 / 1000 * h]))
        yield Seen(Path(path).name, picture, boxes)
