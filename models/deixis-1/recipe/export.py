"""Writes the ONNX graphs (one shared weights file), the manifest, and checks the graphs against PyTorch."""

import argparse
import hashlib
import io
import json
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper

import encoder as enc
import visual
from decoder import HEAD, HEADS, LAYERS, POSITIONS, WIDTH
from graphs import Delta, Merged, Vision, Words
from load import load_model

HOME = Path(__file__).resolve().parents[1]
PEER = HOME.parents[1] / "bench/transformers-js/deixis-1"
INLINE = 1024
WEIGHTS = "weights.bin"


def traced(module, inputs, names, outputs, axes):
    buffer = io.BytesIO()
    torch.onnx.export(
        module.eval(),
        inputs,
        buffer,
        input_names=names,
        output_names=outputs,
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
    )
    return onnx.load_from_string(buffer.getvalue())


def past_inputs(prefix, key, value, length):
    names = [f"{prefix}{middle}" for i in range(LAYERS) for middle in (key.format(i), value.format(i))]
    return names, [torch.zeros(1, HEADS, length, HEAD) for _ in names]


def build_graphs(model):
    picture = torch.rand(1, visual.TOKENS, WIDTH)
    names, past = past_inputs("past_", "key.{}", "value.{}", 8)
    axes = {"image_features": {1: "image_tokens"}, "input_ids": {1: "text_tokens"}, "position_ids": {1: "tokens"}}
    axes |= {"attention_bias": {2: "tokens", 3: "keys"}, "present": {2: "tokens"}}
    axes |= {"logit_rows": {0: "rows"}, "logits": {0: "rows"}} | {name: {2: "cap"} for name in names}
    total = visual.TOKENS + 5
    inputs = (
        picture,
        torch.ones(1, 5, dtype=torch.long),
        torch.arange(total)[None],
        torch.zeros(1, 1, total, 8 + total),
        torch.tensor([total - 2, total - 1]),
        *past,
    )
    delta = traced(
        Delta(model),
        inputs,
        ["image_features", "input_ids", "position_ids", "attention_bias", "logit_rows", *names],
        ["logits", "present"],
        axes,
    )
    seen = ["image_features", "candidate_boxes", "candidate_scores", "candidate_names"]
    vision = traced(Vision(model), (torch.rand(1, 3, enc.SIZE, enc.SIZE),), ["pixel_values"], seen, None)
    words = traced(
        Words(model),
        (torch.ones(1, 5, dtype=torch.long),),
        ["input_ids"],
        ["inputs_embeds"],
        {"input_ids": {1: "sequence_length"}, "inputs_embeds": {1: "sequence_length"}},
    )
    names, past = past_inputs("past_key_values.", "{}.key", "{}.value", 8)
    present = [name.replace("past_key_values", "present") for name in names]
    axes = {
        "inputs_embeds": {1: "sequence_length"},
        "attention_mask": {1: "total_length"},
        "position_ids": {1: "sequence_length"},
        "logits": {1: "sequence_length"},
    }
    axes |= {name: {2: "past_length"} for name in names} | {name: {2: "total_length"} for name in present}
    inputs = (torch.rand(1, 5, WIDTH), torch.ones(1, 13, dtype=torch.long), torch.arange(5)[None] + 9, *past)
    merged = traced(
        Merged(model), inputs, ["inputs_embeds", "attention_mask", "position_ids", *names], ["logits", *present], axes
    )
    return {"vision.onnx": vision, "decoder.onnx": delta}, {
        "vision_encoder.onnx": vision,
        "embed_tokens.onnx": words,
        "decoder_model_merged.onnx": merged,
    }


def share_weights(graphs):
    """Moves the large tensors of all graphs into one blob, equal ones once; -> the blob."""
    blob, places = bytearray(), {}
    for graph in graphs:
        del graph.metadata_props[:]
        for node in graph.graph.node:
            del node.metadata_props[:]
            node.doc_string = ""
        for tensor in graph.graph.initializer:
            data = np.ascontiguousarray(numpy_helper.to_array(tensor)).tobytes()
            if len(data) < INLINE:
                continue
            if data not in places:
                blob.extend(b"\0" * (-len(blob) % 64))
                places[data] = len(blob)
                blob.extend(data)
            tensor.ClearField("raw_data")
            del tensor.float_data[:], tensor.int64_data[:], tensor.external_data[:]
            tensor.data_location = onnx.TensorProto.EXTERNAL
            for key, value in (("location", WEIGHTS), ("offset", places[data]), ("length", len(data))):
                tensor.external_data.add(key=key, value=str(value))
    return bytes(blob)


def replace(path, data):
    """A running engine has the old file mapped into its memory: it must not change under it."""
    part = path.with_name(path.name + ".part")
    part.write_bytes(data)
    part.replace(path)


def earlier_curve():
    """The confidence curve that the manifest has: it stays until calibrate.ts writes that of the new weights."""
    path = HOME / "manifest.json"
    curve = json.loads(path.read_text()).get("confidence") if path.exists() else None
    return {} if curve is None else {"confidence": curve}


def write_manifest(version):
    files = ["onnx/vision.onnx", "onnx/decoder.onnx", f"onnx/{WEIGHTS}", "tokenizer.json"]
    listed = [
        {"path": name, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        for name in files
        for data in [(HOME / name).read_bytes()]
    ]
    manifest = {
        "id": "deixis-1",
        "title": "Deixis 1",
        "version": version,
        "family": "deixis",
        "dialect": "shikra",
        "imageSize": enc.SIZE,
        "imageTokens": visual.TOKENS,
        "padding": "white-centre",
        "layers": LAYERS,
        "heads": HEADS,
        "headDim": HEAD,
        "hidden": WIDTH,
        "vocab": 768,
        "maxPositions": POSITIONS,
        "imagePosition": "shared",
        "template": {"image": "<image>", "user": "USER: {text} ASSISTANT:", "assistant": " {text}</s>"},
        "stop": ["</s>"],
        "licence": "CC-BY-4.0",
        "languages": ["en"],
        "prefers": "cpu",
        "capabilities": {"boxIn": True, "pointIn": True, "boxOut": True, "pointOut": False, "multiTurn": True},
        **earlier_curve(),
        "files": listed,
    }
    (HOME / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n")
    return sum(item["bytes"] for item in listed)


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--random", action="store_true", help="untrained weights, for building on the format")
    options.add_argument("--version", default="0.1.0")
    args = options.parse_args()
    torch.manual_seed(0)
    model = load_model(args.random).requires_grad_(False)
    ours, peer = build_graphs(model)
    blob = share_weights([*ours.values(), *(graph for name, graph in peer.items() if name != "vision_encoder.onnx")])
    for folder, graphs in ((HOME / "onnx", ours), (PEER, peer)):
        folder.mkdir(parents=True, exist_ok=True)
        for name, graph in graphs.items():
            replace(folder / name, graph.SerializeToString())
    replace(HOME / "onnx" / WEIGHTS, blob)
    print(f"{write_manifest(args.version)} bytes, weights {len(blob)}")


if __name__ == "__main__":
    main()
