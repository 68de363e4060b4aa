"""Tables of tokens: the library datasets and pyarrow read them, seqeval their marks."""

import json

import pyarrow.parquet as pq
from common import documents, exports, losses, same
from datasets import ClassLabel, Dataset, Features, List, Value, disable_progress_bars, load_dataset
from seqeval.scheme import IOB2, Entities

QUOTES = {"quote", "source", "cue", "not_quote", "occasion", "anonymity_reason"}
COLUMNS = {
    "ner_tags": lambda label: label not in QUOTES | {"claim", "flag"},
    "quote_tags": lambda label: label in QUOTES,
    "claim_tags": lambda label: label == "claim",
}


def check_row(row, document, key):
    same((row["id"], row["text"]), (document.name, document.text), document.name)
    places = list(zip(row["token_starts"], row["token_ends"], strict=True))
    same([document.words(*it) for it in places], row["tokens"], document.name)
    assert not any(char.isspace() for token in row["tokens"] for char in token), document.name
    told = [it for it in losses(key) if it["document"] == document.name]
    for column, holds in COLUMNS.items():
        same(len(row[column]), len(row["tokens"]), column)
        expected = []
        for tag in document.tags:
            of_tag = {it["what"]: it.get("detail") for it in told if it["of"] == tag.id}
            if not holds(tag.label) or "whole" in of_tag:
                continue
            moved = of_tag.get("place")
            spans = [tuple(map(int, it.split("-"))) for it in moved.split(" ")[1:]] if moved else tag.spans
            expected += [(tag.label, *it) for it in spans]
        marks = list(row[column])
        found = [
            (it.tag, places[it.start][0], places[it.end - 1][1])
            for it in Entities([marks], IOB2).entities[0]
        ]
        same(sorted(found), sorted(expected), (key, document.name, column))


def check_training(rows, labels):
    """Marks become the numbers that a model is trained with, and names again."""
    features = Features(
        {"tokens": List(Value("string"))}
        | {column: List(ClassLabel(names=labels[column])) for column in COLUMNS}
    )
    few = {key: [row[key] for row in rows] for key in features}
    classes = Dataset.from_dict(few, features=features)
    for column in COLUMNS:
        names = classes.features[column].feature
        found = [[names.int2str(it) for it in row[column]] for row in classes]
        same(found, [list(row[column]) for row in rows], column)


disable_progress_bars()
everything = documents()
for key, end in (("hf-jsonl", "jsonl"), ("parquet", "parquet")):
    folder = exports() / key
    labels = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
    same(set(labels), set(COLUMNS), "columns")
    rows = []
    for document in everything:
        path = folder / f"{document.name}.{end}"
        loader = "json" if end == "jsonl" else "parquet"
        cache = exports() / ".cache"
        [row] = load_dataset(loader, data_files=str(path), split="train", cache_dir=str(cache))
        check_row(row, document, key)
        rows.append(row)
        if end == "parquet":
            [row] = pq.read_table(path).to_pylist()
            check_row(row, document, key)
            schema = pq.read_schema(path)
            same(str(schema.field("tokens").type.value_type), "string", "tokens")
            same(str(schema.field("token_starts").type.value_type), "int64", "token_starts")
    check_training(rows, labels)
