"""The whole model: encoder, picture tokens, decoder."""

import torch
import torch.nn.functional as F
from torch import nn

import visual
from decoder import Decoder
from encoder import Encoder, candidates


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
        score, box, chance, feature = candidates(features, maps)
        overview = F.avg_pool2d(features.float(), features.shape[-1] // visual.GRID).flatten(2).transpose(1, 2)
        return score, box, chance, feature, overview

    def picture(self, score, box, chance, feature=None, overview=None):
        return self.visual(score, box, chance, feature, overview, self.decoder.words.weight[self.names])

    def forward(self, pixels):
        return self.picture(*self.see(pixels))
