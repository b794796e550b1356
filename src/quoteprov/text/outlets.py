"""
News outlets: who passes words on, and does not speak them.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import regex

from quoteprov.text.words import words


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
_MOST_WORDS = 4


def outlet_in(text: str) -> bool:
    """
    Tell whether *text* names an outlet, or a kind of outlets.

    >>> outlet_in("the Yonhap news agency"), outlet_in("local media"), outlet_in("the official")
    (True, True, False)
    """
    keys = tuple(w.key for w in words(text))
    if any(k in _MEDIA for k in keys) or any(p in _NEWS for p in pairwise(keys)):
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


def _named(text: str) -> frozenset[tuple[str, ...]]:
    own = words(text)
    keys = tuple(w.key.removesuffix("'s") for w in own)
    return frozenset(
        keys[i : i + n]
        for i, word in enumerate(own)
        if word.text[:1].isupper()
        for n in range(1, _MOST_WORDS + 1)
        if keys[i : i + n] in _names()
    )


def names_carrier(text: str, carrier: str) -> bool:
    """
    Tell whether *text* names the agency called *carrier* for short, by that or by its full name.

    >>> names_carrier("the Korean Central News Agency reported", "KCNA")
    True
    """
    own = words(text)
    key = carrier.casefold()
    initials = "".join(w.text[0] if w.text[:1].isupper() else " " for w in own)
    return carrier in initials or any(w.key.removesuffix("'s") == key for w in own)


_STATE_MEDIA = regex.compile(
    r"\b(?:state|official|government|ruling[ -]party|party|army|national)"
    r"(?:[ -](?:run|owned|controlled|backed|funded))?(?:[ -]\p{L}+){0,2}?[ -]"
    r"(?:media|news|press|agency|television|tv|radio|broadcaster|newspaper|daily|outlet)\b"
    r"|\b(?:news|press) agency\b|\b\p{Lu}\p{L}+ media\b|['’]s (?:own )?media\b"
    r"|\b(?i:broadcast|aired|televised|carried) (?:by|on|in)\b"
)


def carrier_in(text: str) -> bool:
    """
    Tell whether *text* speaks of state media or of a news agency, or names an outlet.

    >>> carrier_in("he said, according to state-run media"), carrier_in("the media circus")
    (True, False)
    """
    return _STATE_MEDIA.search(text) is not None or names_outlet(text)


@cache
def _names() -> frozenset[tuple[str, ...]]:
    listed = (name for line in _NAMES.split("\n") for name in line.split("|") if name.strip())
    return frozenset(tuple(w.key for w in words(name.strip())) for name in listed)
