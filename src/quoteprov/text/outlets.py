"""
News outlets: who passes words on, and does not speak them.
"""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

import regex

from quoteprov.text.words import key_of, keys, spelled


if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence


# Agencies, broadcasters and papers that others quote by name.
_NAMES = """
    Reuters|AP|Associated Press|AFP|Agence France-Presse|UPI|DPA|EFE|ANSA|PA|Press Association|AAP
    Yonhap|Newsis|Kyodo|Jiji|Xinhua|CNA|Antara|Bernama|PTI|ANI|IANS|Anadolu|IRNA|Mehr|Tasnim|Fars
    TASS|Itar-Tass|Interfax|RIA Novosti|RIA|Sputnik|Ukrinform|Unian|Belta|KCNA|MENA|SANA|SPA|WAM
    BBC|CNN|NBC|CBS|ABC|PBS|NPR|MSNBC|CNBC|Fox News|Fox|Sky News|ITV|Channel 4|Al Jazeera
    NHK|TBS|KBS|MBC|SBS|JTBC|YTN|CCTV|CGTN|RT|DW|Deutsche Welle|France 24|RFI|RFA|Radio Free Asia
    Voice of America|VOA|Radio Free Europe|Euronews|Bloomberg|Axios|Politico|Newsweek|Time magazine
    New York Times|Washington Post|Wall Street Journal|USA Today|Los Angeles Times|Guardian
    Financial Times|Economist|Daily Telegraph|Daily Mail|Le Monde|Le Figaro|Der Spiegel|Bild
    Global Times|People's Daily|South China Morning Post|Straits Times|Nikkei|Asahi Shimbun|Asahi
    Yomiuri Shimbun|Yomiuri|Mainichi Shimbun|Sankei Shimbun|Chosun Ilbo|Chosun|JoongAng Ilbo
    Dong-A Ilbo|Hankyoreh|Korea Herald|Korea Times|NK News|Daily NK|Kommersant|Izvestia|Haaretz
"""
_MEDIA = frozenset(
    """
    media outlet outlets newspaper newspapers tabloid magazine magazines broadcaster broadcasters
    television tv radio newswire wire press paper papers daily weekly sinmun shimbun ilbo channel
    network website
    """.split()
)
_NEWS = frozenset(
    {("news", "agency"), ("news", "agencies"), ("news", "service"), ("news", "site")}
)
_KNOWN = 8_192
"""Descriptions that are remembered."""


@lru_cache(_KNOWN)
def outlet_in(text: str) -> bool:
    """
    Tell whether *text* names an outlet, or a kind of outlets.

    >>> outlet_in("the Yonhap news agency"), outlet_in("local media"), outlet_in("the official")
    (True, True, False)
    """
    own = keys(text)
    if not _MEDIA.isdisjoint(own) or not _NEWS.isdisjoint(pairwise(own)):
        return True
    return names_outlet(text)


def names_outlet(text: str) -> bool:
    """
    Tell whether *text* names an outlet that others quote.

    >>> names_outlet("the Yonhap news agency"), names_outlet("local media")
    (True, False)
    """
    return bool(_named(text))


def is_outlet(text: str, outlet: str) -> bool:
    """
    Tell whether *text* names the same outlet as *outlet*.

    >>> is_outlet("the AP news agency", "AP via CityNews")
    True
    """
    return bool(_named(text) & _named(outlet))


@lru_cache(_KNOWN)
def _named(text: str) -> frozenset[tuple[str, ...]]:
    return frozenset(_names_among(spelled(text)))


def _names_among(own: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The names of outlets in a text of these words, each begun with a capital."""
    names = _names()
    for i, word in enumerate(own):
        for name in names.get(_owner(word), ()) if word[0].isupper() else ():
            if name == tuple(map(_owner, own[i : i + len(name)])):
                yield name


def _owner(word: str) -> str:
    """The key of a word without "'s"."""
    return key_of(word).removesuffix("'s")


@lru_cache(_KNOWN)
def names_carrier(text: str, carrier: str) -> bool:
    """
    Tell whether *text* names the agency called *carrier* for short, by that or by its full name.

    >>> names_carrier("the Korean Central News Agency reported", "KCNA")
    True
    """
    return _calls(spelled(text), carrier)


def _calls(own: Sequence[str], carrier: str) -> bool:
    """Whether a text of these words names the agency."""
    key = carrier.casefold()
    initials = "".join(w[0] if w[0].isupper() else " " for w in own)
    return carrier in initials or any(_owner(w) == key for w in own)


_STATE_MEDIA = regex.compile(
    r"\b(?:state|official|government|ruling[ -]party|party|army|national)"
    r"(?:[ -](?:run|owned|controlled|backed|funded))?(?:[ -]\p{L}+){0,2}?[ -]"
    r"(?:media|news|press|agency|television|tv|radio|broadcaster|newspaper|daily|outlet)\b"
    r"|\b(?:news|press) agency\b|\b\p{Lu}\p{L}+ media\b|['’]s (?:own )?media\b"
    r"|\b(?i:broadcast|aired|televised|carried) (?:by|on|in)\b"
)


def carrier_in(text: str, carriers: Collection[str] = ()) -> bool:
    """
    Tell whether *text* speaks of state media or of a news agency, or names an outlet.

    Args:
        text: An article, or a description.
        carriers: More agencies, called for short.

    >>> carrier_in("he said, according to state-run media"), carrier_in("the media circus")
    (True, False)
    """
    if _STATE_MEDIA.search(text):
        return True
    own = spelled(text)
    return any(_names_among(own)) or any(_calls(own, carrier) for carrier in carriers)


@cache
def _names() -> dict[str, list[tuple[str, ...]]]:
    """The words of the names, by the first of them."""
    index: dict[str, list[tuple[str, ...]]] = {}
    for name in filter(str.strip, _NAMES.replace("\n", "|").split("|")):
        own = tuple(keys(name.strip()))
        index.setdefault(own[0], []).append(own)
    return index
