#!/usr/bin/env python3
"""Compares factmark with what one would pick instead, on the same texts in one run, and prints a table.

usage: run.py DATA PEERS [--factmark PROGRAM] [--minutes N] [--train-only]
  DATA   folder with entities/*.jsonl.gz and pos/*.jsonl.gz: lines of {"id", "text", "spans", "sents", "tokens"}
  PEERS  folder of the peers; what is missing is said with how to get it:
           PEERS/node    npm install compromise wink-nlp wink-eng-lite-web-model
           PEERS/venv    python3 -m venv PEERS/venv && PEERS/venv/bin/pip install spacy
           PEERS/sm      a folder with spaCy's en_core_web_sm, if there is one: what spaCy users take first
           OpenNLP       apt-get install libapache-opennlp-java, and a JDK
         spaCy and OpenNLP are trained on the texts that common.py names, once; models are kept in PEERS.

Each program is one process that reads all texts and writes what it found. Seconds are of the processor, in all
threads, less those for a single short text: start and loading. Memory is the largest resident set. F1 is over
exact places with their kind (person, org, place); a peer that does not tell kinds is compared by place alone.
"""
import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from common import named, texts, training_texts

HERE = Path(__file__).resolve().parent
NAMES = ["entities/eww.dev", "entities/uner_ewt.dev", "entities/gum_named.dev"]
PARTS = ["pos/ud_ewt.dev", "pos/gum.dev"]
JAVA = "/usr/share/java"
SHORT = "Zoe Ruiz met Maria Lopez in Madrid.\n"
ONE_CORE = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


class Peer:
    """A program: `command` reads lines from standard input and writes lines."""

    def __init__(self, name, command, size, given=None, taken=None, typed=True):
        self.name, self.command, self.size, self.typed = name, command, size, typed
        self.given = given or (lambda doc: json.dumps({"id": doc["id"], "text": doc["text"]}))
        self.taken = taken or (lambda doc, line: json.loads(line))

    def run(self, docs):
        """What it finds in `docs`, with seconds of the processor and bytes of memory."""
        with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as taken:
            given.write("".join(self.given(doc) + "\n" for doc in docs).encode())
            given.seek(0)
            process = subprocess.Popen(self.command, stdin=given, stdout=taken, stderr=subprocess.PIPE,
                                       env={**os.environ, **ONE_CORE})
            said = process.stderr.read()
            _, status, usage = os.wait4(process.pid, 0)
            if status:
                raise RuntimeError(f"{self.name} failed: {said.decode(errors='replace')[-500:]}")
            taken.seek(0)
            lines = taken.read().decode().splitlines()
        found = {doc["id"]: self.taken(doc, line) for doc, line in zip(docs, lines)}
        return found, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024


def f1(right, found, gold):
    return 2 * right / (found + gold) if found + gold else 0.0


def score(peer, docs, found):
    """F1 of names; of sentences and tokens; parts of speech right, of tokens cut alike."""
    counts = {"names": [0, 0, 0], "sents": [0, 0, 0], "tokens": [0, 0, 0]}
    upos = [0, 0]

    def count(key, ours, theirs):
        for at, it in enumerate((ours & theirs, ours, theirs)):
            counts[key][at] += len(it)

    for doc in docs:
        it = found[doc["id"]]
        ours = {tuple(x) for x in it["spans"] if len(x) == 3}
        theirs = set(named(doc))
        if not peer.typed:
            ours, theirs = {x[:2] for x in ours}, {x[:2] for x in theirs}
        count("names", ours, theirs)
        if "sents" in it and "sents" in doc:
            count("sents", {tuple(x) for x in it["sents"]}, {tuple(x) for x in doc["sents"]})
        if "tokens" in it and "tokens" in doc:
            ours = {(a, b): part for a, b, part in it["tokens"]}
            theirs = {(t[0], t[1]): t[2] for t in doc["tokens"]}
            count("tokens", set(ours), set(theirs))
            both = set(ours) & set(theirs)
            upos[0] += sum(ours[x] == theirs[x] for x in both)
            upos[1] += len(both)
    scores = {key: f1(*it) if it[1] else None for key, it in counts.items()}
    scores["upos"] = upos[0] / upos[1] if upos[1] else None
    return scores


