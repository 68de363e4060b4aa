"""Columns of tokens: seqeval in strict IOB2 and spaCy's converter are the readers."""

import subprocess
import sys
import tempfile
from pathlib import Path

import spacy
from common import documents, exports, losses, same
from seqeval.metrics import accuracy_score
from seqeval.metrics.sequence_labeling import get_entities
from seqeval.scheme import IOB2, Entities
from spacy.tokens import DocBin

QUOTES = {"quote", "source", "cue", "not_quote", "occasion", "anonymity_reason"}
LAYERS = {
    "conll": lambda label: label not in QUOTES | {"claim", "flag"},
    "conll-quotes": lambda label: label in QUOTES,
    "conll-claims": lambda label: label == "claim",
}


def sentences(path):
    """The sentences of a file, each a list of words and one of marks."""
    start, empty, *lines = path.read_text(encoding="utf-8").split("\n")
    same((start, empty), ("-DOCSTART- -X- O O", ""), path)
    same(lines[-2:], ["", ""], path)
    found = [([], [])]
    for line in lines:
        if not line:
            found.append(([], []))
            continue
        columns = line.split(" ")
        same((len(columns), columns[1], columns[2]), (4, "-X-", "_"), line)
        found[-1][0].append(columns[0])
        found[-1][1].append(columns[3])
    return [it for it in found if it[0]]


def places(text, words):
    """Where words stand one after the other, with nothing but white space and marks between them."""
    at, found = 0, []
    for word in words:
        start = text.index(word, at)
        assert not text[at:start].strip(), (text[at:start], word)
        found.append((start, start + len(word)))
        at = start + len(word)
    assert not text[at:].strip(), text[at:]
    return found


def check(key, document, folder):
    path = folder / f"{document.name}.conll"
    found = sentences(path)
    words = [word for it in found for word in it[0]]
    marks = [mark for it in found for mark in it[1]]
    where = places(document.text, words)
    spans = []
    for tag in document.tags:
        told = [it for it in losses(key) if it["document"] == document.name and it["of"] == tag.id]
        whole = any(it["what"] == "whole" for it in told)
        if not LAYERS[key](tag.label):
            assert whole, (key, tag)
            continue
        if whole:
            continue
        moved = [it["detail"].split(" ")[1:] for it in told if it["what"] == "place"]
        # Where words are not parted by spaces, a tag is widened to what is, and that is told.
        there = [tuple(map(int, it.split("-"))) for it in moved[0]] if moved else tag.spans
        assert all(any(a <= start and end <= b for a, b in there) for start, end in tag.spans)
        spans += [(tag.label, *it) for it in there]
    seen = [
        (it.tag, where[it.start][0], where[it.end - 1][1])
        for it in Entities([marks], IOB2).entities[0]
    ]
    same(sorted(seen), sorted(spans), (key, document.name))
    # Each sentence is right on its own: no tag goes on over an empty line.
    alone = [it for _, marks in found for it in Entities([marks], IOB2).entities[0]]
    same(len(alone), len(spans), (key, document.name))
    lenient = get_entities(marks)
    same(len(lenient), len(spans), (key, document.name))
    assert accuracy_score([marks], [marks]) == 1
    return spans, path


def converted(path, converter, folder):
    command = [sys.executable, "-m", "spacy", "convert", str(path), str(folder), "-c", converter]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    [made] = folder.glob("*.spacy")
    docs = list(DocBin().from_disk(made).get_docs(spacy.blank("xx").vocab))
    made.unlink()
    return docs


for key in LAYERS:
    for document in documents():
        spans, path = check(key, document, exports() / key)
        if document.name != "rents":
            continue
        with tempfile.TemporaryDirectory() as folder:
            for converter in ("ner", "conll"):
                docs = converted(path, converter, Path(folder))
                seen = sorted((it.label_, it.text.replace(" ", "")) for doc in docs for it in doc.ents)
                expected = sorted(
                    (label, document.words(start, end).replace(" ", ""))
                    for label, start, end in spans
                )
                same(seen, expected, (key, converter))
