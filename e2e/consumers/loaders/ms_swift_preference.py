"""ms-swift's preference lines through its reader: the last message is chosen, rejected_response is not the same."""

from pathlib import Path

from PIL import Image

from seen import Seen, thousandths

FOLDER = "preference-ms-swift-jsonl"
PACKAGES = ["ms_swift"]


def read(folder):
    import os

    from swift.dataset import load_dataset

    os.chdir(folder)
    rows, _ = load_dataset([str(Path(folder) / "ms-swift-dpo.jsonl")], strict=True, load_from_cache_file=False)
    for row in rows:
        path = row["images"][0]
        path = path["path"] if isinstance(path, dict) else path
        picture = Image.open(path)
        chosen = row["messages"][-1]["content"]
        assert chosen != row["rejected_response"]
        yield Seen(Path(path).name, picture, thousandths(chosen, picture))
