"""Lines of doccano, held against the rules of its importer.

The importer itself comes with a server of some 700 MB, so its rules are written down here: an offset
cuts a Python string, starts lie before ends, ids are whole numbers and each once, and a relation
leads between entities of its line.
"""

import json

from common import documents, exports, losses, same


def line(key, document):
    (found,) = (exports() / key / f"{document.name}.jsonl").read_text(encoding="utf-8").splitlines()
    return json.loads(found)


for kind in ["", "-all"]:
    for document in documents(kind):
        live = [it for it in document.tags if it.review != "rejected"]
        expected = sorted((it.label, *span) for it in live for span in it.spans)

        read = line(f"doccano{kind}", document)
        same(read["text"], document.text, document.name)
        entities = {it["id"]: it for it in read["entities"]}
        assert len(entities) == len(read["entities"])
        found = []
        for it in entities.values():
            assert isinstance(it["id"], int) and 0 <= it["start_offset"] < it["end_offset"]
            assert it["end_offset"] <= len(read["text"]) and 0 < len(it["label"]) <= 100
            found.append((it["label"], it["start_offset"], it["end_offset"]))
        same(sorted(found), expected, document.name)

        def end(id):
            it = entities[id]
            return it["label"], it["start_offset"], it["end_offset"]

        links = sorted((it["type"], end(it["from_id"]), end(it["to_id"])) for it in read["relations"])
        lost = {
            it["of"]
            for it in losses(f"doccano{kind}")
            if it["what"] == "whole" and it["document"] == document.name
        }
        linked = sorted(
            (it.kind, (it.source.label, *it.source.spans[0]), (it.target.label, *it.target.spans[0]))
            for it in document.relations
            if not {it.source.id, it.target.id} & lost
        )
        same(links, linked, document.name)

        read = line(f"doccano-text{kind}", document)
        same(read["text"], document.text, document.name)
        same(sorted((label, start, end) for start, end, label in read["label"]), expected, document.name)
