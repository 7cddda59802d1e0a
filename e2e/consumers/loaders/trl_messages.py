"""HF datasets' imagefolder, then TRL's own preparation: pictures are put where the messages hold a place for them."""

from seen import Seen, thousandths

FOLDER = "trl-messages-jsonl"
PACKAGES = ["datasets", "trl"]


def messages_of(row):
    return row["messages"]


def read(folder):
    from datasets import load_dataset
    from trl.data_utils import prepare_multimodal_messages

    rows = load_dataset("imagefolder", data_dir=str(folder), split="train")
    for row in rows:
        prepared = prepare_multimodal_messages(messages_of(row), images=row["images"])
        parts = [part for message in prepared for part in message["content"]]
        picture = next(part["image"] for part in parts if part["type"] == "image")
        text = "\n".join(part["text"] for part in parts if part["type"] == "text")
        yield Seen(picture.filename, picture, thousandths(text, picture))
