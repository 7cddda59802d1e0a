"""A peer of the engine's bench: ONNX Runtime's own Python loop with IO binding. Jobs in, decodings out, a line each.

Two loops, the faster one counts: the ordinary graph whose cache goes out and in again as OrtValues, and the app's own graph over
buffers that are bound once and filled with the new rows.
"""

import json
import os
import sys
import time
from pathlib import Path

os.environ["ORT_DISABLE_TELEMETRY"] = "1"

import numpy as np  # noqa: E402
import onnxruntime as ort  # noqa: E402

folder, peer, threads = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
manifest = json.loads((folder / "manifest.json").read_text())
layers, heads, width = manifest["layers"], manifest["heads"], manifest["headDim"]
image_tokens, hidden = manifest["imageTokens"], -1e9


def session(path, data):
    options = ort.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
    options.log_severity_level = 3
    options.add_session_config_entry("session.model_external_initializers_file_folder_path", str(data))
    return ort.InferenceSession(path.read_bytes(), options, providers=["CPUExecutionProvider"])


onnx = folder / "onnx"
vision, delta = session(onnx / "vision.onnx", onnx), session(onnx / "decoder.onnx", onnx)
words, merged = session(peer / "embed_tokens.onnx", onnx), session(peer / "decoder_model_merged.onnx", onnx)


def see(pixels):
    size = manifest["imageSize"]
    values = np.array(pixels, np.float32).reshape(1, 3, size, size)
    return vision.run(["image_features"], {"pixel_values": values})[0]


def timed(start, choose, count):
    tokens, times = [], []
    while len(tokens) < count:
        tokens.append(int(choose(tokens[-1] if tokens else None)))
        times.append(time.perf_counter())
    return {
        "tokens": tokens,
        "tokensPerSecond": (count - 1) / (times[-1] - times[0]),
        "firstTokenMs": 1000 * (times[0] - start),
    }


def passed_on(pixels, prompt, count):
    """present -> past, without a copy."""
    start = time.perf_counter()
    image = see(pixels)
    names = [value.name for value in merged.get_inputs()][3:]
    outputs = [value.name for value in merged.get_outputs()][1:]
    binding = merged.io_binding()
    empty = ort.OrtValue.ortvalue_from_numpy(np.zeros((1, heads, 0, width), np.float32))
    state = {"past": [empty] * len(names), "total": 0}

    def choose(last):
        ids = np.array([prompt if last is None else [last]], np.int64)
        x = words.run(None, {"input_ids": ids})[0]
        positions = np.array([[state["total"] - image_tokens + 1]], np.int64)
        if last is None:
            x = np.concatenate([image, x], 1)
            positions = np.concatenate([np.zeros(image_tokens, np.int64), np.arange(len(prompt)) + 1])[None]
        state["total"] += x.shape[1]
        binding.bind_cpu_input("inputs_embeds", x)
        binding.bind_cpu_input("attention_mask", np.ones((1, state["total"]), np.int64))
        binding.bind_cpu_input("position_ids", positions)
        for name, value in zip(names, state["past"]):
            binding.bind_ortvalue_input(name, value)
        binding.clear_binding_outputs()
        binding.bind_output("logits")
        for name in outputs:
            binding.bind_output(name)
        merged.run_with_iobinding(binding)
        logits, *state["past"] = binding.get_outputs()
        return logits.numpy()[0, -1].argmax()

    return timed(start, choose, count)


def shared(pixels, prompt, count):
    """The app's graph over buffers of our own."""
    start = time.perf_counter()
    image = see(pixels)
    names = [value.name for value in delta.get_inputs() if value.name.startswith("past_")]
    capacity = (image_tokens + len(prompt) + count + 63) // 64 * 64
    past = [np.zeros((1, heads, capacity, width), np.float32) for _ in names]
    binding = delta.io_binding()
    for name, values in zip(names, past):
        binding.bind_cpu_input(name, values)
    logits = np.zeros((1, manifest["vocab"]), np.float32)
    binding.bind_output("logits", "cpu", 0, np.float32, logits.shape, logits.ctypes.data)
    state = {"filled": 0}

    def run(features, ids, positions, bias, last):
        rows = positions.shape[1]
        fresh = np.empty((2 * layers, heads, rows, width), np.float32)
        binding.bind_output("present", "cpu", 0, np.float32, fresh.shape, fresh.ctypes.data)
        feeds = {"image_features": features, "input_ids": ids, "position_ids": positions, "attention_bias": bias}
        for name, value in (feeds | {"logit_rows": last}).items():
            binding.bind_cpu_input(name, value)
        delta.run_with_iobinding(binding)
        for i, values in enumerate(past):
            values[0, :, state["filled"] : state["filled"] + rows] = fresh[i]
        state["filled"] += rows
        return logits[0].argmax()

    one, none, zero = np.zeros((1, 1), np.int64), image[:, :0].copy(), np.zeros(1, np.int64)
    mask = np.full((1, 1, 1, capacity + 1), hidden, np.float32)
    mask[..., capacity] = 0

    def choose(last):
        filled = state["filled"]
        if last is not None:
            one[0, 0] = last
            mask[..., :filled] = 0
            return run(none, one, np.array([[filled - image_tokens + 1]]), mask, zero)
        rows = image_tokens + len(prompt)
        bias = np.concatenate([np.full((rows, capacity), hidden), np.triu(np.full((rows, rows), hidden), 1)], 1)
        bias[:image_tokens, capacity : capacity + image_tokens] = 0
        positions = np.concatenate([np.zeros(image_tokens, np.int64), np.arange(len(prompt)) + 1])[None]
        bias = bias.astype(np.float32)[None, None]
        return run(image, np.array([prompt]), positions, bias, np.array([rows - 1]))

    return timed(start, choose, count)


for line in sys.stdin:
    job = json.loads(line)
    both = [loop(job["pixels"], job["promptTokens"], job["count"]) for loop in (passed_on, shared)]
    print(json.dumps(max(both, key=lambda decoding: decoding["tokensPerSecond"])), flush=True)
