"""Writes the model with smaller numbers into another folder, to measure: `--to int8` (weights and products) or `--to fp16` (weights).

int8: the decoder's products are quantized as they run, the encoder's convolutions beforehand, over composed scenes. fp16: the
weights are halved on disk and widened when the session is made, so that speed stays and the file shrinks.
"""

import argparse
import hashlib
import json
import shutil
import tempfile
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import CalibrationDataReader, QuantFormat, QuantType, quantize_dynamic, quantize_static
from onnxruntime.quantization.shape_inference import quant_pre_process

from export import HOME
from stream import scenes

SCENES = 48


class Pictures(CalibrationDataReader):
    def __init__(self, size):
        self.rest = (
            {"pixel_values": scene["rgb"].transpose(2, 0, 1)[None].astype(np.float32) / 255}
            for scene in scenes(99, "train", size=size, count=SCENES)
        )

    def get_next(self):
        return next(self.rest, None)


def whole(name):
    """A graph with its weights inside."""
    graph = onnx.load(HOME / "onnx" / name)
    for tensor in graph.graph.initializer:
        tensor.ClearField("external_data")
        tensor.data_location = TensorProto.DEFAULT
    return graph


def int8(vision, decoder, out, size, parts):
    with tempfile.TemporaryDirectory() as work:
        work = Path(work)
        for name, graph in (("vision", vision), ("decoder", decoder)):
            onnx.save(graph, work / f"{name}.onnx")
        if "decoder" in parts:
            products = [node.name for node in decoder.graph.node if node.op_type in ("MatMul", "Gemm")]
            quantize_dynamic(
                work / "decoder.onnx",
                out / "decoder.onnx",
                ["MatMul", "Gemm"],
                per_channel=True,
                weight_type=QuantType.QInt8,
                nodes_to_quantize=[name for name in products if takes_weights(decoder, name)],
            )
        else:
            shutil.copy(work / "decoder.onnx", out)
        if "vision" in parts:
            quant_pre_process(work / "vision.onnx", work / "ready.onnx", skip_symbolic_shape=True)
            # The maps say where sides are to a thousandth of the picture: the last layer stays as it is.
            ready = onnx.load(work / "ready.onnx")
            convolutions = [node.name for node in ready.graph.node if node.op_type == "Conv"]
            quantize_static(
                work / "ready.onnx",
                out / "vision.onnx",
                Pictures(size),
                quant_format=QuantFormat.QDQ,
                per_channel=True,
                activation_type=QuantType.QUInt8,
                weight_type=QuantType.QInt8,
                op_types_to_quantize=["Conv"],
                nodes_to_exclude=convolutions[-1:],
            )
        else:
            shutil.copy(work / "vision.onnx", out)


def takes_weights(graph, name):
    stored = {tensor.name for tensor in graph.graph.initializer}
    return any(node.name == name and stored & set(node.input) for node in graph.graph.node)


def fp16(graph, path):
    """Large weights as half precision, widened by a Cast that is folded away when the session is made."""
    casts = []
    for tensor in graph.graph.initializer:
        values = numpy_helper.to_array(tensor)
        if values.dtype != np.float32 or values.size < 256:
            continue
        name = tensor.name
        tensor.CopyFrom(numpy_helper.from_array(values.astype(np.float16), f"{name}.half"))
        casts.append(helper.make_node("Cast", [f"{name}.half"], [name], to=TensorProto.FLOAT))
    nodes = list(graph.graph.node)
    del graph.graph.node[:]
    graph.graph.node.extend([*casts, *nodes])
    onnx.save(graph, path)


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--to", choices=["int8", "fp16"], required=True)
    options.add_argument("--parts", nargs="+", choices=["vision", "decoder"], default=["vision", "decoder"])
    options.add_argument("--out", type=Path, required=True, help="a folder of the same layout as the model's own")
    args = options.parse_args()
    onnx_folder = args.out / "onnx"
    onnx_folder.mkdir(parents=True, exist_ok=True)
    manifest = json.loads((HOME / "manifest.json").read_text())
    vision, decoder = whole("vision.onnx"), whole("decoder.onnx")
    if args.to == "int8":
        int8(vision, decoder, onnx_folder, manifest["imageSize"], args.parts)
    else:
        fp16(vision, onnx_folder / "vision.onnx")
        fp16(decoder, onnx_folder / "decoder.onnx")
    shutil.copy(HOME / "tokenizer.json", args.out)
    manifest["version"] += f"-{args.to}"
    manifest["files"] = [
        {"path": name, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        for name in ("onnx/vision.onnx", "onnx/decoder.onnx", "tokenizer.json")
        for data in [(args.out / name).read_bytes()]
    ]
    (args.out / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n")
    print({item["path"]: item["bytes"] for item in manifest["files"]})


if __name__ == "__main__":
    main()