def tagged(doc, line):
    """What `factmark tag --jsonl` wrote."""
    found = json.loads(line)
    kinds = ("person", "org", "place")
    return {"spans": [[it["spans"][0][0], it["spans"][-1][1], it["label"]] for it in found["annotations"]
                      if it["label"] in kinds and it.get("review", "proposed") != "rejected"]}


def size_of(*paths):
    """Bytes of files and folders."""
    files = [it for path in map(Path, paths) for it in ([path] if path.is_file() else path.rglob("*"))]
    return sum(it.stat().st_size for it in files if it.is_file())


# OpenNLP speaks lines without JSON; Opennlp.java says how.

def escaped(text):
    for char, written in (("\\", "\\\\"), ("\n", "\\n"), ("\t", "\\t"), ("\r", "\\r")):
        text = text.replace(char, written)
    return text


def units(text):
    """UTF-16 units before each code point."""
    at = [0]
    for char in text:
        at.append(at[-1] + (2 if ord(char) > 0xFFFF else 1))
    return at


def from_units(doc, line):
    point = {unit: index for index, unit in enumerate(units(doc["text"]))}
    spans = [it.split(",") for it in line.split("\t")[1].split()]
    return {"spans": [[point[int(a)], point[int(b)], label] for a, b, label in spans]}


def opennlp(data, peers):
    jars = ":".join(map(str, Path(JAVA).glob("opennlp-*.jar")))
    models = peers / "opennlp"
    models.mkdir(exist_ok=True)
    subprocess.run(["javac", "-nowarn", "-cp", jars, "-d", str(models), str(HERE / "Opennlp.java")], check=True)
    java = ["java", "-Xmx2g", "-XX:+UseSerialGC", "-cp", f"{jars}:{models}", "Opennlp"]
    if not (models / "names.bin").exists():
        with open(models / "train.tsv", "w", encoding="utf-8") as out:
            for number, (text, spans) in enumerate(training_texts(data)):
                at = units(text)
                names = " ".join(f"{at[a]},{at[b]},{label}" for a, b, label in sorted(spans))
                out.write(f"{number}\t{escaped(text)}\t{names}\n")
        subprocess.run([*java, "train", str(models / "train.tsv"), str(models)], check=True,
                       stdout=subprocess.DEVNULL)
    given = lambda doc: f"{doc['id']}\t{escaped(doc['text'])}"
    size = size_of(models / "names.bin", f"{JAVA}/opennlp-tools.jar")
    return Peer("OpenNLP, trained on the same texts", [*java, "tag", str(models)], size, given, from_units)


