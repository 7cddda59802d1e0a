"""A running average of a model's weights: what is evaluated and exported."""

import copy

import torch


class Average:
    def __init__(self, model, decay=0.998):
        self.source = model
        self.model = copy.deepcopy(model).eval().requires_grad_(False)
        self.decay = decay

    @torch.no_grad()
    def update(self, step):
        decay = min(self.decay, (step + 1) / (step + 20))
        for mine, theirs in zip(self.model.state_dict().values(), self.source.state_dict().values()):
            if mine.is_floating_point():
                mine.lerp_(theirs, 1 - decay)
            else:
                mine.copy_(theirs)
