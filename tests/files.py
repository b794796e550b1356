"""
Files of each format that hold one article, made by real writers or as their specifications say.
"""

from __future__ import annotations

import datetime as dt
import json
import warnings
import zipfile

from html import escape
from io import BytesIO
from typing import TYPE_CHECKING

from quoteprov.readers import Document, Problem, read


if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path


HEADLINE = "North Korea denies exporting arms to Russia"
LEAD = (
    "North Korea has never sold arms to Russia, its defence ministry said in a press statement on "
    "Thursday, after American officials had spoken of a deal between the two countries."
)
EXPORTED = (
    "“We have never exported weapons or ammunition to Russia before and we will not plan to "
    "export them,” the vice director general of the General Bureau of Equipment at the ministry "
    "said."
)
WROTE = "The official wrote in the statement that this was not all:"
CONDEMN = (
    "We condemn the U.S. for thoughtlessly circulating the rumor against the DPRK to pursue its "
    "base political and military aim."
)
RESOLUTION = (
    "The official added that they had “never recognized the UNSC unlawful ‘sanctions resolution’ "
    "against the DPRK, which was cooked up by the U.S. and its vassal forces.”"
)
STORY = f"{HEADLINE}\n\n{LEAD}\n\n{EXPORTED}\n\n{WROTE}\n\n> {CONDEMN}\n\n{RESOLUTION}"
"""The article as it is read; its quotations are sentences of the seeds."""

MARKUP = (
    f"<p>{LEAD}</p><p>{EXPORTED.replace('“', '<q>').replace('”', '</q>')}</p><p>{WROTE}</p>"
    f"<blockquote><p>{CONDEMN}</p></blockquote><p>{RESOLUTION}</p>"
)
ADDRESS = "https://courier.example/2022/arms"


def document(path: Path) -> Document:
    """Read what must be a single document."""
    (item,) = read(path)
    assert isinstance(item, Document), item
    return item


def problem(path: Path) -> Problem:
    """Read what must be a single problem."""
    (item,) = read(path)
    assert isinstance(item, Problem), item
    return item


def page(body: str = MARKUP, head: str = '<meta charset="utf-8">') -> str:
    """A web page with the article."""
    return (
        f'<!doctype html><html lang="en"><head>{head}<title>{HEADLINE}</title></head><body>'
        f"<article><h1>{HEADLINE}</h1>{body}</article></body></html>"
    )


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STYLES = {
    "Title": "Title",
    "Zitat": "Quote",
    "IntenseQuote": "Intense Quote",
    "Head": "heading 1",
}
STORY_PARAGRAPHS = (
    (HEADLINE, "Title"),
    (LEAD, ""),
    (EXPORTED, ""),
    (WROTE, ""),
    (CONDEMN, "Zitat"),
    (RESOLUTION, ""),
)


def paragraph(text: str, style: str = "", *, inside: str = "") -> str:
    """A paragraph of WordprocessingML, in two runs as Word likes to write it."""
    half = len(text) // 2
    runs = "".join(
        f'<w:r><w:t xml:space="preserve">{escape(part)}</w:t></w:r>'
        for part in (text[:half], text[half:])
    )
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{named}{runs}{inside}</w:p>"


_BODY = "".join(paragraph(text, style) for text, style in STORY_PARAGRAPHS)


def docx(
    path: Path,
    body: str = _BODY,
    more: Mapping[str, str] | None = None,
    packing: int = zipfile.ZIP_DEFLATED,
) -> Path:
    """A Word file after ECMA-376 with the parts that one must have, and *more*."""
    parts = {
        "[Content_Types].xml": (
            f'<Types xmlns="{_PACKAGE}/content-types">'
            '<Default Extension="xml" ContentType="application/xml"/></Types>'
        ),
        "_rels/.rels": (
            f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
            f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
        ),
        "word/styles.xml": f'<w:styles xmlns:w="{W}">'
        + "".join(
            f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
            for key, name in _STYLES.items()
        )
        + "</w:styles>",
        "word/document.xml": (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
            f'<w:document xmlns:w="{W}" xmlns:v="urn:schemas-microsoft-com:vml" '
            'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
            'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
            f'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math">'
            f"<w:body>{body}</w:body></w:document>"
        ),
        **(more or {}),
    }
    with zipfile.ZipFile(path, "w", packing) as packed:
        for name, part in parts.items():
            packed.writestr(name, part)
    return path


