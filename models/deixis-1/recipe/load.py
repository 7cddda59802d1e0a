"""The model with the weights at hand: trained ones from the checkpoints, or untrained."""

import json
from pathlib import Path

import torch
from tokenizers import Tokenizer

from model import Model

HOME = Path(__file__).resolve().parents[1]
VOCABULARY = 768


def load_tokenizer():
    return Tokenizer.from_file(str(HOME / "tokenizer.json"))


def category_names():
    return [item["name"] for item in json.loads((HOME / "categories.json").read_text())]


def new_model():
    tokenizer = load_tokenizer()
    return Model(VOCABULARY, [tokenizer.token_to_id("Ġ" + name) for name in category_names()])


def load_model(untrained=False):
    model = new_model()
    if untrained:
        for weight in model.parameters():
            if weight.dim() > 1 and not weight.any():
                torch.nn.init.normal_(weight, std=0.05)
    else:
        model.load_state_dict(torch.load(HOME / "checkpoints/model.pt")["average"])
        model.encoder.load_state_dict(torch.load(HOME / "checkpoints/encoder.pt")["average"])
    return model.eval()
