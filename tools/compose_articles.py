"""
Compose the hundred articles of the drift study, ``examples/notebooks/articles.jsonl``.

::

    python tools/compose_articles.py

The words that are quoted are those of the two statements of ``examples/seeds``. What stands around
them, and what was done to them, is written here: six outlets that do not exist, each with a habit
of its own. Everything is drawn from one seed, so that the same tables give the same bytes.
"""

from __future__ import annotations

import datetime as dt
import json
import re

from functools import partial
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Final, NamedTuple


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT: Final = Path(__file__).resolve().parents[1]
STATEMENTS: Final = ROOT / "examples" / "seeds" / "statements"
ARTICLES: Final = ROOT / "examples" / "notebooks" / "articles.jsonl"


class Statement(NamedTuple):
    """
    A statement as its articles tell of it.

    Args:
        file: Beginning of its file's name.
        released: Day on which it was issued.
        carried: Day on which the agency published it.
        who: Its speaker at first mention, and in short.
        headlines: In the words of the desk.
        loud: Headlines that quote.
        leads: First sentences; ``{day}`` becomes " on Tuesday", or nothing.
        snatches: Sentences around a few of its words.
    """

    file: str
    released: dt.date
    carried: dt.date
    who: tuple[str, str]
    headlines: tuple[str, ...]
    loud: tuple[str, ...]
    leads: tuple[str, ...]
    snatches: tuple[str, ...]


SEPTEMBER: Final = Statement(
    file="001",
    released=dt.date(2022, 9, 21),
    carried=dt.date(2022, 9, 22),
    who=(
        (
            "the vice director general of the General Bureau of Equipment of the North's defence "
            "ministry"
        ),
        "the vice director general",
    ),
    headlines=(
        "North Korea says it sold no arms to Russia",
        "Pyongyang rejects talk of arms for Moscow",
        "North Korean ministry breaks its silence on arms exports",
        "No weapons for Russia, says North Korean defence official",
        "Pyongyang answers Washington on artillery shells",
    ),
    loud=(
        "“Keep its mouth shut”: Pyongyang barks at Washington",
        "Kim's ministry to America: stop your “reckless remarks”",
        "“Cooked up”! North Korea rages over sanctions",
    ),
    leads=(
        "North Korea said{day} that it has sold no weapons to Russia and does not mean to.",
        "North Korea's defence ministry denied{day} that the country arms Russia.",
        "A North Korean defence official said{day} that the country sends no arms to Russia.",
        (
            "A North Korean military official said{day} that reports of an arms trade with Russia "
            "are untrue."
        ),
    ),
    snatches=(
        "{Who} told Washington to “keep its mouth shut.”",
        "The statement complained of “reckless remarks.”",
        "It spoke of the United States and its “vassal forces.”",
        "The sanctions, it said, were “cooked up.”",
    ),
)
NOVEMBER: Final = Statement(
    file="000",
    released=dt.date(2022, 11, 7),
    carried=dt.date(2022, 11, 8),
    who=(
        "the vice director of military foreign affairs at the North's defence ministry",
        "the vice director",
    ),
    headlines=(
        "North Korea denies arming Russia once more",
        "Pyongyang: no shells for Moscow, now or later",
        "North Korea repeats its denial over arms for Russia",
        "Defence ministry in Pyongyang accuses Washington of a rumour",
        "North Korea says again that it ships nothing to Russia",
    ),
    loud=(
        "“Hostile attempt”: Pyongyang lashes out at America again",
        "“Groundless”! Kim's men deny shells for Moscow",
        "North Korea rages at “plot-breeding story”",
    ),
    leads=(
        "North Korea said{day} that it has had no arms trade with Russia and plans none.",
        "A North Korean defence official said{day} that the country does not arm Russia.",
        (
            "North Korea's defence ministry said{day} that Washington spreads a rumour about arms "
            "for Russia."
        ),
        "For the second time in two months, North Korea denied{day} that it supplies Russia.",
    ),
    snatches=(
        "{Who} called the reports a “groundless” rumour.",
        "The statement complained of a “hostile attempt.”",
        "It accused Washington of wanting “a fait accompli.”",
        "In September, Pyongyang had told Washington to “keep its mouth shut.”",
    ),
)

