"""Greedy answers with a cache: by the PyTorch model, and by the exported graphs the way the app's engine runs them."""

from pathlib import Path

import numpy as np
import torch

from decoder import HEAD, HEADS, LAYERS

HIDDEN = -1e9


def prompt_ids(tokenizer, rounds):
    """rounds: [(question, answer or None)] as plain text -> token ids behind the picture tokens."""
    text = "".join(f"USER: {q} ASSISTANT:" + ("" if a is None else f" {a}</s>") for q, a in rounds)
    return tokenizer.encode(text).ids


def rows(image, count, cap, filled, first):
    """Positions and additive mask for `image` picture tokens and `count` text tokens after `filled` of `cap` cached ones."""
    total = image + count
    positions = np.concatenate([np.zeros(image, np.int64), np.arange(first, first + count)])[None]
    fresh = np.triu(np.full((total, total), HIDDEN, np.float32), 1)
    fresh[:image, :image] = 0
    old = np.zeros((total, cap), np.float32)
    old[:, filled:] = HIDDEN
    return positions, np.concatenate([old, fresh], 1)[None, None]


class Cached:
    """One sequence over a delta cache. `run(image, ids, positions, bias, past)` -> logits and new rows."""

    def __init__(self, run, slack=64):
        self.run, self.slack = run, slack
        self.past = np.zeros((2 * LAYERS, HEADS, 0, HEAD), np.float32)
        self.filled, self.next = 0, 1

    def feed(self, image, ids):
        cap = self.past.shape[2]
        positions, bias = rows(image.shape[1], len(ids), cap, self.filled, self.next)
        logits, fresh = self.run(image, np.array([ids], np.int64).reshape(1, -1), positions, bias, self.past)
        end = self.filled + fresh.shape[2]
        if end > cap:
            self.past = np.concatenate(
                [self.past, np.zeros((2 * LAYERS, HEADS, end - cap + self.slack, HEAD), np.float32)], 2
            )
        self.past[:, :, self.filled : end] = fresh
        self.filled, self.next = end, self.next + len(ids)
        return logits[0]


def torch_run(model):
    @torch.no_grad()
    def run(image, ids, positions, bias, past):
        x = torch.cat([torch.from_numpy(image), model.decoder.words(torch.from_numpy(ids))], 1)
        pairs = torch.from_numpy(past)[:, None]
        logits, fresh = model.decoder.step(
            x, torch.from_numpy(positions), torch.from_numpy(bias), list(zip(pairs[0::2], pairs[1::2]))
        )
        return logits.numpy(), fresh.numpy()

    return run


def onnx_run(session):
    names = [value.name for value in session.get_inputs() if value.name.startswith("past_")]

    def run(image, ids, positions, bias, past):
        feeds = {"image_features": image, "input_ids": ids, "position_ids": positions, "attention_bias": bias}
        feeds["logit_rows"] = np.array([positions.shape[1] - 1])
        feeds |= {name: past[i : i + 1] for i, name in enumerate(names)}
        return session.run(["logits", "present"], feeds)

    return run


def onnx_session(name, threads=1):
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    return onnxruntime.InferenceSession(str(Path(__file__).resolve().parents[1] / "onnx" / name), options)


def greedy(run, image, ids, stop, most=256):
    """-> the generated ids without the stop token; no list of eight things is longer than `most`."""
    cached = Cached(run)
    logits = cached.feed(image, ids)
    none = image[:, :0]
    out = []
    while (best := int(logits.argmax())) != stop and len(out) < most:
        out.append(best)
        logits = cached.feed(none, [best])
    return out
