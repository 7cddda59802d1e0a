"""Lists that trainers read with the JSON loader and open with PIL, which ignores orientation tags: the official Qwen file here."""

from pathlib import Path

from PIL import Image

from seen import Seen, thousandths

FOLDER = "qwen-json"
PACKAGES = ["datasets"]


def read(folder):
    from datasets import load_dataset

    for row in load_dataset("json", data_files=str(Path(folder) / "qwen.json"), split="train"):
        asked = "".join(turn["value"] for turn in row["conversations"] if turn["from"] == "human")
        assert asked.count("<image>") == 1
        picture = Image.open(Path(folder) / row["image"])
        text = "\n".join(turn["value"] for turn in row["conversations"])
        yield Seen(Path(row["image"]).name, picture, thousandths(text, picture))