KCNA: Final = ("the Korean Central News Agency (KCNA)", "the official news agency KCNA", "KCNA")
CREDITS: Final = ("{who} said", "{who} added", "the statement said", "{who} went on")
INTRODUCTIONS: Final = ("{Who} said", "{Who} added", "The statement went on")
BACKGROUND: Final = (
    (
        "Washington had said before that Moscow may be buying rockets and artillery shells from "
        "Pyongyang."
    ),
    "Resolutions of the United Nations Security Council ban North Korea from trading in arms.",
    "The agency did not name the official.",
    "The North Korean army seldom comments on its trade.",
    "Neither side has published figures, and nothing of the matter could be verified.",
    "Pyongyang is one of the few capitals that have sided with Moscow over Ukraine.",
)
OTHERS: Final = (
    (
        "“It reads like what they have said for years,” said an analyst at a research institute "
        "in Seoul, who asked not to be named."
    ),
    (
        "“We book coal and grain on that line, and I have seen nothing else,” said a shipping "
        "broker in Busan."
    ),
    (
        "“A denial tells you what somebody wants to be heard,” said an analyst in Tokyo who "
        "follows the region."
    ),
    (
        "A lecturer in Tokyo called the wording “unusually plain for a ministry that rarely "
        "speaks in public.”"
    ),
    "“The interesting part is who signed it,” a newsletter editor in Seoul said.",
    (
        "An arms researcher in London was cautious: “Satellite images show trains, they do not "
        "show what is in them.”"
    ),
)
"""Outsiders, who do not exist either: the statements do not hold their words."""

