"""brat's standoff files: bratly reads them, and the rules of brat's own parser are held here, since
bratly lets wrong offsets pass."""

import re

from bratly.io import read_and_load_ann_file, read_and_load_txt_file
from common import documents, exports, same

BREAKS = re.compile(r"[\t\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
NAME = re.compile(r"[A-Za-z0-9_-]+")
BLANK_WITH_BREAK = re.compile(r"\s*[\t\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]\s*")


def joined(text, spans):
    """Fragments with nothing but a line end between them, as one."""
    found = []
    for start, end in spans:
        if found and BLANK_WITH_BREAK.fullmatch(text[found[-1][1] : start]):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def check(document, folder):
    document = document.lines()
    path = folder / f"{document.name}.ann"
    text = (folder / f"{document.name}.txt").read_bytes().decode("utf-8")
    assert "\r" not in text
    same(text, document.text, document.name)
    lines = path.read_bytes().decode("utf-8").split("\n")
    assert lines.pop() == "", "the file ends with a line end"
    ids, tags, relations, attributes, notes, records = set(), {}, [], {}, {}, {}
    for line in lines:
        assert len(line.splitlines()) == 1, repr(line)
        id, data, *tail = line.split("\t")
        assert len(tail) <= 1 and id not in ids and re.fullmatch(r"[TRAN#]\d+", id), line
        ids.add(id)
        kind = data.split(" ")[0]
        assert NAME.fullmatch(kind), line
        if id[0] == "T":
            places = [tuple(map(int, it.split(" "))) for it in data[len(kind) + 1 :].split(";")]
            assert all(0 <= start < end <= len(text) for start, end in places), line
            assert all(one[1] <= next[0] for one, next in zip(places, places[1:])), line
            same(tail, [" ".join(text[start:end] for start, end in places)], line)
            assert not BREAKS.search(tail[0]), line
            tags[id] = (kind, joined(text, places))
        elif id[0] == "R":
            one, two = data.split(" ")[1:]
            assert one.startswith("Arg1:") and two.startswith("Arg2:"), line
            relations.append((kind, one[5:], two[5:]))
        elif id[0] == "A":
            _, target, *value = data.split(" ", 2)
            attributes.setdefault(target, {}).setdefault(kind, []).extend(value)
        elif id[0] == "N":
            assert re.match(r"(\S+) (\S+) (\S+?):(\S+)$", data), line
            if kind == "Record":
                records[data.split(" ")[1]] = tail[0]
        else:
            notes[data.split(" ")[1]] = tail[0]
    same({it.id.replace("a", "T") for it in document.tags}, set(tags), "tags")
    for tag in document.tags:
        id = tag.id.replace("a", "T")
        same(tags[id], (tag.label, joined(text, tag.spans)), id)
        same(notes.get(id), tag.note, id)
        for key, value in tag.attributes.items():
            same(attributes[id][key], value if isinstance(value, list) else [value], (id, key))
        if tag.review != "proposed":
            same(attributes[id]["review"], [tag.review], id)
        if tag.record:
            same(records[id], document.records[tag.record]["name"], id)
    expected = [
        (it.kind, it.source.id.replace("a", "T"), it.target.id.replace("a", "T"))
        for it in document.relations
    ]
    same(sorted(relations), sorted(expected), "relations")

    read = read_and_load_ann_file(
        str(path), no_duplicates=False, sorting=False, renumerotize=False
    )
    assert read.annotations is not None and len(read.annotations) == len(lines), path
    found = {
        it.id: (it.label, it.content, [(one.start, one.end) for one in it.fragments])
        for it in read.annotations if it.id.startswith("T")
    }
    for id, (label, content, places) in found.items():
        same((label, joined(text, places)), tags[id], id)
        same(content, " ".join(text[start:end] for start, end in places), id)
    links = [
        (it.label, it.argument1[1].id, it.argument2[1].id)
        for it in read.annotations if it.id.startswith("R")
    ]
    same(sorted(links), sorted(expected), "relations in bratly")
    assert read_and_load_txt_file(str(path.with_suffix(".txt")), str(path)) is not None


for kind in ("", "-all"):
    folder = exports() / f"brat{kind}"
    for document in documents(kind):
        check(document, folder)
    configuration = (folder / "annotation.conf").read_text(encoding="utf-8")
    same(re.findall(r"^\[(\w+)\]$", configuration, re.M), ["entities", "relations", "events", "attributes"], kind)
