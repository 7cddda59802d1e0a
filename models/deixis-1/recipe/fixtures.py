"""Records what PyTorch answers (fp32, greedy, no grammar) for 200 prompts over 12 small pictures: the engine's parity test."""

import itertools
import json

import numpy as np
import torch
from PIL import Image

import encoder as enc
from generate import greedy, prompt_ids, torch_run
from load import HOME, load_model, load_tokenizer
from stream import scenes
from tokenizer import plain, turns

PICTURES = 12
PROMPTS = 200


def dialogues(scene):
    """The scene's dialogues, longest first, each ending with a question."""
    asked = [[(plain(q), plain(a)) for q, a in rounds] for _, rounds in turns(scene)]
    for rounds in sorted(asked, key=len, reverse=True):
        yield [*rounds[:-1], (rounds[-1][0], None)]


def main():
    torch.set_num_threads(1)
    folder = HOME / "fixtures"
    folder.mkdir(exist_ok=True)
    for old in folder.glob("*.png"):
        old.unlink()
    tokenizer, model = load_tokenizer(), load_model().requires_grad_(False)
    run, stop = torch_run(model), tokenizer.token_to_id("</s>")
    # Questions about other scenes too: what is not there is part of the test.
    others = itertools.chain.from_iterable(map(dialogues, scenes(78, "heldout", pixels=False, count=PROMPTS)))
    cases = []
    for index, scene in enumerate(scenes(77, "heldout", count=PICTURES)):
        name = f"scene-{index}.png"
        Image.fromarray(scene["rgb"]).quantize(128, dither=Image.Dither.NONE).save(folder / name, optimize=True)
        rgb = np.array(Image.open(folder / name).convert("RGB"))
        image = model(torch.from_numpy(rgb.transpose(2, 0, 1).astype(np.float32) / 255)[None]).numpy()
        most = (PROMPTS - len(cases)) // (PICTURES - index)
        for rounds in itertools.islice(itertools.chain(dialogues(scene), others), most):
            prompt = "".join(f"USER: {q} ASSISTANT:" + ("" if a is None else f" {a}</s>") for q, a in rounds)
            ids = greedy(run, image, prompt_ids(tokenizer, rounds), stop)
            cases.append({"picture": name, "prompt": prompt, "ids": ids, "text": tokenizer.decode(ids)})
    lines = ",\n".join("    " + json.dumps(case) for case in cases)
    (folder / "parity.json").write_text(f'{{\n  "imageSize": {enc.SIZE},\n  "cases": [\n{lines}\n  ]\n}}\n')
    print(len(cases), "prompts,", sum(file.stat().st_size for file in folder.iterdir()), "bytes")


if __name__ == "__main__":
    main()
