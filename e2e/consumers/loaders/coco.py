"""pycocotools: boxes as x, y, width, height, and the masks it makes of them."""

from pathlib import Path

from PIL import Image

from seen import Seen

FOLDER = "coco"
PACKAGES = ["pycocotools"]


def read(folder):
    from pycocotools.coco import COCO

    coco = COCO(str(Path(folder) / "annotations" / "instances.json"))
    for image in coco.loadImgs(coco.getImgIds()):
        path = next(p for p in Path(folder).rglob("*") if p.name == Path(image["file_name"]).name)
        picture = Image.open(path)
        assert picture.size == (image["width"], image["height"])
        boxes = []
        for one in coco.loadAnns(coco.getAnnIds(imgIds=image["id"])):
            x, y, w, h = one["bbox"]
            boxes.append((coco.loadCats(one["category_id"])[0]["name"], [x, y, x + w, y + h]))
        yield Seen(path.name, picture, boxes)
