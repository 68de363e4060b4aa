"""XMI and JSON CAS as dkpro-cassis loads them, which turns offsets into Python's."""

import json
import warnings

from cassis import load_cas_from_json, load_cas_from_xmi, load_typesystem

from common import documents, exports, losses, same, utf16

TAG, RELATION, RECORD = "factmark.Tag", "factmark.Relation", "factmark.Record"
TEXT = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type."


def value(cell):
    """What a cell says: JSON, or a text."""
    try:
        return json.loads(cell)
    except ValueError:
        return cell


def compare(cas, document):
    same(cas.sofa_string, document.text, document.name)
    heads, spans = {}, {}
    for it in cas.select(TAG):
        if it.pieceOf is None:
            heads[it.xmiID] = it
        spans.setdefault((it.pieceOf or it).xmiID, []).append((it.begin, it.end))
        same(it.get_covered_text(), document.text[it.begin : it.end], document.name)
    keys = {key for tag in document.tags for key in tag.attributes}
    found = []
    for id, it in heads.items():
        attributes = {key: value(it[key]) for key in keys if it[key] is not None}
        record = it.record and it.record.name
        found.append((it.label, sorted(spans[id]), attributes, it.note, record, it.review or "proposed"))
    expected = [
        (
            it.label, it.spans, it.attributes, it.note,
            document.records[it.record]["name"] if it.record else None, it.review,
        )
        for it in document.tags
    ]
    order = lambda it: (it[1], it[0])
    same(sorted(found, key=order), sorted(expected, key=order), document.name)
    links = []
    for it in cas.select(RELATION):
        ends = [(end.label, (end.begin, end.end)) for end in (it.Governor, it.Dependent)]
        same((it.begin, it.end), ends[1][1], document.name)
        links.append((it.kind, *ends))
    expected = [
        (it.kind, (it.source.label, it.source.spans[0]), (it.target.label, it.target.spans[0]))
        for it in document.relations
    ]
    same(sorted(links), sorted(expected), document.name)
    records = sorted(it.name for it in cas.select(RECORD))
    same(records, sorted(it["name"] for it in document.records.values()), document.name)
    sentences = [(it.begin, it.end) for it in cas.select(TEXT + "Sentence")]
    tokens = [(it.begin, it.end) for it in cas.select(TEXT + "Token")]
    assert tokens and all(any(a <= b and d <= c for a, c in sentences) for b, d in tokens)
    covered = "".join(document.text[start:end] for start, end in tokens)
    same(covered, "".join(document.text.split()), document.name)


warnings.simplefilter("error")
for kind in ["", "-all"]:
    folder = exports() / f"cas-xmi{kind}"
    with open(folder / "TypeSystem.xml", "rb") as file:
        types = load_typesystem(file)
    for document in documents(kind):
        with open(folder / f"{document.name}.xmi", "rb") as file:
            cas = load_cas_from_xmi(file, typesystem=types)
        assert not [it for it in losses(f"cas-xmi{kind}") if it["what"] == "characters"]
        compare(cas, document)
        # What it writes again is in UTF-16, as Java and INCEpTION read it.
        written = json.loads(cas.to_json())["%FEATURE_STRUCTURES"]
        begins = sorted(it["begin"] for it in written if it["%TYPE"] == TAG)
        expected = sorted(utf16(document.text, span[0]) for it in document.tags for span in it.spans)
        same(begins, expected, document.name)

        path = exports() / f"cas-json{kind}" / f"{document.name}.cas.json"
        source = path.read_text(encoding="utf-8")
        compare(load_cas_from_json(source), document)
        begins = sorted(
            it["begin"] for it in json.loads(source)["%FEATURE_STRUCTURES"] if it["%TYPE"] == TAG
        )
        same(begins, expected, document.name)
