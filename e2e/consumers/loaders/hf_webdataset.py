"""HF datasets reads shards whose samples have the same fields, with one schema for all of their JSON."""

from pathlib import Path

from loaders.web_dataset import boxes_of
from seen import Seen

FOLDER = "webdataset-png"
SUFFIX = ".png"
PACKAGES = ["datasets"]


def read(folder):
    from datasets import load_dataset

    shards = sorted(str(path) for path in Path(folder).glob("*.tar"))
    for row in load_dataset("webdataset", data_files={"train": shards}, split="train"):
        yield Seen("", row["png"], boxes_of(row["json"]))
