"""What the drivers of the comparison share: reading the data."""
import gzip
import json
from pathlib import Path

LABELS = {"PERSON": "person", "ORG": "org", "PLACE": "place"}
TRAINING = ["entities/eww.train", "entities/gum_named.train"]


def texts(data, name):
    """The texts of a file, or None if it is not there."""
    for path in (Path(data) / f"{name}.jsonl.gz", Path(data) / f"{name}.jsonl"):
        if path.exists():
            with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8") as lines:
                return [json.loads(line) for line in lines if line.strip()]
    return None


def named(doc):
    """Places and labels of people, organisations and places."""
    return [(it["start"], it["end"], LABELS[it["label"]]) for it in doc["spans"] if it["label"] in LABELS]


def training_texts(data):
    """Texts to train peers on, as (text, names): those that our own weights may be trained on."""
    for name in TRAINING:
        for doc in texts(data, name) or []:
            if doc.get("meta", {}).get("licence_class") != "nc":
                yield doc["text"], named(doc)
