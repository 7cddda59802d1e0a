/** Where the loader goes in an export. */
export const shikraLoaderFile = 'shikra_items.py'

/**
 * A loader of ours for items of any number of rounds, which none of Shikra's own reads: it opens the picture upright and hands the item on.
 * It is found by Shikra's registry where that can be imported, and needs no more than Pillow.
 */
export const shikraLoader = `"""Hands Deixis' items (image, target, conversations) to Shikra's training code.

In a config: dict(type='DeixisItems', filename='items.jsonl', image_folder='.').
Boxes and points are pixels of the upright picture; Shikra pads and writes them.
"""

import json
import os

from PIL import Image, ImageOps

try:
    from mllm.dataset.root import DATASETS
except ImportError:
    DATASETS = None


class DeixisItems:
    def __init__(self, filename, image_folder='', **_):
        self.folder = image_folder
        with open(filename, encoding='utf-8') as lines:
            self.rows = [json.loads(line) for line in lines if line.strip()]

    def __len__(self):
        return len(self.rows)

    def __getitem__(self, index):
        row = self.rows[index]
        with Image.open(os.path.join(self.folder, row['image'])) as picture:
            image = ImageOps.exif_transpose(picture).convert('RGB')
        target = {name: shapes for name, shapes in row.get('target', {}).items() if shapes}
        item = {'image': image, 'conversations': [dict(turn) for turn in row['conversations']]}
        if target:
            item['target'] = target
        return item


if DATASETS is not None:
    DATASETS.register_module(module=DeixisItems)
`
