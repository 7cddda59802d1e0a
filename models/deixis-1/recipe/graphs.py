"""The model as the modules that are exported: what each ONNX graph computes, over the trained weights."""

import torch
import torch.nn.functional as F
from torch import nn

from decoder import HEAD, HEADS, LAYERS, ROTATED, WIDTH


class Vision(nn.Module):
    """pixel_values [1,3,S,S] in 0..1 -> image_features [1,N,D] and, of the candidates they stand for, boxes [1,K,4],
    scores [1,K] and the token of the likeliest name [1,K]: what an answer is likely to write."""

    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, pixels):
        seen = self.model.see(pixels)
        score, box, chance = seen[:3]
        return self.model.picture(*seen), box, score, self.model.names[chance.argmax(-1)]


class Words(nn.Module):
    """input_ids [1,T] -> inputs_embeds [1,T,D]."""

    def __init__(self, model):
        super().__init__()
        self.words = model.decoder.words

    def forward(self, ids):
        return self.words(ids)


class Steps(nn.Module):
    """The decoder's layers with query, key and value in one product and rotation by one lookup."""

    def __init__(self, model):
        super().__init__()
        decoder = model.decoder
        self.layers, self.norm, self.words = decoder.layers, decoder.norm, decoder.words
        self.joined = nn.ParameterList(
            torch.cat([layer.query.weight * HEAD**-0.5, layer.key.weight, layer.value.weight]).T.contiguous()
            for layer in decoder.layers
        )
        half = ROTATED // 2
        rest = torch.zeros(len(decoder.table), HEAD - ROTATED)
        self.register_buffer("cosines", torch.cat([decoder.table[:, :ROTATED], rest + 1], 1))
        self.register_buffer("sines", torch.cat([decoder.table[:, ROTATED:], rest], 1))
        self.register_buffer(
            "swap", torch.cat([torch.arange(half, ROTATED), torch.arange(half), torch.arange(ROTATED, HEAD)])
        )
        self.register_buffer("nothing", torch.zeros(self.words.num_embeddings))

    def turns(self, positions):
        return self.cosines[positions].unsqueeze(1), self.sines[positions].unsqueeze(1)

    def heads(self, index, x, turns):
        joined = (self.layers[index].norm(x) @ self.joined[index]).view(1, -1, 3 * HEADS, HEAD).transpose(1, 2)
        both, value = joined[:, : 2 * HEADS], joined[:, 2 * HEADS :]
        both = both * turns[0] + both[..., self.swap] * turns[1]
        return both[:, :HEADS], both[:, HEADS:], value

    def rest(self, index, x, mixed):
        return self.layers[index].rest(x, mixed)

    def logits(self, x):
        return F.linear(self.norm(x).view(-1, WIDTH), self.words.weight, self.nothing)


class Delta(Steps):
    """The graph of the app's engine: only new rows of the cache come out, and the logits of the positions in `rows`."""

    def forward(self, image, ids, positions, bias, rows, *past):
        x = torch.cat([image, self.words(ids)], 1)
        turns = self.turns(positions)
        cap = past[0].shape[2]
        fresh = []
        for index in range(LAYERS):
            old_key, old_value = past[2 * index], past[2 * index + 1]
            query, key, value = self.heads(index, x, turns)
            if index == LAYERS - 1:  # nothing reads the other positions any more
                query, x, bias = (y.index_select(d, rows) for y, d in ((query, 2), (x, 1), (bias, 2)))
            scores = torch.cat([query @ old_key.transpose(2, 3), query @ key.transpose(2, 3)], 3) + bias
            weights = torch.softmax(scores, -1)
            x = self.rest(index, x, weights[..., :cap] @ old_value + weights[..., cap:] @ value)
            fresh += [key, value]
        return self.logits(x), torch.cat(fresh, 0)


class Merged(Steps):
    """The ordinary graph with the whole cache in and out, as Transformers.js expects it (one sequence, causal text)."""

    def forward(self, x, mask, positions, *past):
        turns = self.turns(positions)
        length, total = x.shape[1], mask.shape[1]
        order = torch.arange(total)
        seen = (positions[0][:, None] == 0) & (positions[0][None, :] == 0)
        bias = torch.where(order[None, :] <= order[total - length :, None], 0.0, -1e9)
        picture = torch.where(seen, 0.0, -1e9)
        bias = torch.cat([bias[:, : total - length], torch.maximum(bias[:, total - length :], picture)], 1)
        present = []
        for index in range(LAYERS):
            query, key, value = self.heads(index, x, turns)
            key, value = torch.cat([past[2 * index], key], 2), torch.cat([past[2 * index + 1], value], 2)
            weights = torch.softmax(query @ key.transpose(2, 3) + bias, -1)
            x = self.rest(index, x, weights @ value)
            present += [key, value]
        return self.logits(x).unsqueeze(0), *present
