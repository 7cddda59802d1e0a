"""Preference pairs: the chosen answers hold the corrected box, and differ from the rejected ones."""

from seen import Seen, thousandths

FOLDER = "preference-trl-jsonl"
PACKAGES = ["datasets", "trl"]


def read(folder):
    from datasets import load_dataset
    from trl.data_utils import is_conversational, prepare_multimodal_messages

    for row in load_dataset("imagefolder", data_dir=str(folder), split="train"):
        assert is_conversational(row)
        prepared = prepare_multimodal_messages(row["prompt"], images=row["images"])
        picture = next(p["image"] for m in prepared for p in m["content"] if p["type"] == "image")
        chosen, rejected = (row[name][0]["content"][0]["text"] for name in ("chosen", "rejected"))
        assert thousandths(chosen, picture) != thousandths(rejected, picture)
        yield Seen(picture.filename, picture, thousandths(chosen, picture))
