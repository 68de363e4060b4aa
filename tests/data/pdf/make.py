"""Makes the PDF files beside it, with programs that newsrooms' files come from, too.

Needs `pip install reportlab fpdf2 weasyprint pypdf pillow`; then `python make.py`. The bytes differ
from version to version of those; the article is in article.txt.
"""

import datetime
import pathlib

import pypdf
from fpdf import FPDF
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import (
    BaseDocTemplate, Frame, FrameBreak, NextPageTemplate, PageTemplate, Paragraph, Spacer,
)
from weasyprint import HTML

HERE = pathlib.Path(__file__).parent
TITLE, BYLINE, *REST = (HERE / "article.txt").read_text(encoding="utf-8").split("\n\n")
SUBHEAD, FIRST, SECOND = REST[3], REST[:3], REST[4:]
PAPER, DAY = "The Kellberg Echo", "Tuesday, 7 May 2024"


def columns(name):
    """Two columns under a headline, justified and hyphened, with running heads (ReportLab)."""

    def margins(canvas, document):
        width, height = document.pagesize
        canvas.setFont("Helvetica", 8)
        canvas.drawString(40, height - 25, PAPER)
        canvas.drawRightString(width - 40, height - 25, DAY)
        canvas.drawCentredString(width / 2, 20, f"- {document.page} -")

    width, height = A4
    one = (width - 80 - 18) / 2
    document = BaseDocTemplate(str(HERE / name), pagesize=A4, leftMargin=40, rightMargin=40, invariant=1)
    top = Frame(40, height - 150, width - 80, 100)
    pair = lambda tall: [Frame(40, 50, one, tall), Frame(40 + one + 18, 50, one, tall)]
    document.addPageTemplates([
        PageTemplate("first", [top, *pair(height - 210)], onPage=margins),
        PageTemplate("later", pair(height - 100), onPage=margins),
    ])
    head = ParagraphStyle("h", fontName="Helvetica-Bold", fontSize=22, leading=26)
    by = ParagraphStyle("b", fontName="Times-Italic", fontSize=10, leading=14)
    sub = ParagraphStyle("s", fontName="Helvetica-Bold", fontSize=12, leading=15, spaceBefore=8, spaceAfter=4)
    body = ParagraphStyle("p", fontName="Times-Roman", fontSize=10, leading=12.5, alignment=4,
                          firstLineIndent=10, hyphenationLang="en_US", embeddedHyphenation=1)
    story = [Paragraph(TITLE, head), Spacer(1, 6), Paragraph(BYLINE, by), NextPageTemplate("later"), FrameBreak()]
    for again in range(4):
        story += [Paragraph(it, body) for it in FIRST]
        story.append(Paragraph(SUBHEAD if again == 0 else f"And after that {again}", sub))
        story += [Paragraph(it, body) for it in SECOND]
    document.build(story)


class Report(FPDF):
    def header(self):
        self.set_font("helvetica", "I", 8)
        self.cell(0, 8, "Kellberg waterworks - report", new_x="LMARGIN", new_y="NEXT")

    def footer(self):
        self.set_y(-15)
        self.set_font("helvetica", "I", 8)
        self.cell(0, 10, f"Page {self.page_no()}/{{nb}}", align="C")


def report(name):
    """One column of ragged lines with a head and page numbers (fpdf2)."""
    pdf = Report()
    pdf.set_creation_date(datetime.datetime(2024, 5, 7, tzinfo=datetime.timezone.utc))
    pdf.add_page()
    pdf.set_font("helvetica", "B", 20)
    pdf.multi_cell(0, 10, TITLE, new_x="LMARGIN", new_y="NEXT")
    pdf.set_font("times", "", 11)
    pdf.cell(0, 8, BYLINE, new_x="LMARGIN", new_y="NEXT")
    for paragraph in (FIRST + SECOND) * 3:
        paragraph = paragraph.replace("“", '"').replace("”", '"')
        pdf.multi_cell(0, 6, paragraph, new_x="LMARGIN", new_y="NEXT")
        pdf.ln(3)
    pdf.output(str(HERE / name))


def magazine(name):
    """Narrow hyphened columns of CSS, in an embedded part of a font (WeasyPrint)."""
    style = """@page { size: A5; margin: 2cm 1.5cm; @top-left { content: "%s"; font-size: 8pt }
        @bottom-center { content: counter(page); font-size: 8pt } }
        body { font: 10pt/1.3 serif } h1 { font-size: 20pt } h2 { font-size: 12pt; margin: 6pt 0 3pt }
        .c { columns: 2; column-gap: 6mm; text-align: justify; hyphens: auto }
        p { margin: 0; text-indent: 1em } .by { text-indent: 0; font-style: italic; margin-bottom: 6pt }""" % PAPER
    paragraphs = lambda all: "".join(f"<p>{it}</p>" for it in all)
    body = paragraphs(FIRST) + f"<h2>{SUBHEAD}</h2>" + paragraphs(SECOND) + "<h2>And then</h2>" + paragraphs(FIRST + SECOND)
    page = f"<html lang=en><style>{style}</style><h1>{TITLE}</h1><p class=by>{BYLINE}</p><div class=c>{body}</div>"
    HTML(string=page).write_pdf(str(HERE / name))


columns("columns.pdf")
report("report.pdf")
magazine("magazine.pdf")
locked = pypdf.PdfWriter(clone_from=str(HERE / "report.pdf"))
locked.encrypt("secret")
locked.write(str(HERE / "locked.pdf"))
Image.new("L", (60, 80), 255).save(str(HERE / "scan.pdf"))
