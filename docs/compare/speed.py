#!/usr/bin/env python3
"""Prints how fast factmark is, and how large.

usage: speed.py PROGRAM TEXTS.jsonl[.gz]
  TEXTS are lines of {"id", "text"}: articles, some hundred kilobytes or more.

Seconds are those of a clock, the best of several runs; others on the machine can only slow it down.
"""
import gzip
import hashlib
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def read(path):
    with (gzip.open if path.endswith(".gz") else open)(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in lines if line.strip()]


def row(what, figure):
    print(f"| {what} | {figure} |", flush=True)


def grown(articles, size):
    """One text of so many bytes: the articles one after the other, again and again."""
    parts, have = [], 0
    while have < size:
        for it in articles:
            parts.append(it + "\n\n")
            have += len(parts[-1].encode())
    return "".join(parts).encode()[:size].decode(errors="ignore")


def line(text):
    return json.dumps({"id": "1", "text": text}) + "\n"


def tagged(program, given, *options):
    start = time.perf_counter()
    done = subprocess.run([program, "tag", "--jsonl", *options], input=given.encode(), check=True,
                          capture_output=True)
    return time.perf_counter() - start, done.stdout


def timed(program, folder, texts):
    """What `factmark eval --time` says about texts, by the words of each line."""
    path = Path(folder) / "texts.jsonl"
    path.write_text("".join(line(it) for it in texts), encoding="utf-8")
    said = subprocess.run([program, "eval", "--time", path], check=True, capture_output=True, text=True).stdout
    return {it[:29].strip(): float(it[29:]) for it in said.splitlines()}


def main():
    program, articles = sys.argv[1], read(sys.argv[2])
    row("program, MB", f"{Path(program).stat().st_size / 1e6:.1f}")
    with tempfile.TemporaryDirectory() as folder:
        told = timed(program, folder, articles)
        row("loading the weights, ms", f"{told['loading weights, ms']:.1f}")
        short = line(grown(articles, 3000))
        times = sorted(tagged(program, short)[0] for _ in range(40))
        row("new process to all proposals of 3 KB, ms", f"{1000 * times[0]:.1f}, median {1000 * times[20]:.1f}")
        row(f"{told['texts']:.0f} articles, names and values alone, MB/s", f"{told['names and values alone, MB/s']:.2f}")
        row("the same, all passes, MB/s", f"{told['all passes, MB/s']:.2f}")
        for size in (100_000, 1_000_000, 10_000_000):
            told = timed(program, folder, [grown(articles, size)])
            row(f"one text of {size / 1e6:.1f} MB, all passes, MB/s", f"{told['all passes, MB/s']:.2f}")
        for what, text in (
            ("1 MB without a space", "x" * 1_000_000),
            ("1 MB of capitals and small letters without a space", "Xy" * 500_000),
            ("100,000 quote marks", '"' * 100_000),
            ("100,000 opening marks, each with a word", "“word " * 100_000),
            ("1 MB of full stops", ". " * 500_000),
            ("1 MB of one name", "Zoe Ruiz " * 111_111),
            ("1 MB of different names", "".join(f"Z{it:x} R{it * 7:x} said. " for it in range(50_000))),
        ):
            row(f"{what}, all passes, s", f"{timed(program, folder, [text])['all passes, s']:.2f}")
    lines = "".join(line(it) for it in articles)
    sums = {}
    for threads in ("1", "2", "4", "4"):
        took, bytes_ = tagged(program, lines, "--threads", threads)
        sums[hashlib.sha256(bytes_).hexdigest()] = threads
        row(f"all articles on {threads} threads, s", f"{took:.2f}")
    row("the same bytes on 1, 2 and 4 threads and again", "yes" if len(sums) == 1 else "NO")


if __name__ == "__main__":
    main()
