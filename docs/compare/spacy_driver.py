"""spaCy behind the comparison's door: `spacy_driver.py train DATA OUT MINUTES` or `spacy_driver.py tag MODEL`.

`train` makes spaCy's own default configuration for English names on a CPU ("efficiency") and follows it, with
every tenth text kept back to stop on. `tag` reads lines of {"id", "text"} and writes lines of {"id", "spans",
"sents", "tokens"}, places in code points.
"""
import json
import subprocess
import sys
from pathlib import Path

import spacy

OURS = {"PERSON": "person", "PER": "person", "ORG": "org", "PLACE": "place", "GPE": "place", "LOC": "place",
        "FAC": "place"}


def train(data, out, minutes):
    from spacy.tokens import DocBin
    from common import training_texts

    out = Path(out)
    out.mkdir(parents=True, exist_ok=True)
    blank, bins = spacy.blank("en"), {"train": DocBin(), "stop": DocBin()}
    for number, (text, spans) in enumerate(training_texts(data)):
        doc = blank.make_doc(text)
        found = [doc.char_span(a, b, label=label.upper(), alignment_mode="expand") for a, b, label in spans]
        doc.ents = spacy.util.filter_spans([it for it in found if it is not None])
        bins["stop" if number % 10 == 9 else "train"].add(doc)
    for name, texts in bins.items():
        texts.to_disk(out / f"{name}.spacy")
    python = [sys.executable, "-m", "spacy"]
    config = str(out / "config.cfg")
    subprocess.run([*python, "init", "config", config, "--lang", "en", "--pipeline", "ner", "--optimize",
                    "efficiency", "--force"], check=True)
    steps = [*python, "train", config, "--output", str(out), "--paths.train", str(out / "train.spacy"),
             "--paths.dev", str(out / "stop.spacy"), "--system.seed", "1"]
    try:
        subprocess.run(steps, check=True, timeout=60 * float(minutes))
    except subprocess.TimeoutExpired:
        print("stopped after the minutes allowed; the best model so far is kept", file=sys.stderr)


def tag(model):
    nlp = spacy.load(model)
    nlp.max_length = 10_000_000
    for line in sys.stdin:
        given = json.loads(line)
        doc = nlp(given["text"])
        tokens = [it for it in doc if not it.is_space]
        row = {"id": given["id"],
               "spans": [[it.start_char, it.end_char, OURS[it.label_]] for it in doc.ents if it.label_ in OURS]}
        if doc.has_annotation("SENT_START"):
            row["sents"] = [[it.start_char, it.end_char] for it in doc.sents]
        if any(it.pos_ for it in tokens):
            row["tokens"] = [[it.idx, it.idx + len(it), it.pos_] for it in tokens]
        print(json.dumps(row))


if __name__ == "__main__":
    {"train": train, "tag": tag}[sys.argv[1]](*sys.argv[2:])