Rows = tuple[tuple[str, str], ...]
"""What an outlet does to words: what stands in a statement, and what it puts for that."""
TRIMMED: Final[Rows] = (
    ("the U.S. and other hostile forces", "the U.S. …"),
    ("the DPRK", "[North Korea]"),
    ("of the UNSC, spreading", "of the UNSC … spreading"),
    ("of the UNSC", "of the UNSC [the U.N. Security Council]"),
    ("development, production, possession of", "development … of"),
    (", and nobody is entitled to criticize it", ""),
    (" by the U.S. and its vassal forces", " by the U.S. …"),
    ("weapons or ammunition to Russia before", "weapons … to Russia before"),
    ("We have never exported", "[W]e have never exported"),
    (" which the U.S. is spreading", " …"),
    (" to pursue its base political and military aim", " …"),
    (" pulling up the DPRK", " …"),
    ("Recently, the U.S. is", "[T]he U.S. is"),
    (" in a bid to make it a fait accompli at any cost", ""),
    ("We regard such moves of the U.S.", "We regard such moves …"),
    (" in the international arena", " …"),
    ("We once again make clear", "We … make clear"),
    ("a fait accompli", "a fait accompli [an accomplished fact]"),
)
CUT: Final[Rows] = (
    (" and other hostile forces", ""),
    ('the "violation of a resolution" of the UNSC, spreading ', ""),
    (", production, possession", ""),
    (" peculiar to a sovereign state", ""),
    (" unlawful", ""),
    (" or ammunition", ""),
    (" plan to", ""),
    ("where the rumor originated which the U.S. is spreading", "where the rumor originated"),
    (" thoughtlessly", ""),
    (" base political and", ""),
    (" making reckless remarks pulling up the DPRK and to keep", " and to keep"),
    ("Recently, the", "The"),
    (" persistently", ""),
    (" part of its", " a"),
    (" illegal", ""),
    (" once again", ""),
    ("the DPRK", "North Korea"),
    # halves of two sentences as one
    (" and we will not plan to export them", ", and nobody is entitled to criticize it"),
    (" we have no plan to do so in the future", " the U.S. should not pull up the DPRK"),
)
SHARPENED: Final[Rows] = (
    ("We condemn the U.S.", "We curse the U.S."),
    ("We condemn the U.S.", "We blame the U.S."),
    ("we warn the U.S. to stop", "we order the U.S. to stop"),
    ("we warn the U.S. to stop", "we ask the U.S. to stop"),
    ("reckless remarks", "insane threats"),
    ("reckless remarks", "unhelpful remarks"),
    ("keep its mouth shut", "shut its dirty mouth"),
    ("thoughtlessly", "wickedly"),
    ("a groundless", "a disgusting"),
    ("a groundless", "a doubtful"),
    ("hostile attempt to tarnish", "criminal plot to destroy"),
    ("hostile attempt to tarnish", "attempt to damage"),
    ("we have no plan to do so", "we have little wish to do so"),
    ("we have no plan to do so", "we have a plan to do so"),
    ("make clear", "swear"),
    ("should not pull up", "must never again insult"),
    ("should not pull up", "need not criticize"),
    ("the lawful right", "the sacred right"),
    ("nobody is entitled to criticize it", "nobody will dare to criticize it"),
    ("vassal forces", "puppet friends"),
    ("cooked up", "drawn up"),
    ("hostile forces", "mortal enemies"),
    ("talked about", "shrieked about"),
    ("We have never exported", "We have hardly ever exported"),
    ("we will not plan to export", "we will never export"),
    ("is aimed at tarnishing", "is aimed at ruining"),
)
RETOLD: Final[dict[str, tuple[str, ...]]] = {
    "Recently, the U.S. and other": (
        (
            "Lately the United States and other unfriendly powers have brought up a breach of a "
            "decision of the Security Council and told stories of a weapons deal between North "
            "Korea and Russia."
        ),
        (
            "The American side and its hostile partners spoke not long ago of a violated UN "
            "resolution, and let it be known that Korea and Russia trade in arms."
        ),
    ),
    "Not only the development": (
        (
            "To develop, make and own military goods, and likewise to sell and to buy them "
            "abroad, is a legal right that belongs to every independent country, and no one may "
            "reproach it."
        ),
        (
            "An independent nation has the legitimate right to research, build and keep weapons "
            "and also to trade them, so others have no say in the matter."
        ),
    ),
    "We have never recognized": (
        (
            "The illegal ‘punitive decision’ of the Security Council against North Korea, "
            "invented by America with its followers, was at no time accepted by us."
        ),
        (
            "We do not acknowledge the unjust sanctions that the United States and its servants "
            "have concocted against our country in the Security Council."
        ),
    ),
    "We have never exported": (
        (
            "Up to now our country did not sell any arms or shells to the Russian side, and there "
            "is no intention to sell them in the future either."
        ),
        "Weapons and munitions were never delivered to Russia by us, nor do we plan deliveries.",
    ),
    "It is not sure from where": (
        (
            "We cannot say who started the story that the Americans pass around, yet its purpose "
            "is to hurt the reputation of North Korea."
        ),
        (
            "Where the talk spread by the United States comes from is unknown, but it is meant to "
            "stain the image of our republic."
        ),
    ),
    "We condemn the U.S.": (
        (
            "We criticise America, which carelessly spreads talk against North Korea for its "
            "dirty political and army purposes, and advise it to end such careless comments and "
            "be silent."
        ),
        (
            "The United States deserves blame for passing on rumours about our country to reach "
            "its low political and military goals, and it should hold back its rash words and "
            "stay quiet."
        ),
    ),
    "Recently, the U.S. is": (
        (
            "These days America keeps telling the unfounded tale of a weapons deal between North "
            "Korea and Russia, because it wants it to be taken for a fact whatever it costs."
        ),
        (
            "The United States has been repeating baseless talk about arms trade of Korea and "
            "Russia so that everybody believes it in the end."
        ),
    ),
    "The vice-director general": (
        (
            "The deputy head of the equipment office in the defence ministry has criticised the "
            "American talk of weapons deals earlier as an invented story against our country."
        ),
    ),
    "We regard such moves": (
        (
            "In our eyes this behaviour of America belongs to its unfriendly efforts to stain the "
            "reputation of North Korea before the world by means of the unlawful punitive "
            "decision of the Security Council."
        ),
        (
            "We see these American steps as an enemy’s try to spoil our country’s name among "
            "nations, for which the illegal sanctions are used."
        ),
    ),
    "We once again make clear": (
        (
            "Let us explain one more time that weapons were not traded with Russia and that "
            "nothing of the kind is intended later on."
        ),
        (
            "We state anew that there was no arms business with the Russian side, and we do not "
            "intend to begin it."
        ),
    ),
    "The U.S. should not": (
        "America had better not blame North Korea for nothing.",
        "The United States ought to stop dragging our country in without cause.",
    ),
}
"""By the beginning of a sentence: how it comes back from another language."""
SNATCHED, OUTSIDE = 0.35, 0.4
"""Share of the articles with a few words more, and with an outsider."""
AWAY: Final = (-5, -4, -3, 2, 3, 4)
"""How many days a wrong day is off."""


