#!/usr/bin/env python3
"""Prints how fast factmark is, and how large.

usage: speed.py PROGRAM TEXTS.jsonl[.gz]
  TEXTS are lines of {"id", "text"}: articles, some hundred kilobytes or more.

Rates are per second of the processor on one thread, without start and loading, so that others on the machine
disturb them less; those of a clock are at most as good. Names alone have the share of the time that the passes
up to them take.
"""
import gzip
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path


# `factmark eval --time` tags everything so many times.
RUNS = 3


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


def run(command, given=""):
    """Seconds of a clock, seconds of the processor, and what is written."""
    with tempfile.TemporaryFile() as into, tempfile.TemporaryFile() as out:
        into.write(given.encode())
        into.seek(0)
        start = time.perf_counter()
        process = subprocess.Popen(command, stdin=into, stdout=out)
        _, status, usage = os.wait4(process.pid, 0)
        took = time.perf_counter() - start
        if status:
            raise SystemExit(f"{command} failed")
        out.seek(0)
        return took, usage.ru_utime + usage.ru_stime, out.read()


def tagged(program, given, *options):
    return run([program, "tag", "--jsonl", *options], given)


def timed(program, folder, texts):
    """Seconds of the processor for names and values, and for all passes, over texts; and for loading, in ms."""
    path = Path(folder) / "texts.jsonl"

    def once(texts):
        path.write_text("".join(line(it) for it in texts), encoding="utf-8")
        _, used, said = run([program, "eval", "--time", path])
        return used, {it[:29].strip(): float(it[29:]) for it in said.decode().splitlines()}

    start, _ = once(["Zoe Ruiz left."])
    used, told = once(texts)
    everything = max(used - start, 0.001) / RUNS
    share = told["names and values alone, s"] / told["all passes, s"]
    return share * everything, everything, told["loading weights, ms"]


def main():
    program, articles = sys.argv[1], read(sys.argv[2])
    row("program, MB", f"{Path(program).stat().st_size / 1e6:.1f}")
    with tempfile.TemporaryDirectory() as folder:
        megabytes = sum(len(it.encode()) for it in articles) / 1e6
        names, everything, loading = timed(program, folder, articles)
        row("loading the weights, ms", f"{loading:.1f}")
        short = line(grown(articles, 3000))
        times = [tagged(program, short) for _ in range(40)]
        clock, used = (sorted(1000 * it[at] for it in times) for at in (0, 1))
        row("new process to all proposals of 3 KB, ms", f"{clock[0]:.0f} at best, {clock[20]:.0f} in the middle")
        row("the same, ms of the processor", f"{used[0]:.0f} at best, {used[20]:.0f} in the middle")
        row(f"{len(articles)} articles, names and values alone, MB/s", f"{megabytes / names:.2f}")
        row("the same, all passes, MB/s", f"{megabytes / everything:.2f}")
        for size in (100_000, 1_000_000, 10_000_000):
            took = timed(program, folder, [grown(articles, size)])[1]
            row(f"one text of {size / 1e6:.1f} MB, all passes, MB/s", f"{size / 1e6 / took:.2f}")
        for what, text in (
            ("1 MB without a space", "x" * 1_000_000),
            ("1 MB of capitals and small letters without a space", "Xy" * 500_000),
            ("100,000 quote marks", '"' * 100_000),
            ("100,000 opening marks, each with a word", "“word " * 100_000),
            ("1 MB of full stops", ". " * 500_000),
            ("1 MB of one name", "Zoe Ruiz " * 111_111),
            ("1 MB of different names", "".join(f"Z{it:x} R{it * 7:x} said. " for it in range(50_000))),
        ):
            row(f"{what}, all passes, s", f"{timed(program, folder, [text])[1]:.2f}")
    lines = "".join(line(it) for it in articles)
    sums = {}
    for threads in ("1", "2", "4", "4"):
        took, _, bytes_ = tagged(program, lines, "--threads", threads)
        sums[hashlib.sha256(bytes_).hexdigest()] = threads
        row(f"all articles on {threads} threads, s", f"{took:.2f}")
    row("the same bytes on 1, 2 and 4 threads and again", "yes" if len(sums) == 1 else "NO")


if __name__ == "__main__":
    main()
