"""A peer of the engine's bench: PyTorch eager with a cache, over the recipe's modules. Jobs in, decodings out, a line each.

Trained weights where the recipe's checkpoint is at hand; else untrained ones of the same size, which run as fast.
"""

import json
import sys
import time
from pathlib import Path

import torch

recipe = Path(sys.argv[1])
sys.path.insert(0, str(recipe))
torch.set_num_threads(int(sys.argv[2]))

import decoder as parts  # noqa: E402
from model import Model  # noqa: E402

checkpoint = recipe.parent / "checkpoints/model.pt"
weights = torch.load(checkpoint, map_location="cpu")["average"] if checkpoint.exists() else None
vocab = len(weights["decoder.words.weight"]) if weights else 768
if weights:
    from load import new_model

    model = new_model()
    model.load_state_dict(weights)
else:
    model = Model(vocab, list(range(64)))
    print("PyTorch: untrained weights of the same size, its tokens differ", file=sys.stderr)
model = model.eval().requires_grad_(False)


@torch.inference_mode()
def decode(pixels, prompt, count):
    start = time.perf_counter()
    size = round((len(pixels) / 3) ** 0.5)
    picture = model(torch.tensor(pixels).view(1, 3, size, size))
    tokens, times = [], []
    x = torch.cat([picture, model.decoder.words(torch.tensor([prompt]))], 1)
    seen = picture.shape[1]
    positions = torch.cat([torch.zeros(1, seen, dtype=torch.long), torch.arange(1, len(prompt) + 1)[None]], 1)
    bias = torch.full((x.shape[1], x.shape[1]), -1e9).triu(1)
    bias[:seen, :seen] = 0
    past = [(torch.zeros(1, parts.HEADS, 0, parts.HEAD),) * 2 for _ in range(parts.LAYERS)]
    while len(tokens) < count:
        logits, fresh = model.decoder.step(x, positions, bias[None, None], past)
        fresh = fresh[:, None]
        past = [
            (torch.cat([key, fresh[2 * i]], 2), torch.cat([value, fresh[2 * i + 1]], 2))
            for i, (key, value) in enumerate(past)
        ]
        tokens.append(int(logits.argmax()))
        times.append(time.perf_counter())
        x = model.decoder.words(torch.tensor([tokens[-1:]]))
        positions = positions[:, -1:] + 1
        bias = torch.zeros(1, past[0][0].shape[2] + 1)
    rate = (len(tokens) - 1) / (times[-1] - times[0])
    return {"tokens": tokens, "tokensPerSecond": rate, "firstTokenMs": 1000 * (times[0] - start)}


for line in sys.stdin:
    job = json.loads(line)
    print(json.dumps(decode(job["pixels"], job["promptTokens"], job["count"])), flush=True)
