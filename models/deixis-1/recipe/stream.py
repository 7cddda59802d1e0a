"""Scenes from the repository's own composer (scenes/stream.ts), read over a pipe in a background thread."""

import json
import queue
import random
import struct
import subprocess
import threading
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[3]


def read_frames(pipe, size, pixels):
    while magic := pipe.read(4):
        if magic != b"DXS1":
            raise ValueError(f"bad frame start {magic!r}")
        (length,) = struct.unpack("<I", pipe.read(4))
        scene = json.loads(pipe.read(length))
        if pixels:
            scene["rgb"] = np.frombuffer(pipe.read(size * size * 3), np.uint8).reshape(size, size, 3)
        yield scene


def scenes(seed, split="train", size=256, pixels=True, count=None, mix=None, crowds=0, words=None, ahead=256):
    """Endless (or `count`) scenes: {"objects", "dialogue", "rgb" [S,S,3] uint8}. The composer runs in its own process."""
    command = ["node_modules/.bin/node", "scenes/stream.ts", "--seed", str(seed), "--size", str(size), "--split", split]
    command += [] if pixels else ["--no-pixels"]
    command += ["--count", str(count)] if count else []
    command += ["--mix", mix] if mix else []
    command += ["--crowds", str(crowds)] if crowds else []
    command += ["--words", words] if words else []
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)
    ready = queue.Queue(ahead)

    def feed():
        for scene in read_frames(process.stdout, size, pixels):
            ready.put(scene)
        ready.put(None)

    threading.Thread(target=feed, daemon=True).start()
    try:
        while (scene := ready.get()) is not None:
            yield scene
        if count is None:
            raise RuntimeError(f"the composer stopped with {process.wait()}")
    finally:
        process.kill()


def replayed(source, times, pool=1024, seed=0):
    """Every scene of `source` about `times` times, mixed in a pool: composing costs time that training needs."""
    rng = random.Random(seed)
    kept = []
    for scene in source:
        if len(kept) < pool:
            kept.append(scene)
        else:
            kept[rng.randrange(pool)] = scene
        for _ in range(times):
            yield kept[rng.randrange(len(kept))]
