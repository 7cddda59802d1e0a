"""LLaMA-Factory: its data set reader, converter, check of marks, and the resize it does before any model."""

from pathlib import Path

from PIL import Image

from seen import Seen, thousandths

FOLDER = "llama-factory"
PACKAGES = ["llamafactory"]


def read(folder):
    from llamafactory.data.loader import _load_single_dataset
    from llamafactory.data.mm_plugin import get_mm_plugin
    from llamafactory.data.parser import get_dataset_list
    from llamafactory.hparams import DataArguments, ModelArguments
    from transformers import Seq2SeqTrainingArguments

    data = DataArguments(dataset="deixis", dataset_dir=str(folder))
    model = ModelArguments(model_name_or_path="none")
    training = Seq2SeqTrainingArguments(output_dir=str(Path(folder) / "unused"), report_to=[])
    plugin = get_mm_plugin("qwen2_vl", image_token="<|image_pad|>")
    for attr in get_dataset_list(["deixis"], str(folder)):
        for row in _load_single_dataset(attr, model, data, training):
            messages = row["_prompt"] + row["_response"]
            assert messages, "the record was emptied"
            plugin._validate_messages(messages, row["_images"], [], [])
            limits = {"image_max_pixels": 768 * 768, "image_min_pixels": 32 * 32}
            [picture] = plugin._regularize_images(row["_images"], **limits)["images"]
            with Image.open(row["_images"][0]) as file:
                assert (picture.size != file.size) == (file.width * file.height > 768 * 768)
            text = "\n".join(message["content"] for message in messages)
            yield Seen(Path(row["_images"][0]).name, picture, thousandths(text, picture))
