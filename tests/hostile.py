"""
Strings that act on whoever shows them without care, for the tests of everything that is shown.

Every string can be part of a document: there is no lone surrogate, which no reader lets through.
"""

from __future__ import annotations

import itertools

from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel


if TYPE_CHECKING:
    from collections.abc import Iterator


Value = TypeVar("Value", bound=BaseModel)


CONTROLS = [f"keep{chr(n)}quiet" for n in (*range(0x20), *range(0x7F, 0xA0))]

SEPARATORS = [f"one{c}two" for c in "\u0085\u00a0\u1680\u2000\u2028\u2029\u202f\u205f\u3000"]

DIRECTIONS = [
    f"its{c}mouth{c}" for c in "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068"
] + ["\u202etxt.exe\u202c", "\u2067\u2067\u2067open", "closed\u2069\u2069\u2069"]

UNSEEN = [
    f"mo{c}uth"
    for c in "\u00ad\u034f\u115f\u1160\u17b4\u180e\u200b\u200c\u200d\u2060\u2064\u206a\ufe0f\ufeff"
    "\uffa0\ufff9\ufffc\ufffd\ufffe\uffff\ue000\U000e0041\U000e0100\U000f0000\U0010ffff"
]

ESCAPES = [
    "\x1b[2J\x1b[H",
    "\x1b[31;1mred\x1b[0m",
    "\x1b]0;title\x07",
    "\x1b]8;;https://example.org/\x1b\\link\x1b]8;;\x1b\\",
    "\x1b]52;c;cm0gLXJmIC8=\x07",
    "\x1bP1$r\x1b\\",
    "\x9b2J",
    "\x9d0;title\x9c",
    "over\rwritten",
    "gone\b\b\b\b",
    "bell\a",
]

HTML = [
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    '"><script>alert(1)</script>',
    "'><script>alert(1)</script>",
    '" onmouseover="alert(1)',
    "' onmouseover='alert(1)",
    "` onmouseover=`alert(1)",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<a href='javascript:alert(1)'>x</a>",
    "<body onload=alert(1)>",
    "<input autofocus onfocus=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<style>*{display:none}</style>",
    "</style><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "<!-- <script>alert(1)</script> -->",
    "--><script>alert(1)</script><!--",
    "<![CDATA[<script>alert(1)</script>]]>",
    "]]><script>alert(1)</script>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<base href='https://example.org/'>",
    "<meta http-equiv=refresh content='0;url=https://example.org/'>",
    "<link rel=stylesheet href=https://example.org/x.css>",
    "<object data='javascript:alert(1)'>",
    "<embed src='javascript:alert(1)'>",
    "<form action=https://example.org/><button>x</button></form>",
    "<ins>added</ins><del>gone</del>",
    "<mark id=q1>",
    "<plaintext>",
    "<xmp>",
    "<b",
    "</",
    "<",
    ">",
    "&",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "&#x3c;img src=x onerror=alert(1)&#x3e;",
    "&amp;lt;",
    "&nbsp;",
    "&#0;",
    "&#x202e;",
    "<U+202E>",
    "\\u003cscript\\u003e",
    "\\x3cscript\\x3e",
    "%3Cscript%3E",
    "+ADw-script+AD4-",
    "{{7*7}}",
    "${7*7}",
    "<%= 7*7 %>",
    "{% raw %}",
    "#{7*7}",
]

LINKS = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "javascript&colon;alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "https://example.org/?a=1&b=2#c",
    "https://example.org/'onclick='alert(1)",
    'https://example.org/"onclick="alert(1)',
    "https://example.org/a b\nc",
    "https://exam\u202eple.org/",
    "https://[::1",
    "https://user:pass@example.org/",
    "http://",
    "//example.org/x",
    "www.example.org",
    "someone@example.org",
    "mailto:someone@example.org",
    "ftp://example.org/x",
    "file:///etc/passwd",
    "https://example.org/#:~:text=old",
]

MARKDOWN = [
    "*strong* _light_ **very** __very__",
    "~~struck~~",
    "`code`",
    "``code``",
    "`",
    "```\nfence\n```",
    "~~~\nfence\n~~~",
    "[text](https://example.org/)",
    "[text](javascript:alert(1))",
    "![image](https://example.org/x.png)",
    "[text][ref]\n\n[ref]: https://example.org/",
    "[ref]: https://example.org/",
    "[^1]\n\n[^1]: note",
    "<https://example.org/>",
    "<someone@example.org>",
    "@everyone",
    "@octocat/team",
    "see @octocat.",
    "#1",
    "GH-1",
    "octo-org/octo-repo#1",
    "octo-org/octo-repo@a5c3785ed8d6a35868bc169f07e40e889087fd2e",
    "a5c3785ed8d6a35868bc169f07e40e889087fd2e",
    "fixes #12",
    "!1 $1 %1 ~label &1",
    "# heading",
    "###### heading",
    "heading\n=======",
    "heading\n---",
    "> quoted",
    "- item",
    "* item",
    "+ item",
    "1. item",
    "1) item",
    "- [x] done",
    "---",
    "***",
    "___",
    "    indented",
    "\tindented",
    "a | b",
    "|",
    "\\|",
    "| a | b |\n|---|---|\n| c | d |",
    "hard  \nbreak",
    "hard\\\nbreak",
    "\\",
    "\\*",
    "ends in \\",
    "$x^2$",
    "$$x^2$$",
    ":smile:",
    "==marked==",
    "x^2^ H~2~O",
    "[[wiki]]",
    "<!-- quoteprov: ignore ALL -- because -->",
    "<details><summary>x</summary>",
    "```mermaid\ngraph TD; A-->B\n```",
    "> [!WARNING]\n> look",
    "&copy; &#42;",
    "line\n\nparagraph",
]

