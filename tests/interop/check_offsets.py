"""Lines of [start, end, label]: Python's own slices are the reader."""

import json

from common import documents, exports, same

for document in documents():
    path = exports() / "offsets-jsonl" / f"{document.name}.jsonl"
    line = json.loads(path.read_text(encoding="utf-8"))
    same(line["text"], document.text, document.name)
    found = sorted((label, line["text"][start:end]) for start, end, label in line["label"])
    expected = sorted(
        (tag.label, document.words(*span)) for tag in document.tags for span in tag.spans
    )
    same(found, expected, document.name)
