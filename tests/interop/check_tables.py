"""The tables, as Python's csv module reads them, and schema.org's claims as JSON."""

import csv
import json

from common import documents, exports, same


def rows(key, name, ending):
    with open(exports() / key / f"{name}.{ending}", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


for document in documents():
    tags = rows("csv", document.name, "csv")
    words = [row["words"].removeprefix("'") for row in tags]
    same([document.text[int(row["start"]) : int(row["end"])] for row in tags], words, document.name)
    same({row["id"] for row in tags}, {tag.id for tag in document.tags}, document.name)
    for row in tags:
        tag = next(it for it in document.tags if it.id == row["id"])
        same(row["label"], tag.label, document.name)
        same(json.loads(row["attributes"] or "{}"), tag.attributes, document.name)
        same(row["note"].removeprefix("'") or None, tag.note, document.name)

    claims = [tag for tag in document.tags if tag.label == "claim"]
    same([row["id"] for row in rows("csv-claims", document.name, "claims.csv")],
         [tag.id for tag in claims], document.name)
    graph = exports() / "claim-review" / f"{document.name}.claims.jsonld"
    graph = json.loads(graph.read_text(encoding="utf-8"))["@graph"]
    same([it["identifier"] for it in graph if it["@type"] == "Claim"],
         [it.id for it in claims if "finding" not in it.attributes], document.name)

    quotes = [tag for tag in document.tags if tag.label == "quote"]
    sources = rows("csv-sources", document.name, "sources.csv")
    same(sum(int(row["quotes"]) for row in sources), len(quotes), document.name)
