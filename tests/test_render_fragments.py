"""Links to the words of a page, as browsers open them."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

import pytest

from quoteprov.render.fragments import text_fragment, web_url
from tests.hostile import HOSTILE


PAGE = "https://example.org/kcna/8-nov"


@pytest.mark.parametrize(
    ("passage", "before", "after", "directive"),
    [
        ("rumor", "", "", "rumor"),
        ("rumor of arms dealings", "a groundless ", " between", "a%20groundless-,*,-between"),
        ("one-off, & more", "", "", "one%2Doff%2C%20%26%20more"),
        ("a_b.c~d", "", "", "a%5Fb%2Ec%7Ed"),
        ("w1 w2 w3 w4 w5 w6 w7 w8", "", "", "w1%20w2%20w3%20w4%20w5%20w6%20w7%20w8"),
        ("w1 w2 w3 w4 w5 w6 w7 w8 w9", "", "", "w1%20w2%20w3%20w4,w6%20w7%20w8%20w9"),
        ("Here is\n\n the end ", "", "", "Here%20is,the%20end"),
        (
            "x",
            "one two three four five ",
            " 1 2 3 4 5",
            "two%20three%20four%20five-,x,-1%202%203%204",
        ),
        ("x", "another line\n", "\nanother line", "x"),
        ("무기거래설", "", "", "%EB%AC%B4%EA%B8%B0%EA%B1%B0%EB%9E%98%EC%84%A4"),
        ("外务省", "这" * 81, "。" * 81, "%E5%A4%96%E5%8A%A1%E7%9C%81"),
        ("x", "y" * 80 + " near ", " close " + "z" * 80, "near-,x,-close"),
    ],
)
def test_directive(passage: str, before: str, after: str, directive: str) -> None:
    """A short passage is given whole, a long one by its ends; the context stays on its line."""
    expected = directive.replace("*", "%20".join(passage.split()))
    assert f"{PAGE}#:~:text={expected}" == text_fragment(PAGE, passage, before, after)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (PAGE, f"{PAGE}#:~:text=x"),
        (f"{PAGE}#part", f"{PAGE}#part:~:text=x"),
        (f"{PAGE}#", f"{PAGE}#:~:text=x"),
        (f"{PAGE}#:~:text=old", f"{PAGE}#:~:text=x"),
        (f"{PAGE}#part:~:text=old", f"{PAGE}#part:~:text=x"),
        (f"{PAGE}?a=1&b=%20", f"{PAGE}?a=1&b=%20#:~:text=x"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("/relative", ""),
        ("https://[::1", ""),
        ("", ""),
    ],
)
def test_urls(url: str, expected: str) -> None:
    """A fragment is kept, an older directive is not, and what is no web page gets no link."""
    assert expected == text_fragment(url, "x")


def test_no_words() -> None:
    """There is no link to nothing."""
    assert "" == text_fragment(PAGE, " \n ")


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile(text: str) -> None:
    """Whatever the words are, the link leads to the page, and it names their first ones."""
    link = text_fragment(PAGE, text, text, text)
    if not text.strip():
        assert "" == link
        return
    parts = urlsplit(link)
    assert (PAGE, "") == (f"{parts.scheme}://{parts.netloc}{parts.path}", parts.query)
    directive = parts.fragment.removeprefix(":~:text=")
    assert set(directive) <= set("%,-") | set(map(chr, range(128))) - set(" \"'<>&#`._~:/?=\\")
    first = next(part for part in directive.split(",") if not part.endswith("-"))
    assert " ".join(text.split()).startswith(unquote(first))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_urls(text: str) -> None:
    """What is given as a URL is plain ASCII and opens a web page, or is not given."""
    link = web_url(text)
    assert link is None or (link.startswith(("http://", "https://")) and link.isprintable())
    assert link is None or (link.isascii() and not set(link) & set(' "<>\\^`{|}'))
