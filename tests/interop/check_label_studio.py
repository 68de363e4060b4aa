"""Tasks of Label Studio: its SDK validates them against the configuration that goes beside, and its
converter reads them."""

import json
import tempfile
from pathlib import Path

from label_studio_sdk._extensions.label_studio_tools.core.label_config import parse_config
from label_studio_sdk.converter import Converter
from label_studio_sdk.label_interface import LabelInterface

from common import documents, exports, same


def regions(results):
    """Spans by region, with what is said of each, and the pairs of regions that are linked."""
    spans, labels, extra, links = {}, {}, {}, []
    for it in results:
        value = it.get("value", {})
        if it["type"] == "labels":
            spans[it["id"]] = [(value["start"], value["end"])]
            labels[it["id"]] = value["labels"][0]
        elif it["type"] == "relation":
            links.append((it["labels"][0], it["from_id"], it["to_id"]))
        else:
            content = value.get(it["type"], value.get("text"))
            extra.setdefault(it["id"], {})[it["from_name"]] = content
    for kind, piece, first in links:
        if kind == "piece_of":
            assert labels.pop(piece) == labels[first]
            spans[first] += spans.pop(piece)
    return spans, labels, extra, sorted(it for it in links if it[0] != "piece_of")


def attribute(tag, interface, extra, key, value):
    """Whether an attribute stands in the control that it belongs to."""
    name = f"{tag.label}__{key}"
    if name + "__json" in extra:
        return json.loads(extra[name + "__json"][0]) == value
    assert interface.get_control(name), name
    if isinstance(value, bool):
        value = "yes" if value else "no"
    listed = [value] if isinstance(value, str) else value
    return extra[name] == listed


for kind in ["", "-all"]:
    folder = exports() / f"label-studio{kind}"
    config = (folder / "config.xml").read_text(encoding="utf-8")
    interface = LabelInterface(config)
    assert parse_config(config)["label"]["type"] == "Labels"
    for document in documents(kind):
        (task,) = json.loads((folder / f"{document.name}.json").read_text(encoding="utf-8"))
        same(task["data"]["text"], document.text, document.name)
        for key, review in [("annotations", "accepted"), ("predictions", "proposed")]:
            tags = {it.id: it for it in document.tags if it.review == review}
            lists = task[key]
            assert len(lists) == (1 if tags else 0), (document.name, key)
            for it in lists:
                # Both are checked alike, and only this one says what is wrong.
                same(interface.validate_prediction(it, return_errors=True), [], document.name)
                assert interface.validate_annotation(it)
            results = lists[0]["result"] if lists else []
            for it in results:
                if it["type"] == "labels":
                    value = it["value"]
                    same(document.text[value["start"] : value["end"]], value["text"], document.name)
            spans, labels, extra, links = regions(results)
            same(spans, {it.id: it.spans for it in tags.values()}, document.name)
            same(labels, {it.id: it.label for it in tags.values()}, document.name)
            for tag in tags.values():
                for name, value in tag.attributes.items():
                    assert attribute(tag, interface, extra[tag.id], name, value), (tag, name, extra)
            inside = sorted(
                (it.kind, it.source.id, it.target.id)
                for it in document.relations
                if it.source.review == it.target.review == review
            )
            same(links, inside, document.name)
    with tempfile.TemporaryDirectory() as out:
        if kind:
            continue
        # What training programs get from the SDK.
        tasks = Path(out) / "tasks"
        tasks.mkdir()
        for document in documents():
            (task,) = json.loads((folder / f"{document.name}.json").read_text(encoding="utf-8"))
            (tasks / f"{document.name}.json").write_text(json.dumps([{**task, "id": document.name}]))
        Converter(config, None).convert_to_json_min(str(tasks), out)
        read = {it["id"]: it for it in json.loads((Path(out) / "result.json").read_text())}
        for document in documents():
            found = sorted((it["start"], it["end"], it["labels"][0]) for it in read[document.name]["label"])
            same(found, sorted((*span, it.label) for it in document.tags for span in it.spans), document.name)
