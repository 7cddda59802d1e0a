"""The whole model: encoder, picture tokens, decoder."""

import torch
import torch.nn.functional as F
from torch import nn

import visual
from decoder import Decoder
from encoder import CANDIDATES, Encoder, peaks


def fade_repeats(score, box, chance):
    """Lower the score of a candidate that overlaps a higher one of the same class (candidates come sorted by score)."""
    left_top = torch.maximum(box[:, :, None, :2], box[:, None, :, :2])
    right_bottom = torch.minimum(box[:, :, None, 2:], box[:, None, :, 2:])
    shared = (right_bottom - left_top).clamp(min=0).prod(-1)
    area = (box[..., 2:] - box[..., :2]).clamp(min=0).prod(-1)
    overlap = shared / (area[:, :, None] + area[:, None, :] - shared + 1e-6)
    alike = overlap * (chance @ chance.transpose(1, 2))
    earlier = torch.triu(torch.ones(CANDIDATES, CANDIDATES, device=box.device), 1)
    return score * (1 - ((alike * earlier).amax(1) - 0.4) / 0.2).clamp(0, 1)


class Model(nn.Module):
    def __init__(self, vocab, names):
        """names: for each of the 64 classes the token id of its word (with a leading space)."""
        super().__init__()
        self.encoder = Encoder()
        self.visual = visual.Visual()
        self.decoder = Decoder(vocab)
        self.register_buffer("names", torch.tensor(names), persistent=False)

    def see(self, pixels):
        """pixels [B,3,S,S] -> score, box, chance, feature, overview of the candidates."""
        features, maps = self.encoder(pixels)
        score, box, chance, feature, _ = peaks(features, maps)
        overview = F.avg_pool2d(features.float(), features.shape[-1] // visual.GRID).flatten(2).transpose(1, 2)
        return fade_repeats(score, box, chance), box, chance, feature, overview

    def picture(self, score, box, chance, feature=None, overview=None):
        return self.visual(score, box, chance, feature, overview, self.decoder.words.weight[self.names])

    def forward(self, pixels):
        return self.picture(*self.see(pixels))
