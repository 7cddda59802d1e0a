"""Picture encoder: a small convolutional network with a dense detection head at stride 8.

The head says for every cell how much it is the centre of an object, which of the classes that object is, and where its
four sides lie. `peaks` turns the maps into a fixed number of candidate objects; it uses plain ONNX operators only.
"""

import torch
import torch.nn.functional as F
from torch import nn

SIZE = 192
STRIDE = 8
CELLS = SIZE // STRIDE
CLASSES = 64
WIDTH = 96
CANDIDATES = 12


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


def peaks(features, maps):
    """The CANDIDATES highest local maxima of the centre map: score, box, class probabilities, feature and cell of each."""
    centre = torch.sigmoid(maps[:, :1])
    local = F.max_pool2d(centre, 3, 1, 1)
    height = (centre * (centre >= local).float()).flatten(1)
    score, cell = torch.topk(height, CANDIDATES)
    rows = torch.cat(
        [decode_boxes(maps), maps[:, 5:].flatten(2).transpose(1, 2), features.float().flatten(2).transpose(1, 2)], 2
    )
    picked = torch.gather(rows, 1, cell.unsqueeze(-1).expand(-1, -1, rows.shape[-1]))
    box = picked[..., :4].clamp(0, 1)
    return score, box, torch.softmax(picked[..., 4 : 4 + CLASSES], -1), picked[..., 4 + CLASSES :], cell