def whole(draw: Random, text: str) -> str:
    """Leave the words as they are."""
    del draw
    return text


def changed(draw: Random, text: str, *, rows: Rows) -> str:
    """Apply one or two of the rows that fit."""
    fitting = [row for row in rows if row[0] in text]
    for old, new in draw.sample(fitting, min(len(fitting), draw.randint(1, 2))):
        text = text.replace(old, new, 1)
    return text


def retold(draw: Random, text: str) -> str:
    """Give the words as they come back from another language."""
    return draw.choice(next(new for begin, new in RETOLD.items() if text.startswith(begin)))


class Outlet(NamedTuple):
    """
    Somebody who publishes.

    Args:
        name: As in the field ``outlet``.
        articles: How many it has.
        treat: What it does to a sentence that it quotes.
        treated: Share of its quotations to which it does that; the others are left whole.
        wrong: Share of its articles that give another day than the statement's.
        stale: Share of its articles that tell of the statement of September, in November too.
        slow: Most days between the statement and an article.
        dateline: How its articles begin; ``{day}`` becomes the day of publication.
        loud: Whether its headlines quote.
        straight: Whether it sets a typewriter's marks.
    """

    name: str
    articles: int
    treat: Callable[[Random, str], str] = whole
    treated: float = 1.0
    wrong: float = 0.0
    stale: float = 0.0
    slow: int = 6
    dateline: str = ""
    loud: bool = False
    straight: bool = False


OUTLETS: Final = (
    Outlet("Meridian Wire", 20, slow=2, dateline="SEOUL, {day} (Meridian) -- ", straight=True),
    Outlet("Lamplight Daily", 18, partial(changed, rows=TRIMMED), 0.8, dateline="TOKYO — "),
    Outlet("Quay Courier", 16, partial(changed, rows=CUT), 0.8, straight=True),
    Outlet("The Daily Siren", 16, partial(changed, rows=SHARPENED), 0.85, slow=4, loud=True),
    Outlet("Two Rivers Blog", 14, retold, 0.9, slow=9),
    Outlet("Almanac Online", 16, wrong=0.6, stale=0.35, slow=8, dateline="SEOUL — "),
)


def sentences(statement: Statement) -> list[str]:
    """
    Give the sentences of a statement, but for one that only leads to the next.
    """
    (file,) = STATEMENTS.glob(f"{statement.file}_*")
    body = file.read_text("utf-8").partition(":\n\n")[2].partition(" -0-")[0]
    return [text for text in body.split("\n\n") if "make clear one thing" not in text]


def date(day: dt.date) -> str:
    """Write a date as agencies do."""
    return f"{'Sept.' if day.month == 9 else f'{day:%b}.'} {day.day}"  # noqa: PLR2004 - the month


def weekday(day: dt.date, published: dt.date) -> str:
    """Name a day within the week before an article by its weekday, an earlier one by its date."""
    return f" on {day:%A}" if (published - day).days < 7 else f" on {date(day)}"  # noqa: PLR2004


