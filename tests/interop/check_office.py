"""Files of office programs: factmark shows each word that pandoc, python-docx and odfpy show.

The files in tests/interop/office were made by office/make.py. Pandoc reads them all and knows no
headers, comments and tables of contents, which factmark marks as furniture.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

import docx
import pypandoc
from odf import teletype
from odf import text as odf_text
from odf.opendocument import load

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE / "office"))
import make  # noqa: E402


def ours(path):
    """The text, and the text without furniture."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "a.jsonl"
        command = [os.environ["FACTMARK"], "tag", str(path), "--to", "jsonl", "-o", str(out)]
        subprocess.run(command, check=True, capture_output=True)
        document = json.loads(out.read_text())
    text = document["text"]
    zones = [it for it in document["zones"] if it["kind"] != "furniture"]
    return text, "\n".join(text[it["span"][0] : it["span"][1]] for it in zones)


def words(text):
    return Counter(re.findall(r"\w+", re.sub(r"\[\d+\]", " ", text)))


def strings(node):
    """The words of pandoc's tree."""
    if isinstance(node, dict):
        if node.get("t") in ("Str",):
            yield node["c"]
        elif node.get("t") in ("Space", "SoftBreak", "LineBreak"):
            yield " "
        elif node.get("t") == "Code":
            yield node["c"][1]
        else:
            if node.get("t") in ("Para", "Plain", "Header", "Cell", "MetaInlines"):
                yield "\n"
            for it in node.values():
                yield from strings(it)
    elif isinstance(node, list):
        for it in node:
            yield from strings(it)


def main():
    wrong = []
    files = sorted((HERE / "office").glob("*.*"))
    for path in [it for it in files if it.suffix in (".docx", ".odt", ".epub", ".rtf")]:
        whole, article = ours(path)
        tree = json.loads(pypandoc.convert_file(str(path), "json", format=path.suffix[1:]))
        theirs = words("".join(strings(tree["blocks"])))
        # A title stands among what pandoc knows of the file as a whole.
        meta = words("".join(strings(tree["meta"])))
        found = words(article)
        less, more = theirs - found, found - theirs - meta
        if path.suffix == ".epub":
            # The numbers of notes are words of the page, which pandoc knows and makes notes of.
            more = Counter({word: count for word, count in more.items() if not word.isdigit()})
        if path.suffix == ".rtf":
            # Pandoc reads no notes of rich text and loses characters behind quotation marks.
            less = words("\n".join([make.TITLE, make.OPENING, make.QUOTE, make.NOTE, *make.ITEMS])) - found
            more = Counter()
        if less or more:
            wrong.append(f"{path.name}: pandoc has {dict(less)}, factmark {dict(more)}")
        paragraphs = []
        if path.suffix == ".docx":
            file = docx.Document(str(path))
            paragraphs = [it.text for it in file.paragraphs]
            paragraphs += [cell.text for it in file.tables for row in it.rows for cell in row.cells]
        elif path.suffix == ".odt":
            file = load(str(path))
            every = file.getElementsByType(odf_text.P) + file.getElementsByType(odf_text.H)
            # A note stands in the middle of its paragraph there, and at the end here.
            every = [it for it in every if not it.getElementsByType(odf_text.Note)]
            paragraphs = [teletype.extractText(it) for it in every]
        flat = words(whole)
        for paragraph in paragraphs:
            if words(paragraph) - flat:
                wrong.append(f"{path.name}: {paragraph!r} is not in the text")
        if not theirs or not article:
            wrong.append(f"{path.name}: nothing was read")
    for it in wrong:
        print(it)
    return bool(wrong)


sys.exit(main())
