"""Language decoder: a small pre-norm transformer over picture tokens and text.

Half of every head's dimensions are rotated by position, the other half compare content alone, so that a word finds its
picture token from whatever distance. All picture tokens share position 0. The same weights serve packed training,
cached decoding (`step`, the delta cache of the app's engine) and the export for Transformers.js.
"""

import torch
import torch.nn.functional as F
from torch import nn

WIDTH = 192
LAYERS = 5
HEADS = 6
HEAD = WIDTH // HEADS
ROTATED = 16
INNER = 768
POSITIONS = 1024
POINTING = (2, 3)


def rotary_table():
    frequencies = 1000.0 ** (-torch.arange(ROTATED // 2, dtype=torch.float32) / (ROTATED // 2))
    angles = torch.outer(torch.arange(POSITIONS, dtype=torch.float32), frequencies)
    return torch.cat([angles.cos(), angles.cos(), -angles.sin(), angles.sin()], 1)


def rotate(x, table):
    """x [B,H,T,HEAD]; table [B,1,T,2*ROTATED]: cosines, then signed sines."""
    turn, rest = x[..., :ROTATED], x[..., ROTATED:]
    swapped = torch.cat([turn[..., ROTATED // 2 :], turn[..., : ROTATED // 2]], -1)
    turned = turn * table[..., :ROTATED] + swapped * table[..., ROTATED:]
    return torch.cat([turned.to(x.dtype), rest], -1)


class Norm(nn.Module):
    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(WIDTH))

    def forward(self, x):
        return F.layer_norm(x, (WIDTH,), self.weight, None, 1e-5)


class Layer(nn.Module):
    def __init__(self):
        super().__init__()
        self.norm = Norm()
        self.query = nn.Linear(WIDTH, WIDTH, bias=False)
        self.key = nn.Linear(WIDTH, WIDTH, bias=False)
        self.value = nn.Linear(WIDTH, WIDTH, bias=False)
        self.out = nn.Linear(WIDTH, WIDTH, bias=False)
        self.inner_norm = Norm()
        self.up = nn.Linear(WIDTH, INNER, bias=False)
        self.down = nn.Linear(INNER, WIDTH, bias=False)
        nn.init.zeros_(self.out.weight)
        nn.init.zeros_(self.down.weight)

    def heads(self, x, table):
        y = self.norm(x)
        q, k, v = (p(y).unflatten(-1, (HEADS, HEAD)).transpose(1, 2) for p in (self.query, self.key, self.value))
        return rotate(q, table) * HEAD**-0.5, rotate(k, table), v

    def rest(self, x, mixed):
        x = x + self.out(mixed.transpose(1, 2).flatten(2))
        return x + self.down(F.relu(self.up(self.inner_norm(x))).square())


class Decoder(nn.Module):
    def __init__(self, vocab):
        super().__init__()
        self.words = nn.Embedding(vocab, WIDTH)
        nn.init.normal_(self.words.weight, std=0.06)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.norm = Norm()
        self.register_buffer("table", rotary_table(), persistent=False)

    def logits(self, x):
        return F.linear(self.norm(x), self.words.weight)

    def forward(self, x, positions, bias):
        """Packed training: x [B,T,D], positions [B,T], bias [B,1,T,T] added to the scores ->
        hidden, [B,T,T] scores of the pointing heads, state before the first of them."""
        table = self.table[positions].unsqueeze(1)
        pointing, early = [], None
        for index, layer in enumerate(self.layers):
            q, k, v = layer.heads(x, table)
            early = x if index == POINTING[0] else early
            if index in POINTING:
                pointing.append(q[:, 0].float() @ k[:, 0].float().transpose(1, 2))
            x = layer.rest(x, torch.softmax(q @ k.transpose(2, 3) + bias.to(q.dtype), -1) @ v)
        return x, pointing, early

    def step(self, x, positions, bias, past):
        """Delta cache: x [1,T,D], bias [1,1,T,cap+T], past [(k,v)] of [1,H,cap,HEAD] -> last logits [1,V], new rows [2L,H,T,HEAD]."""
        table = self.table[positions].unsqueeze(1)
        fresh = []
        for layer, (old_key, old_value) in zip(self.layers, past):
            q, k, v = layer.heads(x, table)
            scores = torch.cat([q @ old_key.transpose(2, 3), q @ k.transpose(2, 3)], 3) + bias
            weights = torch.softmax(scores, -1)
            cap = old_key.shape[2]
            x = layer.rest(x, weights[..., :cap] @ old_value + weights[..., cap:] @ v)
            fresh += [k, v]
        return self.logits(x[:, -1]), torch.cat(fresh, 0)
