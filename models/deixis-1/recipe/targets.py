"""What the dense head should say for a scene's objects."""

import torch
import torch.nn.functional as F

from encoder import CELLS, cell_centres, decode_boxes

MOST = 12


def object_tensors(objects, names, size):
    """Per scene a list of {"name","box"} -> boxes [B,MOST,4] in 0..1, classes [B,MOST] (-1: none)."""
    boxes = torch.zeros(len(objects), MOST, 4)
    classes = torch.full((len(objects), MOST), -1)
    for row, listed in enumerate(objects):
        for column, item in enumerate(listed[:MOST]):
            boxes[row, column] = torch.tensor(item["box"]) / size
            classes[row, column] = names[item["name"]]
    return boxes, classes


def head_loss(maps, boxes, classes):
    """-> centre, class and box loss (each a mean over the objects)."""
    centres = cell_centres()
    middle = (boxes[..., :2] + boxes[..., 2:]) / 2
    extent = boxes[..., 2:] - boxes[..., :2]
    spread = (extent * 0.12).clamp(0.45 / CELLS, 1.3 / CELLS)
    off = (centres[None, None] - middle[:, :, None]) / spread[:, :, None]
    heat = torch.exp(-0.5 * off.square().sum(-1)) * (classes >= 0)[..., None]
    nearest = (middle * CELLS).long().clamp(0, CELLS - 1)
    peak = F.one_hot(nearest[..., 1] * CELLS + nearest[..., 0], CELLS * CELLS) * (classes >= 0)[..., None]
    heat = torch.maximum(heat * 0.98, peak.float())
    target, owner = heat.max(1)
    count = (classes >= 0).sum().clamp(min=1)

    logit = maps[:, 0].flatten(1)
    chance = torch.sigmoid(logit)
    hit = -(1 - chance).square() * F.logsigmoid(logit) * (target > 0.999)
    miss = -chance.square() * F.logsigmoid(-logit) * (1 - target).pow(4)
    centre = (hit.sum() + miss.sum()) / count

    weight = torch.where(target > 0.3, target, 0)
    # A large object has many cells, a small one two: the square root of their sum keeps the small one heard.
    sums = torch.zeros_like(classes, dtype=weight.dtype).scatter_add(1, owner, weight)
    weight = weight / torch.gather(sums, 1, owner).clamp(min=1).sqrt()
    total = weight.sum().clamp(min=1)
    wanted = torch.gather(classes.clamp(min=0), 1, owner)
    named = F.cross_entropy(maps[:, 5:].flatten(2), wanted, reduction="none", label_smoothing=0.02)
    truth = torch.gather(boxes, 1, owner[..., None].expand(-1, -1, 4))
    guess = decode_boxes(maps)
    overlap = (
        (torch.minimum(guess[..., 2:], truth[..., 2:]) - torch.maximum(guess[..., :2], truth[..., :2]))
        .clamp(min=0)
        .prod(-1)
    )
    hull = (torch.maximum(guess[..., 2:], truth[..., 2:]) - torch.minimum(guess[..., :2], truth[..., :2])).prod(-1)
    union = (guess[..., 2:] - guess[..., :2]).prod(-1) + (truth[..., 2:] - truth[..., :2]).prod(-1) - overlap
    iou = overlap / (union + 1e-7)
    side = (guess - truth).abs().sum(-1) / (truth[..., 2:] - truth[..., :2]).sum(-1).clamp(min=0.02)
    boxed = 1 - iou + (hull - union) / (hull + 1e-7) + side
    return centre, (named * weight).sum() / total, (boxed * weight).sum() / total


def found(score, box, chance, boxes, classes, least=0.3):
    """-> of the objects the share found, the share found and rightly named, their mean IoU, and candidates too many per scene."""
    left_top = torch.maximum(box[:, :, None, :2], boxes[:, None, :, :2])
    right_bottom = torch.minimum(box[:, :, None, 2:], boxes[:, None, :, 2:])
    shared = (right_bottom - left_top).clamp(min=0).prod(-1)
    area = (box[..., 2:] - box[..., :2]).prod(-1)[:, :, None] + (boxes[..., 2:] - boxes[..., :2]).prod(-1)[:, None]
    iou = shared / (area - shared + 1e-6) * (classes >= 0)[:, None] * (score > least)[..., None]
    best, which = iou.max(1)
    real = classes >= 0
    right = torch.gather(chance.argmax(-1), 1, which) == classes
    extra = ((score > least) & (iou.amax(2) < 0.5)).sum() / len(score)
    seen = (best > 0.5) & real
    return (
        (seen.sum() / real.sum()).item(),
        ((seen & right).sum() / real.sum()).item(),
        best[seen].mean().item(),
        extra.item(),
    )
