"""Who passes words on."""

from __future__ import annotations

import pytest

from quoteprov.text.outlets import (
    carrier_in,
    is_outlet,
    names_carrier,
    names_outlet,
    outlet_in,
)


@pytest.mark.parametrize(
    ("text", "named", "kind"),
    [
        ("the Yonhap news agency", True, True),
        ("Reuters", True, True),
        ("Reuters's", True, True),
        ("the New York Times", True, True),
        ("The Associated Press", True, True),
        ("local media", False, True),
        ("a newspaper", False, True),
        ("the official", False, False),
        ("the guardian of the seal", False, False),
        ("an economist", False, False),
        ("", False, False),
    ],
)
def test_outlets(text: str, named: bool, kind: bool) -> None:
    """A name of the list with a capital, or a word for a kind of outlet."""
    assert (named, kind) == (names_outlet(text), outlet_in(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("KCNA said", True),
        ("KCNA's report", True),
        ("the Korean Central News Agency", True),
        ("the state-run Korean Central News Agency of the DPRK", True),
        ("Kyodo News Agency", False),
        ("the Korean agency", False),
    ],
)
def test_names_carrier(text: str, expected: bool) -> None:
    """An agency is named by its short name or by words that begin with its letters."""
    assert expected is names_carrier(text, "KCNA")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("according to state-run media", True),
        ("the ruling party newspaper said", True),
        ("North Korean media reported", True),
        ("the country's media", True),
        ("read out on state television", True),
        ("it was carried by a paper", True),
        ("a report by AFP", True),
        ("the official said so", False),
        ("the media circus", False),
        ("state officials spoke", False),
    ],
)
def test_carrier_in(text: str, expected: bool) -> None:
    """State media, an agency and a named outlet tell where words come from."""
    assert expected is carrier_in(text)


def test_own_outlet() -> None:
    """The outlet of an article may be named with the agency that it copies."""
    assert is_outlet("the AP news agency", "AP via CityNews")
    assert not is_outlet("the AP news agency", "Reuters")
