"""ninjs against IPTC's schema, with the offsets of the file beside it in the item's body."""

import json
from pathlib import Path

from common import documents, exports, same
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

SCHEMA = Path(__file__).parent.parent / "schemas" / "ninjs-schema_3.1.json"
# What a place looks like is on the web, and no item of ours has it.
GEOMETRY = Resource.from_contents({"$schema": "https://json-schema.org/draft/2020-12/schema"})

registry = Registry().with_resource("https://geojson.org/schema/GeoJSON.json", GEOMETRY)
schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
validator = Draft202012Validator(schema, registry=registry)

for document in documents():
    item = exports() / "ninjs" / f"{document.name}.ninjs.json"
    item = json.loads(item.read_text(encoding="utf-8"))
    same([it.message for it in validator.iter_errors(item)], [], document.name)
    body = item["bodies"][0]["value"]
    same(body, document.text, document.name)
    tags = exports() / "ninjs" / f"{document.name}.standoff.json"
    tags = json.loads(tags.read_text(encoding="utf-8"))
    same(item["uri"], f"urn:sha256:{tags['text_sha256']}", document.name)
    found = [(it["id"], [body[start:end] for start, end in it["spans"]]) for it in tags["annotations"]]
    expected = [(it.id, [document.words(*span) for span in it.spans]) for it in document.tags]
    same(found, expected, document.name)
    links = [(it["kind"], it["from"], it["to"]) for it in tags["relations"]]
    same(links, [(it.kind, it.source.id, it.target.id) for it in document.relations], document.name)
