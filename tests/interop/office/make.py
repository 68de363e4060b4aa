"""Makes the office files of this folder with the programs that people use for it.

`python tests/interop/office/make.py` writes them anew; needs python-docx, odfpy, EbookLib and
pypandoc_binary (tests/interop/requirements.txt). The article is invented.
"""

from pathlib import Path

import docx
import pypandoc
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from ebooklib import epub
from odf import office, style, table, text
from odf.opendocument import OpenDocumentText

HERE = Path(__file__).parent

TITLE = "Council closes leak under Averil Square"
BYLINE = "By Ines Okafor"
OPENING = (
    "The council of Averil said on Monday that the leak under the square had been closed. "
    "“We heard a crack,” said Dorothea Lindqvist, who lives at number 12."
)
HEADING = "What comes next"
ITEMS = ["Two pumps by Friday", "A new valve – 40 cm – in spring"]
ROWS = [["Street", "Houses"], ["Mill Lane", "31"], ["Kirchstraße", "7"]]
QUOTE = "Nobody has drunk the water since."
NOTE = "Report of the water board, 14 November."
LINK = ("the full report", "https://echo.example/report?a=1&b=2")

MARKDOWN = f"""---
title: {TITLE}
author: Ines Okafor
lang: en-GB
---

{OPENING}[^1] See [{LINK[0]}]({LINK[1]}).

# {HEADING}

- {ITEMS[0]}
- {ITEMS[1]}

> {QUOTE}

| {ROWS[0][0]} | {ROWS[0][1]} |
|---|---|
| {ROWS[1][0]} | {ROWS[1][1]} |
| {ROWS[2][0]} | {ROWS[2][1]} |

*Łódź*, **Zoë** and 漢字 🌊 at the end.

[^1]: {NOTE}
"""


def word():
    """With python-docx, as its template has styles."""
    file = docx.Document()
    file.add_paragraph(TITLE, style="Title")
    file.add_paragraph(BYLINE)
    opening = file.add_paragraph()
    opening.add_run("The council of Averil")
    opening.add_run(OPENING.removeprefix("The council of Averil")).bold = True
    opening.add_run("\tSee ")
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), file.part.relate_to(LINK[1], docx.opc.constants.RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run = OxmlElement("w:r")
    words = OxmlElement("w:t")
    words.text = LINK[0]
    run.append(words)
    link.append(run)
    opening._p.append(link)
    file.add_heading(HEADING, 1)
    file.add_paragraph(ITEMS[0], style="List Bullet")
    file.add_paragraph(ITEMS[1], style="List Number")
    file.add_paragraph(QUOTE, style="Quote")
    rows = file.add_table(rows=0, cols=2)
    for row in ROWS:
        cells = rows.add_row().cells
        cells[0].text, cells[1].text = row
    file.add_paragraph("Łódź\nZoë and 漢字 🌊")
    file.sections[0].header.paragraphs[0].text = "Draft of 14 November"
    file.add_comment(opening.runs[0], text="Check the date", author="Kim")
    file.save(HERE / "python-docx.docx")


def writer():
    """With odfpy."""
    file = OpenDocumentText()
    heading = style.Style(name="Heading 1", family="paragraph", defaultoutlinelevel="1")
    title = style.Style(name="Title", family="paragraph")
    quote = style.Style(name="Quotations", family="paragraph")
    for it in (heading, title, quote):
        file.styles.addElement(it)
    body = file.text
    body.addElement(text.P(stylename=title, text=TITLE))
    body.addElement(text.P(text=BYLINE))
    opening = text.P(text=OPENING + " See ")
    opening.addElement(text.S(c=2))
    opening.addElement(text.A(href=LINK[1], text=LINK[0]))
    note = text.Note(id="n1", noteclass="footnote")
    note.addElement(text.NoteCitation(text="1"))
    inner = text.NoteBody()
    inner.addElement(text.P(text=NOTE))
    note.addElement(inner)
    opening.addElement(note)
    body.addElement(opening)
    body.addElement(text.H(outlinelevel=1, stylename=heading, text=HEADING))
    items = text.List()
    for words in ITEMS:
        item = text.ListItem()
        item.addElement(text.P(text=words))
        items.addElement(item)
    body.addElement(items)
    body.addElement(text.P(stylename=quote, text=QUOTE))
    rows = table.Table(name="Houses")
    for words in ROWS:
        row = table.TableRow()
        for word in words:
            cell = table.TableCell()
            cell.addElement(text.P(text=word))
            row.addElement(cell)
        rows.addElement(row)
    body.addElement(rows)
    end = text.P(text="Łódź")
    end.addElement(text.Tab())
    end.addText("Zoë and 漢字 🌊")
    body.addElement(end)
    file.save(str(HERE / "odfpy.odt"))


def book():
    """With EbookLib."""
    book = epub.EpubBook()
    book.set_identifier("averil")
    book.set_title(TITLE)
    book.set_language("en")
    chapters = []
    for number, (heading, words) in enumerate([(TITLE, OPENING), (HEADING, QUOTE)]):
        chapter = epub.EpubHtml(title=heading, file_name=f"chapter {number}.xhtml", lang="en")
        chapter.content = f"<h1>{heading}</h1><p>{words} <a href='{LINK[1].replace('&', '&amp;')}'>{LINK[0]}</a></p>"
        book.add_item(chapter)
        chapters.append(chapter)
    book.toc = chapters
    book.add_item(epub.EpubNcx())
    book.add_item(epub.EpubNav())
    book.spine = ["nav", *chapters]
    epub.write_epub(str(HERE / "ebooklib.epub"), book)


def pandoc():
    for end in ("docx", "odt", "epub", "rtf"):
        out = str(HERE / f"pandoc.{end}")
        pypandoc.convert_text(MARKDOWN, end, "markdown", ["--standalone"], outputfile=out)


if __name__ == "__main__":
    word()
    writer()
    book()
    pandoc()