def told(draw: Random, outlet: Outlet, statement: Statement, published: dt.date) -> list[str]:
    """
    Give the day as it stands in the lead, and how the first quotation is credited.
    """
    late = (published - statement.carried).days
    wrong = draw.random() < outlet.wrong
    if late > outlet.slow:  # told as if it were new
        away = late
    elif wrong:
        away = draw.choice([days for days in AWAY if days <= late])
    else:
        away = 0
    carried = weekday(statement.carried + dt.timedelta(away), published)
    released = weekday(statement.released + dt.timedelta(away), published)
    agency = draw.choice(KCNA)
    return draw.choice(
        (
            [carried, f"said in a statement carried by {agency}"],
            ["", f"said in a statement carried{carried} by {agency}"],
            ["", f"said in a statement issued{released} and carried by {agency}"],
        )
    )


def curly(text: str) -> str:
    """Set a sentence between double marks: its own become single ones."""
    return re.sub(r'"([^"]*)"', r"‘\1’", text).removesuffix(".")


def paragraph(draw: Random, quoted: str, who: str) -> str:
    """Credit a quotation: within it, before it or behind it."""
    text = curly(quoted)
    pause = re.search(r",(?= (?:and|but|which|spreading) )", text)
    form = draw.randrange(4)
    if form == 0 and pause:
        first, rest = text[: pause.start()], text[pause.end() + 1 :]
        return f"“{first},” {draw.choice(CREDITS[:2])}, “{rest}.”".format(who=who)
    if form == 1:
        return f"{draw.choice(INTRODUCTIONS)}: “{text}.”".format(Who=_capital(who))
    return f"“{text},” {draw.choice(CREDITS)}.".format(who=who)


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def article(draw: Random, outlet: Outlet, number: int) -> dict[str, str]:
    """
    Compose an article of an outlet.
    """
    news = (SEPTEMBER, NOVEMBER)[number % 2]
    late = min(int(draw.expovariate(0.5)), outlet.slow)
    published = news.carried + dt.timedelta(late)
    statement = SEPTEMBER if draw.random() < outlet.stale else news
    day, credit = told(draw, outlet, statement, published)
    full, short = statement.who

    own = sentences(statement)
    picked = sorted(draw.sample(range(len(own)), draw.choice((2, 3, 3, 4))))
    quoted = [
        outlet.treat(draw, own[n]) if draw.random() < outlet.treated else own[n] for n in picked
    ]
    lead = draw.choice(statement.leads).format(day=day)
    body = [
        outlet.dateline.format(day=date(published)) + lead,
        f"“{curly(quoted[0])},” {full} {credit}.",
        *(paragraph(draw, text, draw.choice((short, "the official"))) for text in quoted[1:]),
    ]
    if draw.random() < SNATCHED:
        body.append(draw.choice(statement.snatches).format(Who="The official"))
    body.insert(draw.choice((1, len(body))), draw.choice(BACKGROUND))
    if draw.random() < OUTSIDE:
        body.append(draw.choice(OTHERS))
    title = draw.choice(statement.loud if outlet.loud else statement.headlines)
    text = "\n\n".join((title, *body)) + "\n"
    if outlet.straight:
        text = text.translate(str.maketrans("“”‘’", "\"\"''"))
    return {
        "id": f"{outlet.name.lower().replace(' ', '-')}-{number + 1:02}",
        "title": title,
        "outlet": outlet.name,
        "date": f"{published}",
        "text": text,
    }


def composed() -> Iterator[str]:
    """
    Give the lines of the file.
    """
    for outlet in OUTLETS:
        draw = Random(f"drift study, {outlet.name}")  # noqa: S311 - repeatable, not secret
        for number in range(outlet.articles):
            yield json.dumps(article(draw, outlet, number), ensure_ascii=False) + "\n"


def main() -> None:
    """Write the file."""
    ARTICLES.write_text("".join(composed()), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
