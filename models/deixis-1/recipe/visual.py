"""From the encoder's candidates to picture tokens in the decoder's own space.

A candidate's class probabilities are embedded by the very word vectors of the class names, so that a word finds its object
by likeness. Its box enters twice: as waves (for nearness and order) and as the decimal digits the text would use. Every
candidate gives four tokens, one for each side (x1, y1, x2, y2) with that side's digits: which coordinate comes next is
then a matter of looking at the right token. A candidate that is probably no object fades to a learned empty token.
"""

import math

import torch
import torch.nn.functional as F
from torch import nn

import encoder as enc
from decoder import WIDTH

GRID = 2
SIDES = 4
TOKENS = SIDES * enc.CANDIDATES + GRID * GRID
WAVES = (0.5, 1, 2, 4, 8)
PLACE = 2 * 8 * len(WAVES)
BINS = 24
MOST = 13


def waves(box):
    """box [...,4] -> sines and cosines of its sides and its centre."""
    points = torch.cat([box, (box[..., :2] + box[..., 2:]) / 2, box[..., 2:] - box[..., :2]], -1)
    angles = torch.cat([points * (2 * math.pi * f) for f in WAVES], -1)
    return torch.cat([angles.sin(), angles.cos()], -1)


def digits(side):
    """side [...] in 0..1 -> its decimal digits as `0.ddd` prints them, each as a place on a clock of ten (and of five) hours."""
    thousandths = torch.floor(side * 1000 + 0.5)
    tenths, hundredths = torch.floor(thousandths / 100), torch.floor(thousandths / 10)
    parts = [tenths - 10 * torch.floor(tenths / 10), hundredths - 10 * tenths, thousandths - 10 * hundredths]
    angles = torch.stack(parts, -1) * (2 * math.pi / 10)
    whole = (thousandths >= 1000).to(side.dtype).unsqueeze(-1)
    return torch.cat([angles.sin(), angles.cos(), (2 * angles).sin(), (2 * angles).cos(), whole], -1)


def bins(box):
    """box [...,4] -> the covered share of each of BINS columns and BINS rows of the picture: a point lies in a box where both agree."""
    low = torch.arange(BINS, device=box.device, dtype=box.dtype) / BINS
    shares = [
        torch.minimum(box[..., k + 2, None], low + 1 / BINS) - torch.maximum(box[..., k, None], low) for k in (0, 1)
    ]
    return (torch.cat(shares, -1) * BINS).clamp(0, 1)


def tally(number):
    """number [...] -> [...,MOST]: a whole number is one-hot, others lie between their neighbours."""
    return (1 - (number[..., None] - torch.arange(MOST, device=number.device, dtype=number.dtype)).abs()).clamp(min=0)


def company(score, box, chance):
    """-> [B,K,6*MOST] for each candidate: how many objects start left of it and how many there are, of all and of its own kind, how
    many lie above it and how many are smaller; [B,MOST] how many there are. Reading a list from left to right is then looking for the next
    number, and comparing two is comparing two numbers."""
    sure = ((score - 0.3) * 10).clamp(0, 1)
    before = (box[:, None, :, 0] < box[:, :, None, 0]).to(score.dtype) * sure[:, None]
    alike = chance @ chance.transpose(1, 2)
    total = sure.sum(-1, keepdim=True)
    middle = box[..., 1] + box[..., 3]
    area = (box[..., 2:] - box[..., :2]).prod(-1)
    above, smaller = (
        ((each[:, None] < each[:, :, None]).to(score.dtype) * sure[:, None]).sum(-1) for each in (middle, area)
    )
    own = (before * alike).sum(-1), (alike * sure[:, None]).sum(-1)
    counts = torch.stack([before.sum(-1), total.expand_as(sure), *own, above, smaller], -1)
    return tally(counts).flatten(2), tally(total[:, 0])


class Visual(nn.Module):
    def __init__(self):
        super().__init__()
        self.place = nn.Linear(PLACE, WIDTH, bias=False)
        self.digits = nn.Linear(13, WIDTH, bias=False)
        self.bins = nn.Linear(2 * BINS, WIDTH, bias=False)
        self.company = nn.Linear(6 * MOST, WIDTH, bias=False)
        self.total = nn.Linear(MOST, WIDTH, bias=False)
        self.sides = nn.Parameter(torch.randn(SIDES, WIDTH) * 0.5)
        self.look = nn.Linear(enc.WIDTH, WIDTH, bias=False)
        self.grid = nn.Linear(enc.WIDTH, WIDTH, bias=False)
        self.empty = nn.Parameter(torch.randn(WIDTH) * 0.06)
        self.cells = nn.Parameter(torch.randn(GRID * GRID, WIDTH) * 0.06)
        self.gain = nn.Parameter(torch.full((WIDTH,), 0.12))
        nn.init.normal_(self.place.weight, std=0.12)
        nn.init.normal_(self.digits.weight, std=0.25)
        for added in (self.bins, self.company, self.total, self.look):
            nn.init.zeros_(added.weight)
        nn.init.zeros_(self.grid.weight)

    def candidates(self, score, box, chance, feature, names, company):
        """score [B,K], box [B,K,4], chance [B,K,64], feature [B,K,F] or None, names [64,D] word vectors -> [B,4K,D]."""
        x = F.normalize(names, dim=-1) * 8
        x = chance @ x + self.place(waves(box)) + self.bins(bins(box)) + self.company(company)
        if feature is not None:
            x = x + self.look(feature)
        x = x.unsqueeze(2) + self.digits(digits(box)) + self.sides
        x = F.layer_norm(x, (WIDTH,)) * self.gain
        gate = (score * 2).clamp(0, 1)[..., None, None]
        return (gate * x + (1 - gate) * self.empty).flatten(1, 2)

    def forward(self, score, box, chance, feature, overview, names):
        """overview: [B,GRID*GRID,F] pooled features or None -> picture tokens [B,TOKENS,D]."""
        counts, total = company(score, box, chance)
        tokens = self.candidates(score, box, chance, feature, names, counts)
        cells = self.cells.expand(tokens.shape[0], -1, -1) + self.total(total).unsqueeze(1)
        if overview is not None:
            cells = cells + self.grid(overview)
        return torch.cat([tokens, cells.to(tokens.dtype)], 1)