FORMULAS = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1,1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    " =1+1",
    "＝1+1",
    "＋1+1",
    "－1+1",
    "＠SUM(1,1)",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("https://example.org/","x")',
    '=IMPORTXML("https://example.org/","//a")',
    '"=1+1',
    "'=1+1",
    '","=1+1',
    '";=1+1',
    "a,=1+1",
    "a;=1+1",
    "a\t=1+1",
    "a\n=1+1",
    'a\r\n=1+1,"',
    "DDE(1)",
    "−1+1",
    "%0A=1+1",
    "\ufeff=1+1",
    "\u200b=1+1",
]

XML = [
    "]]>",
    "<![CDATA[",
    "<?xml version='1.0'?>",
    "<?php echo 1 ?>",
    "<!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]>",
    "&y;",
    "&xxe;",
    "</testcase>",
    "</failure><failure>",
    "</testsuites>",
    "--",
    "\ufffe\uffff",
    "\U0001fffe\U0001ffff",
    "\x00\x01\x0b\x0c\x1f",
    "\x7f\x84\x86\x9f",
]

COMMANDS = [
    "::error::injected",
    "\n::error::injected",
    "\r::error::injected",
    "\r\n::set-output name=x::y",
    "::stop-commands::token",
    "::add-mask::x",
    "%0A::error::injected",
    "%0a::warning::injected",
    "%25 %3A %2C",
    "a,file=/etc/passwd,line=1",
    "a::b",
    "##[error]injected",
    "\n##[group]injected",
    "\u2028::error::injected",
    "\x85::error::injected",
    "##vso[task.complete result=Failed]",
    "##teamcity[buildStatus status='FAILURE']",
    "{0} {1} {2}",
    "%s %d %n",
    "{message}",
    "[link](1)",
    "[a](0) and [b](https://example.org/)",
]

PATHS = [
    "../../etc/passwd",
    "/etc/passwd",
    "C:\\articles\\a.txt",
    "C:/articles/a.txt",
    "\\\\server\\share\\a.txt",
    "//server/share/a.txt",
    "a b/c#d?e.txt",
    "a%20b.txt",
    "a:b.txt",
    "статья.txt",
    "記事.md",
    "-rf",
    "con.txt",
    "a//b/./c.txt",
    "~/a.txt",
    "file:///a.txt",
]

SHAPES = [
    "",
    " ",
    "\n",
    "\t\t",
    "null",
    "true",
    "0",
    "1e9",
    "2022-11-08",
    '"',
    '\\"',
    "'",
    '{"a": [1',
    "x" * 5_000,
    "word " * 1_000,
    "\n" * 200,
    "(" * 500,
    "[" * 500,
    "*" * 501,
    "`" * 301,
    "_" * 301,
    "|" * 100,
    "\\" * 101,
]

SCRIPTS = [
    "👩‍👩‍👧‍👦",
    "👩🏽‍🚀 🏴‍☠️ 🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    "🇺🇦🇰🇵🇷🇺",
    "e\u0301\u0327" * 3,
    "Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f" * 20,
    "السلام عليكم",
    "שלום עולם",
    "عربي english עברית",
    "조선민주주의인민공화국",
    "朝鮮中央通信社",
    "ｆｕｌｌ ｗｉｄｔｈ",
    "ﬁne ﬆyle",
    "ＡＢＣ＜script＞",
    "İıſK",
    "क्षि",
    "กำแพง",
    "𝒻𝒶𝓃𝒸𝓎",
    "﷽",
]

HOSTILE: list[str] = list(
    dict.fromkeys(
        itertools.chain(
            CONTROLS,
            SEPARATORS,
            DIRECTIONS,
            UNSEEN,
            ESCAPES,
            HTML,
            LINKS,
            MARKDOWN,
            FORMULAS,
            XML,
            COMMANDS,
            PATHS,
            SHAPES,
            SCRIPTS,
        )
    )
)
"""All of them, once each."""


def hostile(value: Value, strings: Iterator[str]) -> Value:
    """The same value with another string in every field that may hold any."""
    changes: dict[str, Any] = {}
    for name, field in type(value).model_fields.items():
        own = getattr(value, name)
        if isinstance(own, tuple):
            changes[name] = tuple(_swapped(one, str, strings) for one in own)
        else:
            changes[name] = _swapped(own, field.annotation, strings)
    return value.model_copy(update=changes)


def _swapped(own: Any, annotation: Any, strings: Iterator[str]) -> Any:
    if isinstance(own, BaseModel):
        return hostile(own, strings)
    return next(strings) if annotation in {str, str | None} else own
