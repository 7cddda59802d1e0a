"""The text's tokens: byte-level, whole frequent words, single digits, coordinate punctuation that includes the leading 0 or 1.

Every text survives encode and decode unchanged; a word nobody planned for breaks into bytes.
"""

import argparse
import collections
import json
from pathlib import Path

from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, pre_tokenizers
from tokenizers.pre_tokenizers import ByteLevel

from stream import scenes

HOME = Path(__file__).resolve().parents[1]
SIZE = 768
SPECIAL = ["</s>", "<image>"]
ATOMS = ["USER:", " ASSISTANT:", "[0.", "[1.", ",0.", ",1.", ";0.", ";1.", "[", "]"]
WORDS = r"\p{N}| ?\p{L}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"


def turns(scene):
    """The dialogues of a scene: task and rounds, [(task, [(question parts, answer parts), ...]), ...]."""
    for item in scene["dialogue"]:
        yield item["task"], [(turn["question"], turn["answer"]) for turn in item.get("turns", [item])]


def plain(parts):
    return "".join(part.get("t", part.get("r")) for part in parts)


def build(texts, names):
    """texts: training sentences; names: words that must be single tokens, with and without a leading space."""
    splitter = pre_tokenizers.Split(Regex(r"\[[01]\.|[,;][01]\.|\[|\]"), "isolated")
    words = pre_tokenizers.Sequence(
        [splitter, pre_tokenizers.Split(Regex(WORDS), "isolated"), ByteLevel(False, use_regex=False)]
    )
    counts = collections.Counter()
    for text in texts:
        counts.update(word for word, _ in words.pre_tokenize_str(text))
    vocab = SPECIAL + ATOMS + sorted(pre_tokenizers.ByteLevel.alphabet())
    vocab += [form for name in names for form in ("Ġ" + name, name)]
    pairs = collections.Counter()
    for word, count in counts.most_common():
        if len(word) > 1 and word not in ATOMS and len(vocab) < SIZE - 64 and count >= 3 and word not in vocab:
            vocab.append(word)
        for pair in zip(word, word[1:]):
            pairs[pair] += count
    merges = []
    for pair, _ in pairs.most_common():
        if len(vocab) < SIZE and pair[0] + pair[1] not in vocab:
            vocab.append(pair[0] + pair[1])
            merges.append(pair)
    tokenizer = Tokenizer(models.BPE({word: index for index, word in enumerate(vocab)}, merges, ignore_merges=True))
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Split(Regex(WORDS), "isolated"), ByteLevel(False, use_regex=False)]
    )
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.add_special_tokens([AddedToken(text, normalized=False) for text in SPECIAL])
    tokenizer.add_tokens([AddedToken(text, normalized=False) for text in ATOMS])
    return tokenizer


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--scenes", type=int, default=6000)
    args = options.parse_args()
    names = [item["name"] for item in json.loads((HOME / "categories.json").read_text())]
    texts = []
    for scene in scenes(11, pixels=False, count=args.scenes):
        for _, rounds in turns(scene):
            texts += [" " + plain(parts) for pair in rounds for parts in pair]
    tokenizer = build(texts, names)
    broken = [text for text in texts if tokenizer.decode(tokenizer.encode(text).ids, skip_special_tokens=False) != text]
    lengths = [len(tokenizer.encode(text).ids) for text in texts]
    print(
        f"{tokenizer.get_vocab_size()} tokens, {len(texts)} texts, mean {sum(lengths) / len(texts):.1f} tokens, {len(broken)} not kept",
        broken[:3],
    )
    tokenizer.save(str(HOME / "tokenizer.json"))


if __name__ == "__main__":
    main()
