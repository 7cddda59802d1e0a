"""A control: pictures that are linked as they are. PIL ignores the orientation tag, so this one must be seen in the wrong place."""

from loaders import hf_json

FOLDER = "qwen-json-linked"
PACKAGES = ["datasets"]
MUST_DEVIATE = True
read = hf_json.read
