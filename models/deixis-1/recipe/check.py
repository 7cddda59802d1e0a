"""Compares the exported graphs with PyTorch: picture tokens, logits in packed and cached form, greedy tokens."""

import json
import sys

import numpy as np
import onnxruntime
import torch
from PIL import Image

import encoder as enc
import visual
from decoder import HEAD, HEADS, LAYERS
from export import PEER, HOME
from generate import greedy, onnx_run, onnx_session, prompt_ids, rows, torch_run
from load import load_model, load_tokenizer


def peer_greedy(image, ids, stop, most):
    """Greedy tokens by the graphs for Transformers.js, whole cache in and out."""
    words, merged = (onnx_bytes(name) for name in ("embed_tokens.onnx", "decoder_model_merged.onnx"))
    names = [value.name for value in merged.get_inputs()][3:]
    past = [np.zeros((1, HEADS, 0, HEAD), np.float32) for _ in names]
    x = np.concatenate([image, words.run(None, {"input_ids": np.array([ids])})[0]], 1)
    positions = np.concatenate([np.zeros(image.shape[1], np.int64), np.arange(len(ids)) + 1])[None]
    out, total = [], 0
    while len(out) < most:
        total += x.shape[1]
        feeds = {"inputs_embeds": x, "attention_mask": np.ones((1, total), np.int64), "position_ids": positions} | dict(
            zip(names, past)
        )
        logits, *past = merged.run(None, feeds)
        if (best := int(logits[0, -1].argmax())) == stop:
            break
        out.append(best)
        x, positions = words.run(None, {"input_ids": np.array([[best]])})[0], positions[:, -1:] + 1
    return out


def onnx_bytes(name):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.add_session_config_entry("session.model_external_initializers_file_folder_path", str(HOME / "onnx"))
    return onnxruntime.InferenceSession((PEER / name).read_bytes(), options)


def main():
    torch.set_num_threads(1)
    tokenizer = load_tokenizer()
    torch.manual_seed(0)
    model = load_model("--random" in sys.argv).requires_grad_(False)
    stop = tokenizer.token_to_id("</s>")
    files = sorted((HOME / "fixtures").glob("*.png"))
    pictures = [np.array(Image.open(file).convert("RGB")).transpose(2, 0, 1).astype(np.float32) / 255 for file in files]
    vision, decoder = onnx_session("vision.onnx"), onnx_session("decoder.onnx")
    worst_image, worst_logits, different, peer_different = 0.0, 0.0, 0, 0
    for picture in pictures:
        ours = model(torch.from_numpy(picture)[None]).numpy()
        theirs = vision.run(None, {"pixel_values": picture[None]})[0]
        worst_image = max(worst_image, float(np.abs(ours - theirs).max()))
        for question in ("Where is the dog?", "How many objects are there?", "What is at [0.412,0.377]?"):
            ids = prompt_ids(tokenizer, [(question, None)])
            positions, bias = rows(visual.TOKENS, len(ids), 0, 0, 1)
            past = np.zeros((2 * LAYERS, HEADS, 0, HEAD), np.float32)
            one, two = (
                run(ours, np.array([ids]), positions, bias, past)[0] for run in (torch_run(model), onnx_run(decoder))
            )
            x = torch.cat([torch.from_numpy(ours), model.decoder.words(torch.tensor([ids]))], 1)
            three = model.decoder.logits(
                model.decoder(x, torch.from_numpy(positions), torch.from_numpy(bias))[0][:, -1]
            ).numpy()
            worst_logits = max(worst_logits, float(np.abs(one - two).max()), float(np.abs(one - three).max()))
            expected = greedy(torch_run(model), ours, ids, stop, 60)
            different += expected != greedy(onnx_run(decoder), theirs, ids, stop, 60)
            peer_different += expected != peer_greedy(theirs, ids, stop, 60)
    print(
        json.dumps(
            {
                "worstImage": worst_image,
                "worstLogits": worst_logits,
                "different": different,
                "peerDifferent": peer_different,
                "of": 3 * len(pictures),
            }
        )
    )
    return different + peer_different


if __name__ == "__main__":
    raise SystemExit(main())
