"""Records what PyTorch answers (fp32, greedy, no grammar) for 50 prompts over 10 small pictures: the engine's parity test."""

import json

import numpy as np
import torch
from PIL import Image

from generate import greedy, prompt_ids, torch_run
from load import HOME, load_model, load_tokenizer
from stream import scenes
from tokenizer import plain, turns

PICTURES = 10
PROMPTS = 5


def main():
    folder = HOME / "fixtures"
    folder.mkdir(exist_ok=True)
    tokenizer, model = load_tokenizer(), load_model().requires_grad_(False)
    run, stop = torch_run(model), tokenizer.token_to_id("</s>")
    cases = []
    for index, scene in enumerate(scenes(77, "heldout", count=PICTURES)):
        name = f"scene-{index}.png"
        Image.fromarray(scene["rgb"]).save(folder / name, optimize=True)
        pixels = torch.from_numpy(scene["rgb"].transpose(2, 0, 1).astype(np.float32) / 255)[None]
        image = model(pixels).numpy()
        asked = [[(plain(q), plain(a)) for q, a in rounds] for _, rounds in turns(scene)]
        for rounds in sorted(asked, key=len, reverse=True)[:PROMPTS]:
            rounds[-1] = (rounds[-1][0], None)
            prompt = "".join(f"USER: {q} ASSISTANT:" + ("" if a is None else f" {a}</s>") for q, a in rounds)
            ids = greedy(run, image, prompt_ids(tokenizer, rounds), stop)
            cases.append({"picture": name, "prompt": prompt, "ids": ids, "text": tokenizer.decode(ids)})
    lines = ",\n".join("    " + json.dumps(case) for case in cases)
    (folder / "parity.json").write_text('{\n  "imageSize": 192,\n  "cases": [\n' + lines + "\n  ]\n}\n")
    print(len(cases), "prompts,", sum(file.stat().st_size for file in folder.iterdir()), "bytes")


if __name__ == "__main__":
    main()