def pdf(
    path: Path,
    pages: Iterable[Sequence[str]] = ((LEAD, EXPORTED, RESOLUTION),),
    *,
    columns: int = 1,
    running: str = "",
    title: str = "",
    align: str = "J",
) -> Path:
    """A PDF by fpdf2, of which each of the *pages* begins on a new one."""
    from fpdf import FPDF

    class Paper(FPDF):  # type: ignore[misc, unused-ignore]
        def header(self) -> None:
            self.set_font("Times", size=9)
            self.cell(0, 8, f"{running} {self.page_no()}" if running else "")
            self.ln(12)

    made = Paper(format=(148, 210) if columns == 1 else "A4")
    made.core_fonts_encoding = "windows-1252"
    made.set_creation_date(dt.datetime(2022, 9, 23, tzinfo=dt.UTC))
    if title:
        made.set_title(title)
    for paragraphs in pages:
        made.add_page()
        if title:
            made.set_font("Times", size=18)
            made.multi_cell(0, 9, title, new_x="LMARGIN", new_y="NEXT")
            made.ln(4)
        made.set_font("Times", size=11)
        if columns > 1:
            with made.text_columns(ncols=columns, gutter=8, text_align=align) as text:
                for words in paragraphs:
                    with text.paragraph(bottom_margin=3) as one:
                        one.write(words)
        else:
            for words in paragraphs:
                made.multi_cell(0, 6, words, align=align, new_x="LMARGIN", new_y="NEXT")
                made.ln(3)
    made.output(str(path))
    return path


Response = tuple[str, bytes, "Mapping[str, str]"]


def warc(path: Path, responses: Iterable[Response], status: str = "200 OK") -> Path:
    """A web archive by warcio; packed if its name says so."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    with path.open("wb") as file, warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # warcio leaves temporary files open
        writer = WARCWriter(file, gzip=path.suffix == ".gz")
        records = [writer.create_warcinfo_record(path.name, {"software": "a test"})]
        for address, body, headers in responses:
            told = StatusAndHeaders(status, [*headers.items()], protocol="HTTP/1.1")
            records += [
                writer.create_warc_record(
                    address, "response", payload=BytesIO(body), http_headers=told
                )
            ]
        while records:
            writer.write_record(records.pop(0))
    return path


HTML = {"Content-Type": "text/html; charset=utf-8"}


def atom(path: Path) -> Path:
    """A feed after RFC 4287 with the article as XHTML."""
    path.write_text(
        '<?xml version="1.0" encoding="utf-8"?>'
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>The Courier</title>'
        "<id>urn:courier</id><updated>2022-09-23T01:00:00Z</updated>"
        f'<entry><title>{HEADLINE}</title><id>urn:courier:1</id><link href="{ADDRESS}"/>'
        "<published>2022-09-22T18:00:00+09:00</published>"
        "<updated>2022-09-23T01:00:00Z</updated><summary>In short.</summary>"
        f'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{MARKUP}</div></content>'
        "</entry></feed>",
        encoding="utf-8",
    )
    return path


def rss(path: Path) -> Path:
    """A feed after RSS 2.0 with the article in content:encoded."""
    path.write_bytes(
        (
            '<?xml version="1.0" encoding="windows-1252"?>'
            '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
            "<title>The Courier</title><language>en-us</language>"
            f"<item><title>{HEADLINE}</title><link>{ADDRESS}</link>"
            '<guid isPermaLink="false">courier-1</guid>'
            "<pubDate>Thu, 22 Sep 2022 18:00:00 +0900</pubDate><description>Short.</description>"
            f"<content:encoded><![CDATA[{MARKUP}]]></content:encoded></item></channel></rss>"
        ).encode("cp1252")
    )
    return path


def ninjs(path: Path, **item: object) -> Path:
    """An item of ninjs; 3.x unless *item* says otherwise."""
    story = {
        "uri": ADDRESS,
        "standard": {"name": "ninjs", "version": "3.1"},
        "type": "text",
        "versionCreated": "2022-09-22T18:00:00+09:00",
        "language": "en",
        "copyrightHolder": "The Courier",
        "by": "Jane Doe",
        "headlines": [
            {"role": "short", "value": "Arms"},
            {"role": "main", "value": HEADLINE},
        ],
        "bodies": [
            {"role": "plain", "contentType": "text/plain", "value": LEAD},
            {"role": "main", "contentType": "application/xhtml+xml", "value": MARKUP},
        ],
    }
    path.write_text(json.dumps(item or story), encoding="utf-8")
    return path
