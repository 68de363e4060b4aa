"""Web Annotations: a JSON-LD processor sees what was meant, and a selector what it selects."""

import json
import os

from pyld import jsonld

from common import documents, exports, same

OA = "http://www.w3.org/ns/oa#"
VALUE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#value"
CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def terms():
    """The terms of the context that our files use, from the vocabularies that it names; or the
    published context, from the file that W3C_CONTEXT names."""
    if "W3C_CONTEXT" in os.environ:
        with open(os.environ["W3C_CONTEXT"], encoding="utf-8") as file:
            return json.load(file)
    words = {
        "id": "@id",
        "type": "@type",
        "startIndex": {"@id": "as:startIndex"},
        "oa": OA,
        "as": "http://www.w3.org/ns/activitystreams#",
        "dc": "http://purl.org/dc/elements/1.1/",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "label": "http://www.w3.org/2000/01/rdf-schema#label",
        "AnnotationCollection": "as:OrderedCollection",
        "AnnotationPage": "as:OrderedCollectionPage",
        "items": {"@id": "as:items", "@container": "@list"},
        "first": {"@id": "as:first", "@type": "@id"},
        "total": "as:totalItems",
        "format": "dc:format",
        "value": "rdf:value",
        "body": {"@id": "oa:hasBody", "@type": "@id"},
        "target": {"@id": "oa:hasTarget", "@type": "@id"},
        "source": {"@id": "oa:hasSource", "@type": "@id"},
        "selector": {"@id": "oa:hasSelector", "@type": "@id"},
        "motivation": {"@id": "oa:motivatedBy", "@type": "@vocab"},
        "purpose": {"@id": "oa:hasPurpose", "@type": "@vocab"},
    }
    for name in ["exact", "prefix", "suffix", "start", "end"]:
        words[name] = f"oa:{name}"
    for name in ["tagging", "commenting", "describing", "assessing", "identifying", "linking"]:
        words[name] = f"oa:{name}"
    for name in [
        "Annotation", "TextualBody", "SpecificResource", "TextQuoteSelector", "TextPositionSelector",
    ]:
        words[name] = f"oa:{name}"
    return {"@context": words}


def load(url, options):
    assert url == CONTEXT, url
    return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": terms()}


jsonld.set_document_loader(load)


def one(node, key):
    (value,) = node[key]
    return value.get("@value", value.get("@id", value))


def bodies(node, purpose):
    return [it for it in node.get(OA + "hasBody", []) if one(it, OA + "hasPurpose") == OA + purpose]


def place(text, target):
    """The span of a target, by its words and by its offsets."""
    quote, position = target[OA + "hasSelector"]
    span = one(position, OA + "start"), one(position, OA + "end")
    exact, prefix, suffix = (one(quote, OA + it) for it in ["exact", "prefix", "suffix"])
    same(text[slice(*span)], exact, "words")
    around = prefix + exact + suffix
    first = text.find(around)
    assert first >= 0 and text.find(around, first + 1) < 0, f"{around!r} does not stand in one place"
    same(first + len(prefix), span[0], "the place of the words")
    return span


for kind in ["", "-all"]:
    for document in documents(kind):
        path = exports() / f"w3c{kind}" / f"{document.name}.jsonld"
        with open(path.with_suffix(".txt"), encoding="utf-8", newline="") as file:
            same(file.read(), document.text, document.name)
        (collection,) = jsonld.expand(json.loads(path.read_text(encoding="utf-8")))
        page = collection["http://www.w3.org/ns/activitystreams#first"][0]
        items = page["http://www.w3.org/ns/activitystreams#items"][0]["@list"]
        same(one(collection, "http://www.w3.org/ns/activitystreams#totalItems"), len(items), document.name)
        ids = [it["@id"] for it in items]
        assert len(set(ids)) == len(ids) and all(":" in it for it in ids)
        short = lambda iri: iri.rsplit("#", 1)[1]
        motivated = lambda name: [it for it in items if one(it, OA + "motivatedBy") == OA + name]

        tags = {short(it["@id"]): it for it in motivated("tagging")}
        same(set(tags), {it.id for it in document.tags}, document.name)
        for tag in document.tags:
            node = tags[tag.id]
            same([one(it, VALUE) for it in bodies(node, "tagging")], [tag.label], tag.id)
            same([place(document.text, it) for it in node[OA + "hasTarget"]], tag.spans, tag.id)
            said = [json.loads(one(it, VALUE)) for it in bodies(node, "describing")]
            same(said, [tag.attributes] if tag.attributes else [], tag.id)
            notes = [one(it, VALUE) for it in bodies(node, "commenting")]
            same(notes, [tag.note] if tag.note else [], tag.id)
            records = [short(one(it, OA + "hasSource")) for it in bodies(node, "identifying")]
            same(records, [tag.record] if tag.record else [], tag.id)
            judged = [json.loads(one(it, VALUE)) for it in bodies(node, "assessing")]
            review = judged[0].get("review", "proposed") if judged else "proposed"
            same(review, tag.review, tag.id)
        links = [
            (
                one(bodies(it, "tagging")[0], VALUE),
                short(it[OA + "hasTarget"][0]["@id"]),
                short(one(bodies(it, "linking")[0], OA + "hasSource")),
            )
            for it in motivated("linking")
        ]
        same(
            sorted(links),
            sorted((it.kind, it.source.id, it.target.id) for it in document.relations),
            document.name,
        )
        same(len(motivated("describing")), len(document.records), document.name)
        flat = jsonld.flatten(collection)
        assert sum(OA + "Annotation" in it.get("@type", []) for it in flat) == len(items)
