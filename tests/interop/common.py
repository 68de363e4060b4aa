"""Saved documents, as the checks compare them with what other programs have read."""

import json
import sys
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Tag:
    """A tag. Spans are pairs of code points, as Python counts."""

    id: str
    label: str
    spans: list
    attributes: dict = field(default_factory=dict)
    note: str | None = None
    record: str | None = None
    review: str = "proposed"


@dataclass
class Relation:
    """A link between two tags, by their ids."""

    kind: str
    source: Tag
    target: Tag


@dataclass
class Document:
    """A saved document."""

    name: str
    text: str
    tags: list
    relations: list
    records: dict

    def words(self, start, end):
        return self.text[start:end]

    def lines(self):
        """The same with line ends that are one character, for formats that hold no others."""
        moved, at = [], 0
        for index, char in enumerate(self.text):
            moved.append(at)
            if not (char == "\r" and self.text[index + 1 : index + 2] == "\n"):
                at += 1
        moved.append(at)
        tags = {}
        for tag in self.tags:
            spans = [(moved[start], moved[end]) for start, end in tag.spans]
            tags[tag.id] = Tag(**{**tag.__dict__, "spans": spans})
        links = [Relation(it.kind, tags[it.source.id], tags[it.target.id]) for it in self.relations]
        text = self.text.replace("\r\n", "\n").replace("\r", "\n")
        return Document(self.name, text, list(tags.values()), links, self.records)


def exports():
    """The folder of exports, a folder for each format."""
    return Path(sys.argv[1])


def documents(kind=""):
    """What went out: the accepted tags, or all of them for the kind `-all`."""
    found = []
    for path in sorted((exports() / f"json{kind}").glob("*.factmark.json")):
        file = json.loads(path.read_text(encoding="utf-8"))
        tags = {}
        for it in file["annotations"]:
            spans = [tuple(span) for span in it["spans"]]
            words = [file["text"][start:end] for start, end in spans]
            assert words == it["quote"], (path, it)
            tags[it["id"]] = Tag(
                it["id"], it["label"], spans, it.get("attributes", {}), it.get("note"),
                it.get("record"), it["review"],
            )
        links = [Relation(it["kind"], tags[it["from"]], tags[it["to"]]) for it in file["relations"]]
        records = {it["id"]: it for it in file["records"]}
        name = path.name.removesuffix(".factmark.json")
        found.append(Document(name, file["text"], list(tags.values()), links, records))
    assert found, "there are no documents to compare with"
    return found


def losses(key):
    """What an export said that it could not hold."""
    lines = (exports() / f"{key}.loss.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(it) for it in lines]


def utf16(text, at):
    """The offset in UTF-16 code units of a code point's."""
    return len(text[:at].encode("utf-16-le")) // 2


def same(found, expected, what):
    """Fails unless two things are the same."""
    assert found == expected, f"{what}:\n found    {found}\n expected {expected}"
