"""What spaCy reads and trains with, and Prodigy's tasks, which are read into spaCy as well."""

import json
import tempfile
import warnings
from pathlib import Path

import spacy
from common import documents, exports, same
from spacy.tokens import Doc, DocBin
from spacy.training import Example

warnings.simplefilter("error")
QUOTES = {"quote", "source", "cue", "not_quote", "occasion", "anonymity_reason"}
nlp = spacy.blank("xx")


def line(key, document):
    text = (exports() / key / f"{document.name}.jsonl").read_text(encoding="utf-8")
    assert text.endswith("\n") and text.count("\n") == 1, key
    return json.loads(text)


def pieces(document):
    """Every piece of every tag."""
    return sorted((tag.label, *span) for tag in document.tags for span in tag.spans)


def chars(spans):
    return sorted((it.label_, it.start_char, it.end_char) for it in spans)


def check_training(document):
    read = line("spacy", document)
    same(read["id"], document.name, "id")
    doc = Doc(nlp.vocab).from_json(read, validate=True)
    same(doc.text, document.text, document.name)
    same(chars(doc.spans["sc"]), pieces(document), document.name)
    entities = [it for it in pieces(document) if it[0] not in QUOTES | {"claim", "flag"}]
    same(chars(doc.ents), entities, document.name)
    again = Doc(nlp.vocab).from_json(doc.to_json(), validate=True)
    same(chars(again.spans["sc"]), chars(doc.spans["sc"]), document.name)
    return doc


def check_training_run(docs):
    """A model learns from them without a warning that something does not fit its tokens."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "train.spacy"
        DocBin(docs=docs).to_disk(path)
        docs = list(DocBin().from_disk(path).get_docs(nlp.vocab))
    model = spacy.blank("xx")
    model.add_pipe("ner")
    model.add_pipe("spancat", config={"spans_key": "sc"})
    examples = [Example(Doc(nlp.vocab, words=[t.text for t in doc], spaces=[bool(t.whitespace_) for t in doc]), doc) for doc in docs]
    for example in examples:
        # A tag that does not fit is `-` here.
        assert "-" not in example.get_aligned_ner(), example.text
        same(len(example.get_aligned_spans_y2x(example.y.spans["sc"], True)), len(example.y.spans["sc"]), "aligned")
    model.initialize(lambda: examples)
    model.update(examples)


def check_tasks(key, document):
    read = line(key, document)
    same(read["text"], document.text, document.name)
    same(read["meta"], {"id": document.name}, "meta")
    same(read["answer"], "accept", document.name)
    found = sorted((it["label"], it["start"], it["end"]) for it in read["spans"])
    same(found, pieces(document), (key, document.name))
    if key == "prodigy":
        assert not read.keys() & {"tokens", "relations"}
        return
    tokens = read["tokens"]
    same([it["id"] for it in tokens], list(range(len(tokens))), "ids")
    for it in tokens:
        same(it["text"], document.words(it["start"], it["end"]), it)
    doc = Doc(nlp.vocab, [it["text"] for it in tokens], [it["ws"] for it in tokens])
    same(doc.text, document.text, document.name)
    for it in read["spans"]:
        span = doc.char_span(it["start"], it["end"])
        assert span is not None, it
        # The last token is the last of the span, not the one after it.
        same((it["token_start"], it["token_end"]), (span.start, span.end - 1), it)
    found = []
    for it in read["relations"]:
        head, child = it["head_span"], it["child_span"]
        assert head["token_start"] <= it["head"] <= head["token_end"], it
        assert child["token_start"] <= it["child"] <= child["token_end"], it
        found.append((it["label"], head["label"], head["start"], child["label"], child["start"]))
    expected = [
        (it.kind, it.source.label, it.source.spans[0][0], it.target.label, it.target.spans[0][0])
        for it in document.relations
    ]
    same(sorted(found), sorted(expected), (key, document.name))


docs = []
for document in documents():
    docs.append(check_training(document))
    check_tasks("prodigy", document)
    check_tasks("prodigy-tokens", document)
check_training_run(docs)
