"""OpenAI's lines have no loader of their own: their data URLs are decoded and opened as the service would have to."""

import base64
import io
import json
from pathlib import Path

from PIL import Image

from seen import Seen, thousandths

FOLDER = "openai-jsonl"
PACKAGES = ["pillow"]


def read(folder):
    for line in (Path(folder) / "openai.jsonl").read_text().splitlines():
        messages = json.loads(line)["messages"]
        parts = [part for message in messages if isinstance(message["content"], list) for part in message["content"]]
        [url] = [part["image_url"]["url"] for part in parts if part["type"] == "image_url"]
        head, data = url.split(",", 1)
        picture = Image.open(io.BytesIO(base64.b64decode(data)))
        assert head == f"data:{Image.MIME[picture.format]};base64"
        said = [part["text"] for part in parts if part["type"] == "text"]
        said += [message["content"] for message in messages if isinstance(message["content"], str)]
        yield Seen("", picture, thousandths("\n".join(said), picture))
