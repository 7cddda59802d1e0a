"""Questions and answers of a scene as token rows: what is predicted, with what weight, and which object each token means.

A row holds several independent dialogues of one scene behind one picture; `segment` keeps their attention apart. The first word of an answer to the tasks in DECIDED already means its object; where there
is none, the overview tokens stand for "nothing".
"""

import re

import numpy as np
import torch

import visual
from tokenizer import turns

LENGTH = 208
PLACES = (1.0, 1.0, 0.5)
DECISIVE = {"relation": 5.0, "pointqa": 3.0, "boxqa": 3.0, "count": 2.0, "chessboard": 2.0, "exists": 2.0, "reg": 2.0}
DECIDED = {"rec", "reg", "pointqa", "boxqa", "exists"}


class Encoder:
    def __init__(self, tokenizer):
        self.tokenizer = tokenizer
        self.digits = {tokenizer.token_to_id(str(d)) for d in range(10)}
        self.opening = {tokenizer.token_to_id(f"{mark}{whole}.") for mark in "[,;" for whole in "01"}
        self.closing = {tokenizer.token_to_id("]")}

    def numbers(self, text):
        return [float(number) for number in re.findall(r"[01]\.\d+", text)]

    def segment(self, rounds, task=None):
        """-> ids, weight of predicting each id, for each id the objects it means (answers) or closes (questions), and the
        coordinates closed by an id."""
        text, spans = "", []

        def add(part, answer):
            nonlocal text
            content, objects = part.get("t", part.get("r")), part.get("o")
            if objects or "r" in part:
                if len(objects) > 1 and "r" in part:
                    start = 0
                    for which, piece in zip(objects, content.split(";")):
                        end = start + len(piece) + 1
                        spans.append((len(text) + start, len(text) + min(end, len(content)), [which], answer, True))
                        start = end
                else:
                    spans.append((len(text), len(text) + len(content), objects, answer, "r" in part))
            text += content

        answers = []
        for question, answer in rounds:
            text += "USER: "
            for part in question:
                add(part, False)
            text += " ASSISTANT:"
            start = len(text)
            text += " "
            for part in answer:
                add(part, True)
            text += "</s>"
            answers.append((start, len(text)))
            if task in DECIDED:
                named = [part["o"] for part in answer if part.get("o")]
                spans.append((start, start + 1, named[0] if named else [], True, False))
        coded = self.tokenizer.encode(text)
        return self.label(coded, text, spans, answers, DECISIVE.get(task, 1.0))

    def label(self, coded, text, spans, answers, decisive):
        """decisive: weight of a word beside that of a coordinate's first digit: one word decides where twenty digits only copy."""
        ids, offsets = coded.ids, np.array(coded.offsets)
        weight = np.zeros(len(ids), np.float32)
        for start, end in answers:
            weight[(offsets[:, 0] >= start) & (offsets[:, 1] <= end)] = decisive
        meant, closed, places = [None] * len(ids), [None] * len(ids), {}
        for start, end, objects, answer, coordinates in spans:
            inside = np.nonzero((offsets[:, 1] > start) & (offsets[:, 0] < end))[0]
            if ids[inside[-1]] in self.closing:
                numbers = self.numbers(text[start:end])
                places[inside[-1]] = numbers if len(numbers) == 4 else numbers * 2
            if not answer:
                closed[inside[-1]] = (objects, None)
                continue
            place, side = 0, -1
            for index in inside:
                if coordinates:
                    weight[index] = min(weight[index], 1)
                    place = place + 1 if ids[index] in self.digits else 0
                    side += ids[index] in self.opening
                    weight[index] *= PLACES[min(place, 3) - 1] if place else 0.5
                meant[index] = (objects, min(side, 3) if side >= 0 and ids[index] not in self.closing else None)
        return ids, weight, meant, closed, places

    def segments(self, scene):
        """-> [(ids, weight, meant, closed, places, task)], dialogues longer than a row left out."""
        listed = [(*self.segment(rounds, task), task) for task, rounds in turns(scene)]
        return [part for part in listed if len(part[0]) <= LENGTH]


def packed(segments):
    """First fit into rows of LENGTH tokens; a row filled by less than a third is left out where there are others."""
    rows = []
    for part in sorted(segments, key=lambda part: -len(part[0])):
        for row in rows:
            if sum(len(other[0]) for other in row) + len(part[0]) <= LENGTH:
                row.append(part)
                break
        else:
            rows.append([part])
    full = [row for row in rows if sum(len(part[0]) for part in row) * 3 >= LENGTH]
    return full or rows


def collate(rows, slots):
    """rows: packed rows; slots: per row a mapping object -> candidate (or absent) -> tensors of one batch."""
    count, image = len(rows), visual.TOKENS
    ids = np.zeros((count, LENGTH), np.int64)
    weight = np.zeros((count, LENGTH), np.float32)
    segment = np.full((count, image + LENGTH), -2, np.int64)
    segment[:, :image] = -1
    position = np.zeros((count, image + LENGTH), np.int64)
    queries, wanted, closings, places = [], [], [], []

    def point(row, column, meaning):
        objects, side = meaning
        share = np.zeros(image, np.float32)
        if not objects:
            share[-visual.GRID**2 :] = 1 / visual.GRID**2
        first = [visual.SIDES * slots[row][o] for o in objects if o in slots[row]]
        places = [at + k for at in first for k in (range(visual.SIDES) if side is None else [side])]
        if places:
            share[places] = 1 / len(places)
        if share.any():
            queries.append((row, image + column))
            wanted.append(share)

    for row, parts in enumerate(rows):
        at = 0
        for number, (tokens, weights, meant, closed, closing, _) in enumerate(parts):
            end = at + len(tokens)
            ids[row, at:end] = tokens
            weight[row, at:end] = weights
            segment[row, image + at : image + end] = number
            position[row, image + at : image + end] = np.arange(1, len(tokens) + 1)
            for index, place in closing.items():
                closings.append((row, image + at + index))
                places.append(place)
            for index in range(len(tokens)):
                if meant[index] is not None and index:
                    point(row, at + index - 1, meant[index])
                if closed[index] is not None:
                    point(row, at + index, closed[index])
            at = end
    seg = torch.from_numpy(segment)
    same = seg[:, :, None] == seg[:, None, :]
    order = torch.arange(image + LENGTH)
    past = order[:, None] >= order[None, :]
    picture = (order < image)[None, None, :]
    allowed = (same & (past | picture)) | picture
    bias = torch.where(allowed, 0.0, -1e9)[:, None]
    return {
        "ids": torch.from_numpy(ids),
        "weight": torch.from_numpy(weight),
        "segment": seg[:, image:],
        "position": torch.from_numpy(position),
        "bias": bias,
        "closings": torch.tensor(closings).reshape(-1, 2),
        "places": torch.tensor(places).reshape(-1, 4),
        "queries": torch.tensor(queries).reshape(-1, 2),
        "wanted": torch.from_numpy(np.array(wanted, np.float32).reshape(-1, image)),
    }
