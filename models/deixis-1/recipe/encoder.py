"""Picture encoder: a small convolutional network with a dense detection head at stride 8.

The head says for every cell how much it is the centre of an object, which of the classes that object is, and where its
four sides lie. `candidates` turns the maps into a fixed number of candidate objects; it uses plain ONNX operators only.
"""

import torch
import torch.nn.functional as F
from torch import nn

SIZE = 256
STRIDE = 8
CELLS = SIZE // STRIDE
CLASSES = 64
WIDTH = 96
CANDIDATES = 12
SHORTLIST = 64


class ConvNorm(nn.Sequential):
    def __init__(self, inputs, outputs, kernel=3, stride=1, act=True):
        layers = [nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, bias=False), nn.BatchNorm2d(outputs)]
        super().__init__(*layers, *([nn.ReLU()] if act else []))


class Block(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.first = ConvNorm(width, width)
        self.second = ConvNorm(width, width, act=False)
        nn.init.zeros_(self.second[1].weight)

    def forward(self, x):
        return F.relu(x + self.second(self.first(x)))


class Encoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = ConvNorm(48, 48)
        self.quarter = Block(48)
        self.eighth = nn.Sequential(ConvNorm(48, WIDTH, stride=2), Block(WIDTH), Block(WIDTH))
        self.sixteenth = nn.Sequential(ConvNorm(WIDTH, 128, stride=2), Block(128), Block(128))
        self.lateral = ConvNorm(128, WIDTH, 1, act=False)
        self.join = ConvNorm(WIDTH, WIDTH)
        self.head = ConvNorm(WIDTH, WIDTH)
        self.maps = nn.Conv2d(WIDTH, 1 + 4 + CLASSES, 1)
        nn.init.normal_(self.maps.weight, std=0.01)
        nn.init.zeros_(self.maps.bias)
        nn.init.constant_(self.maps.bias[:1], -4.0)
        nn.init.constant_(self.maps.bias[1:5], 1.0)

    def forward(self, pixels):
        """pixels [B,3,S,S] in 0..1 -> features [B,WIDTH,C,C] and maps [B,69,C,C] (centre, sides, classes)."""
        x = F.pixel_unshuffle(pixels * 4 - 2, 4)
        eighth = self.eighth(self.quarter(self.stem(x)))
        context = F.interpolate(self.lateral(self.sixteenth(eighth)), scale_factor=2.0, mode="nearest")
        features = self.join(eighth + context)
        return features, self.maps(self.head(features)).float()


def cell_centres(device=None):
    """[C*C,2] x and y of the cell centres in units of the picture."""
    step = (torch.arange(CELLS, device=device, dtype=torch.float32) + 0.5) / CELLS
    return torch.stack([step.repeat(CELLS), step.repeat_interleave(CELLS)], 1)


def decode_boxes(maps):
    """maps [B,69,C,C] -> boxes [B,C*C,4] (x1,y1,x2,y2 in 0..1, unclamped)."""
    sides = maps[:, 1:5].flatten(2).transpose(1, 2).clamp(-4, 4).exp() / CELLS
    centres = cell_centres(maps.device)
    return torch.cat([centres - sides[..., :2], centres + sides[..., 2:]], -1)


def fade_repeats(score, box, chance):
    """Lowers the score of a candidate that overlaps a higher one, the more so if both are of one class (sorted by score)."""
    left_top = torch.maximum(box[:, :, None, :2], box[:, None, :, :2])
    right_bottom = torch.minimum(box[:, :, None, 2:], box[:, None, :, 2:])
    shared = (right_bottom - left_top).clamp(min=0).prod(-1)
    area = (box[..., 2:] - box[..., :2]).clamp(min=0).prod(-1)
    overlap = shared / (area[:, :, None] + area[:, None, :] - shared + 1e-6)
    alike = overlap * (0.7 + 0.3 * (chance @ chance.transpose(1, 2)))
    earlier = torch.triu(torch.ones(SHORTLIST, SHORTLIST, device=box.device), 1)
    return score * (1 - ((alike * earlier).amax(1) - 0.35) / 0.1).clamp(0, 1)


def rows_at(values, cells):
    return torch.gather(values, 1, cells.unsqueeze(-1).expand(-1, -1, values.shape[-1]))


def candidates(features, maps):
    """The CANDIDATES most likely objects: score, box, class probabilities and feature of each, best first.

    Neighbouring cells of one object repeat it; they are told from two objects side by side by their boxes, not their cells. A cell
    that looks like an object but like none of the classes is most often background: its score falls with the likeliest class.
    """
    height, cell = torch.topk(torch.sigmoid(maps[:, 0]).flatten(1), SHORTLIST)
    chance = torch.softmax(rows_at(maps[:, 5:].flatten(2).transpose(1, 2), cell), -1)
    height, order = torch.topk(height * chance.amax(-1).sqrt(), SHORTLIST)
    cell, chance = torch.gather(cell, 1, order), rows_at(chance, order)
    box = rows_at(decode_boxes(maps), cell).clamp(0, 1)
    score, order = torch.topk(fade_repeats(height, box, chance), CANDIDATES)
    feature = rows_at(features.float().flatten(2).transpose(1, 2), torch.gather(cell, 1, order))
    return score, rows_at(box, order), rows_at(chance, order), feature