def peers_in(folder, data, args):
    """The peers that are there; says what is missing."""
    missing = lambda what, how: print(f"missing: {what}; {how}", file=sys.stderr)
    if Path(args.factmark).exists():
        yield Peer("factmark (all of its passes)", [args.factmark, "tag", "--jsonl"], size_of(args.factmark),
                   taken=tagged)
    else:
        missing("factmark", "cargo build --release --no-default-features, or --factmark PROGRAM")
    if list(Path(JAVA).glob("opennlp-tools*.jar")):
        yield opennlp(data, folder)
    else:
        missing("OpenNLP", "apt-get install libapache-opennlp-java")
    python = folder / "venv/bin/python"
    if python.exists():
        driver, site = str(HERE / "spacy_driver.py"), folder / "venv/lib"
        own, small = folder / "spacy-own", folder / "sm"
        if not (own / "model-best").exists():
            env = {**os.environ, **ONE_CORE}
            subprocess.run(["nice", "-n", "19", python, driver, "train", data, own, str(args.minutes)], check=True,
                           stdout=sys.stderr, env=env)
        yield Peer("spaCy, trained on the same texts", [python, driver, "tag", own / "model-best"],
                   size_of(own / "model-best", site))
        if small.exists():
            yield Peer("spaCy en_core_web_sm, as it comes", [python, driver, "tag", small], size_of(small, site))
        else:
            missing("en_core_web_sm", "a folder PEERS/sm with it")
    else:
        missing("spaCy", "see the head of this script")
    node = folder / "node"
    for which, name, typed in (("compromise", "compromise", True), ("wink", "wink-nlp, names without kind", False)):
        packages = [node / "node_modules" / it for it in (("compromise",) if which == "compromise" else
                                                          ("wink-nlp", "wink-eng-lite-web-model"))]
        if all(it.exists() for it in packages):
            yield Peer(name, ["node", HERE / "node_driver.mjs", which, node], size_of(*packages), typed=typed)
        else:
            missing(name, "see the head of this script")


def ours(program, data, name):
    """Sentences, tokens and parts of speech as `factmark eval` counts them: `tag` does not write these."""
    path = next(it for it in (Path(data) / f"{name}.jsonl.gz", Path(data) / f"{name}.jsonl") if it.exists())
    said = subprocess.run([program, "eval", path, "--json"], check=True, capture_output=True).stdout
    found = json.loads(said)["found"]
    return {"sents": found["sentences"]["f1"], "tokens": found["tokens"]["f1"],
            "upos": found["parts of speech"]["precision"]}


def shown(it):
    return "–" if it is None else f"{it:.3f}"


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("data")
    ap.add_argument("peers", type=Path)
    ap.add_argument("--factmark", default=str(HERE.parents[1] / "target/release/factmark"))
    ap.add_argument("--minutes", type=float, default=28, help="most minutes to train spaCy for")
    ap.add_argument("--train-only", action="store_true", help="make what has to be trained, measure nothing")
    args = ap.parse_args()
    sets = {name: texts(args.data, name) for name in NAMES + PARTS}
    for name in [name for name, docs in sets.items() if docs is None]:
        print(f"missing: {name}.jsonl.gz", file=sys.stderr)
        del sets[name]
    everyone = list(peers_in(args.peers, args.data, args))
    if args.train_only:
        return
    parts = [f"{name.split('/')[1]} {what}" for name in PARTS if name in sets for what in
             ("sentences", "tokens", "parts of speech")]
    heads = ["program", *(name.split("/")[1] for name in NAMES if name in sets), *parts, "words/CPU s", "start, s",
             "memory, MB", "size, MB"]
    print("| " + " | ".join(heads) + " |\n|" + "---|" * len(heads))
    for peer in everyone:
        cells, words, seconds, memory = [peer.name], 0, 0.0, 0
        _, start, _ = min((peer.run([{"id": "0", "text": SHORT}]) for _ in range(3)), key=lambda it: it[1])
        scores = {}
        for name, docs in sets.items():
            found, took, used = peer.run(docs)
            if name in NAMES:
                words += sum(len(doc["text"].split()) for doc in docs)
                seconds += took - start
                memory = max(memory, used)
            scores[name] = score(peer, docs, found)
            if name in PARTS and peer.command[0] == args.factmark:
                scores[name].update(ours(args.factmark, args.data, name))
        cells += [shown(scores[name]["names"]) for name in NAMES if name in sets]
        cells += [shown(scores[name][it]) for name in PARTS if name in sets for it in ("sents", "tokens", "upos")]
        cells += [f"{words / seconds:,.0f}", f"{start:.2f}", f"{memory / 1e6:,.0f}", f"{peer.size / 1e6:,.1f}"]
        print("| " + " | ".join(cells) + " |", flush=True)
    print(time.strftime("measured %Y-%m-%d"), file=sys.stderr)


if __name__ == "__main__":
    main()
