"""The same with prompt and completion; what TRL learns is the completion alone."""

from seen import Seen, thousandths

FOLDER = "trl-prompt-completion-jsonl"
PACKAGES = ["datasets", "trl"]


def read(folder):
    from datasets import load_dataset
    from trl.data_utils import prepare_multimodal_messages

    for row in load_dataset("imagefolder", data_dir=str(folder), split="train"):
        prepared = prepare_multimodal_messages(row["prompt"] + row["completion"], images=row["images"])
        parts = [part for message in prepared for part in message["content"]]
        picture = next(part["image"] for part in parts if part["type"] == "image")
        said = "".join(part["text"] for part in prepared[-1]["content"])
        yield Seen(picture.filename, picture, thousandths(said, picture))
