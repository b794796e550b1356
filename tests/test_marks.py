"""Quotation marks: clean ones are found as printed, damaged ones are repaired and say so."""

from __future__ import annotations

import json
import time

from pathlib import Path
from random import Random

import pytest

from hypothesis import example, given, settings
from hypothesis import strategies as st

from quoteprov import limits
from quoteprov.models import ZoneSpan
from quoteprov.quotes.find import find, is_title
from quoteprov.quotes.marks import MarkedSpan, is_beyond_limit, marked_spans


HERE = Path(__file__).parent
SEEDS = ("002_3c154f0e185e03d1.txt", "003_13a056770685a8c2.txt", "004_7f96b5ab2eb36f0a.txt")


def contents(text: str) -> list[str]:
    """What stands inside the marks of each span."""
    return [text[span.start : span.end] for span in marked_spans(text)]


def repairs(text: str) -> list[tuple[str, ...]]:
    """The repairs of each span."""
    return [span.repaired for span in marked_spans(text)]


CLEAN = {
    "straight": ('It will "never" sell "arms."', ["never", "arms."]),
    "curly": ("It will “never” sell “arms.”", ["never", "arms."]),
    "NYT and LaTeX": ("``No,'' he said, ``never.''", ["No,", "never."]),
    "NYT, both alike": ("''No,'' he said.", ["No,"]),
    "LaTeX nested": ("``He said `yes.''' Then he left.", ["He said `yes.'", "yes."]),
    "German": ("„Ja“, sagte er, „‚nie‘ heißt nie“.", ["Ja", "‚nie‘ heißt nie", "nie"]),
    "Polish": ("„Tak”, powiedział.", ["Tak"]),
    "full width": ("＂朝鲜＂表示", ["朝鲜"]),
    "primes": ("〝朝鲜〞表示", ["朝鲜"]),
    "French, spaced": (
        "« Jamais », dit-il, « ni “demain” ni hier ».",
        ["Jamais", "ni “demain” ni hier", "demain"],
    ),
    "German guillemets": (
        "»Nie«, sagte er, »›jemals‹ wieder«.",
        ["Nie", "›jemals‹ wieder", "jemals"],
    ),
    "Chinese and Japanese": (
        "外務省は「『制裁決議』を認めない」と述べた。《労働新聞》〈社説〉",
        ["『制裁決議』を認めない", "制裁決議", "労働新聞", "社説"],
    ),
    "single in double": (
        "\"We never recognized the 'sanctions resolution' of the UNSC,\" he said.",
        ["We never recognized the 'sanctions resolution' of the UNSC,", "sanctions resolution"],
    ),
    "British": ("‘He said “never” to me,’ she said.", ["He said “never” to me,", "never"]),
    "headline": (
        "(LEAD) Suspect says 'very sorry' as BTS' RM greets fans",
        ["very sorry"],
    ),
    "plural possessive within": (
        "'the workers' party is strong,' he said",
        ["the workers' party is strong,"],
    ),
    "ends in s": ("ties against 'hostile forces' and the workers' party", ["hostile forces"]),
    "apostrophes": (
        "Don't tell 'em that in the '90s, 'tis said, rock 'n' roll was the forces' own",
        [],
    ),
    "curly apostrophes": ("Don’t tell ’em ‘bout the ‘90s and ’tis done, the forces’ own", []),
    "same kind nested": ("“ He said “yes” to me ”, she added.", ["He said “yes” to me", "yes"]),
    "same straight kind nested": ('"He said "yes" to me"', ['He said "yes" to me', "yes"]),
    "doubled by a CSV file": ('""I am ready,"" he said', ["I am ready,"]),
    "all of it another's": ("“‘Yes,’ he told us,” she said.", ["‘Yes,’ he told us,", "Yes,"]),
    "inches": ('He is 6\'2", she is 5\' 11", with a 12" gun, 30″ long, at 40°26\'46" N.', []),
    "inches within": ('"A 12" gun is big," he said.', ['A 12" gun is big,']),
    "ditto": ('Pyongyang\t5 t\n"\t"\t6 t\n', []),
    "divider": ('"""\nText\n"""\n‘‘‘‘‘\n', []),
    "markup": ('<a href="https://kcna.kp" id=\'x\'>"Never,"</a>', ["Never,"]),
    "possessive of a title": (
        '"Hamilton"\'s cast, the "no"s and "yes"-men',
        ["Hamilton", "no", "yes"],
    ),
    "nothing inside": ('“” “ ” “ … ” " . "', []),
    "emphasis": ('*"Never,"* he said. _"No."_', ["Never,", "No."]),
    "block quote": (
        "KCNA said:\n\n> We have never\n> exported “arms.”\n>\n\nThat was all.",
        ["We have never\n> exported “arms.”", "arms."],
    ),
    "block quote without a blank line": (
        "KCNA said:\n> We have never exported any weapons.\n",
        ["We have never exported any weapons."],
    ),
    "no block quote": ("sanctions hit\n> 5 % of trade\n", []),
}


BRITISH = {
    "a plural within": (
        "'The workers' party won't yield,' said Mrs Hughes. 'I shan't, and that's that.'",
        ["The workers' party won't yield,", "I shan't, and that's that."],
    ),
    "many plurals within": (
        (
            "'The directors' duty is to the shareholders' interests and the staffs' welfare, not "
            "to the politicians' whims,' he said."
        ),
        [
            (
                "The directors' duty is to the shareholders' interests and the staffs' welfare, "
                "not to the politicians' whims,"
            )
        ],
    ),
    "ending in a plural": (
        "It is for 'the shareholders', he said. 'We know it's the voters' choice'.",
        ["the shareholders", "We know it's the voters' choice"],
    ),
    "parts": (
        "He spoke of 'hostile forces', of 'the boys' club' and of 'dirty tricks', she added.",
        ["hostile forces", "the boys' club", "dirty tricks"],
    ),
    "after a plural": (
        "The ministers' 'secret plans', the unions' 'red lines' and the parents' fears",
        ["secret plans", "red lines"],
    ),
    "decades": (
        "'It was the '90s,' she said, 'and rock 'n' roll ruled.' In the '80s he said 'never'.",
        ["It was the '90s,", "and rock 'n' roll ruled.", "never"],
    ),
    "a number first": (
        "'24,' 'Skyline' and '12 Angry Men' are back. In '16 they lost the workers' vote.",
        ["24,", "Skyline", "12 Angry Men"],
    ),
    "words cut short": (
        "'We're goin' home to see 'em,' he said. There was no word of 'Lyin' Ted' or 'Jim'.",
        ["We're goin' home to see 'em,", "Lyin' Ted", "Jim"],
    ),
    "words cut at the start": ("'I'll be 'ere,' he said.", ["I'll be 'ere,"]),
    "curly, cut at the start": (
        "‘’Tis true,’ he said. ‘’Twas the ’60s.’ ‘I loved the ‘70s.’",
        ["’Tis true,", "’Twas the ’60s.", "I loved the ‘70s."],
    ),
    "double within": (
        "'He told me \"we're done\", and left,' said Mr O'Neill. '\"No\" was his word.'",
        ['He told me "we\'re done", and left,', "we're done", '"No" was his word.', "No"],
    ),
    "stops outside": (
        "He called it ‘a disgrace’. It was ‘nobody’s fault’; ‘the lads’ were ‘knackered’.",
        ["a disgrace", "nobody’s fault", "the lads", "knackered"],
    ),
    "dashes": (
        "'We'll never—' he began. 'Never – not once,' he said - 'not ever' - and left.",
        ["We'll never—", "Never – not once,", "not ever"],
    ),
    "a quotation in one spaced": (
        "‘He calls it “a flight to quality,” ’ she said.",
        ["He calls it “a flight to quality,”", "a flight to quality,"],
    ),
    "headlines": (
        (
            "PM: 'We won't quit' over workers' rights\n\n'Very sorry': BTS' RM meets fans\n\n"
            "US 'won't talk' to 'rogue states', says envoy"
        ),
        ["We won't quit", "Very sorry", "won't talk", "rogue states"],
    ),
    "nothing but apostrophes": (
        (
            "The workers' party and the farmers' union met at St James' Park; fish 'n' chips, o' "
            "course; 'em and 'twas; goin', doin' and sittin' in the '70s; ma'am, y'all's; the "
            "Joneses' and Smiths'."
        ),
        [],
    ),
    "feet": ("He is 6' tall, 5' 11\" in socks, 'a giant' to his fans.", ["a giant"]),
    "code": ("Run `make` and `make test` for the boys' club", []),
}
LANGUAGES = {
    "de": (
        "„Wir haben nie Waffen verkauft“, sagte er. Er nannte es eine „‚Lüge‘ der Nachbarn“.",
        ["Wir haben nie Waffen verkauft", "‚Lüge‘ der Nachbarn", "Lüge"],
    ),
    "de, turned": (
        "»Wir haben nie Waffen verkauft«, sagte er. »Und ›nie‹ heißt nie.«",
        ["Wir haben nie Waffen verkauft", "Und ›nie‹ heißt nie.", "nie"],
    ),
    "de-CH": (
        "«Wir haben nie Waffen verkauft», sagte er. «Und ‹nie› heisst nie.»",
        ["Wir haben nie Waffen verkauft", "Und ‹nie› heisst nie.", "nie"],
    ),
    "fr": (
        "«\u00a0Nous n’avons rien vendu\u00a0», dit-il. «\u202fC’est “faux”\u202f!\u202f»",
        ["Nous n’avons rien vendu", "C’est “faux”\u202f!", "faux"],
    ),
    "fr, after an article": (
        "Il parle d’« urgence » et de l’« avenir », puis d'“espoir” et qu'\"ici\".",
        ["urgence", "avenir", "espoir", "ici"],
    ),
    "fr, marks repeated": (
        "« Nous sommes un.\n\n» Nous sommes deux.\n\n» Nous sommes trois », dit-il.",
        ["Nous sommes un.\n\n» Nous sommes deux.\n\n» Nous sommes trois"],
    ),
    "it": (
        "«Non abbiamo mai venduto armi», dice. L'\"allarme\" è l'“ultimo” dell’«emergenza».",
        ["Non abbiamo mai venduto armi", "allarme", "ultimo", "emergenza"],
    ),
    "es": (
        "«Nunca hemos vendido armas», dijo. «Es una “mentira”», añadió. “¿Por qué ‘nunca’?”",
        [
            "Nunca hemos vendido armas",
            "Es una “mentira”",
            "mentira",
            "¿Por qué ‘nunca’?",
            "nunca",
        ],
    ),
    "pl": (
        "„Nigdy nie sprzedaliśmy broni” – powiedział. „To «kłamstwo»” – dodał.",
        ["Nigdy nie sprzedaliśmy broni", "To «kłamstwo»", "kłamstwo"],
    ),
    "ru": (
        "«Мы никогда не продавали оружие», — заявил он. «Это „ложь“ ООО».",
        ["Мы никогда не продавали оружие", "Это „ложь“ ООО", "ложь"],
    ),
    "sv": (
        "”Vi har aldrig sålt vapen”, sade han. ”Aldrig”, sade hon.",
        ["Vi har aldrig sålt vapen", "Aldrig"],
    ),
    "sv, guillemets": (
        "»Vi har aldrig sålt vapen», sade han. »Aldrig», sade hon.",
        ["Vi har aldrig sålt vapen", "Aldrig"],
    ),
    "nl": (
        "‘We hebben nooit wapens verkocht’, zei hij 's avonds. „Nooit”, zei zij, en 't is zo.",
        ["We hebben nooit wapens verkocht", "Nooit"],
    ),
    "tr": ("'Asla satmadık' dedi. Türkiye'nin \"yalan\" dediği", ["Asla satmadık", "yalan"]),
    "he": ('הדובר אמר: "מעולם לא מכרנו נשק". צה"ל ומזכ"ל האו"ם הגיבו.', ["מעולם לא מכרנו נשק"]),
    "ar": (
        'قال المتحدث: «لم نبع أسلحة أبدا»، وأضاف: "هذا كذب".',
        ["لم نبع أسلحة أبدا", "هذا كذب"],
    ),
    "zh": (
        "发言人说：“我们从未出口武器，这是‘谎言’。”《晨报》称，“绝不容忍”。",
        ["我们从未出口武器，这是‘谎言’。", "谎言", "晨报", "绝不容忍"],
    ),
    "zh, straight": (
        '发言人说:"我们从未出口武器。"他称"这是谎言"。',
        ["我们从未出口武器。", "这是谎言"],
    ),
    "zh, traditional": (
        "發言人表示：「我們從未出口武器，『決議』無效。」《晨報》報導。",
        ["我們從未出口武器，『決議』無效。", "決議", "晨報"],
    ),
    "zh, titles": (
        "他说：“《晨报》的报道是假的。”《“一带一路”倡议》与《〈论语〉导读》",
        ["《晨报》的报道是假的。", "晨报", "“一带一路”倡议", "一带一路", "〈论语〉导读", "论语"],
    ),
    "ja": (
        "報道官は「武器を売ったことがない」と述べ、「『決議』は認めない」と強調、〝妄言〟だとした。",
        ["武器を売ったことがない", "『決議』は認めない", "決議", "妄言"],
    ),
    "ko": (
        "대변인은 “우리는 판 적이 없다”고 말했다. ‘엄중한 도발’과 \"'제재' 인정 못해\"라고.",
        ["우리는 판 적이 없다", "엄중한 도발", "'제재' 인정 못해", "제재"],
    ),
    "ko, north": (
        "대변인은 《〈제재〉는 불법이며 우리는 용납하지 않을것이다.》고 말하였다.",
        ["〈제재〉는 불법이며 우리는 용납하지 않을것이다.", "제재"],
    ),
    "left over from a web page": (
        "AT&T said &quot;never.&quot; It is &ldquo;R&amp;D&rdquo;.",
        ["never.", "R&amp;D"],
    ),
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [*CLEAN.values(), *BRITISH.values(), *LANGUAGES.values()],
    ids=[*CLEAN, *BRITISH, *LANGUAGES],
)
def test_correct_marks(text: str, expected: list[str]) -> None:
    """Marks that are correct in their style are found as printed and need no repair."""
    assert expected == contents(text)
    assert [()] * len(expected) == repairs(text)


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("《晨报》称，“绝不容忍”。", ["晨报"]),
        ("労働新聞は〈社説〉で「妄言」とした。", ["社説"]),
        ("《晨报》의 보도", []),
        ("대변인은 《〈제재〉는 불법이다.》고 말하였다.", []),
        ("영화 〈기생충〉을 두고 “좋다”고 했다.", ["기생충"]),
        ("He said “never” and 'no'.", []),
    ],
)
def test_titles(text: str, titles: list[str]) -> None:
    """Angle brackets are the marks of titles, but the North of Korea quotes with them."""
    quotations = find(text, (ZoneSpan(start=0, end=len(text), zone="body"),))
    assert titles == [q.text for q in quotations if is_title(text, q)]


NO_CLOSER = "no closing mark; ends "
NO_OPENER = "no opening mark; begins "
DAMAGED = {
    "mixed": (
        'The US “is spreading a rumor" and “will pay,” it said.',
        [
            ("is spreading a rumor", 'mixed marks: opened with “ and closed with "'),
            ("will pay,", None),
        ],
    ),
    "closer printed as an opener": (
        "“There are no plans to do so in the future “On September 21, the North’s agency said.",
        [
            (
                "There are no plans to do so in the future",
                "closed with an opening mark “",
            )
        ],
    ),
    "closer glued to the attribution": (
        "“Quit promoting such absurd rumours, “Added the official.",
        [("Quit promoting such absurd rumours,", "closed with an opening mark “")],
    ),
    "opener printed as a closer": (
        "He says, ”there are neighbors who never get waved to.”",
        [("there are neighbors who never get waved to.", "opened with a closing mark ”")],
    ),
    "opener printed as a closer, before a blank": (
        "He says,” there are neighbors who never get waved to.”",
        [("there are neighbors who never get waved to.", "opened with a closing mark ”")],
    ),
    "no closer, a name and a verb first": (
        '"King said the testimony differed from his own.',
        [
            (
                "King said the testimony differed from his own.",
                NO_CLOSER + "with its paragraph",
            )
        ],
    ),
    "no closer before an attribution": (
        "“I am ready, he said. “And I am steady,” she said.",
        [("I am ready,", NO_CLOSER + "before its attribution"), ("And I am steady,", None)],
    ),
    "no closer, an office": (
        '"Stop it! the foreign ministry said on Friday.',
        [("Stop it!", NO_CLOSER + "before its attribution")],
    ),
    "no closer, the verb first": (
        '"Stop it! said Kim Yo Jong.',
        [("Stop it!", NO_CLOSER + "before its attribution")],
    ),
    "no closer of a part": (
        "It saw a “significant number of shells. Others did not.",
        [("significant number of shells.", NO_CLOSER + "with its sentence")],
    ),
    "no closer at all": (
        "He said: “We are ready. We are many.",
        [("We are ready. We are many.", NO_CLOSER + "with its paragraph")],
    ),
    "closed with a single mark": (
        "She tweeted: “Let’s go. We can stop it.’ She was in the room.",
        [("Let’s go. We can stop it.", "mixed marks: opened with “ and closed with ’")],
    ),
    "no opener": (
        "I am ready,” he said.",
        [("I am ready,", NO_OPENER + "with its sentence")],
    ),
    "no opener after an earlier quotation": (
        "“I am ready,” he said. We shall go,” she said.",
        [("I am ready,", None), ("We shall go,", NO_OPENER + "with its sentence")],
    ),
    "no opener after an attribution": (
        "Of the plan she added, it is a proven failure.”",
        [("it is a proven failure.", NO_OPENER + "after its attribution")],
    ),
    "no closers, two attributions": (
        '"Why is he after me? Kim said. "He has to beat seven or eight of us first.',
        [
            ("Why is he after me?", NO_CLOSER + "before its attribution"),
            ("He has to beat seven or eight of us first.", NO_CLOSER + "with its paragraph"),
        ],
    ),
    "no closer, a longer attribution": (
        '"We need it now, said retired Maj. Gen. Ann Lee, who served there. "It is late."',
        [("We need it now,", NO_CLOSER + "before its attribution"), ("It is late.", None)],
    ),
    "no closer before another quotation": (
        "His “kindness and “patience” are well known.",
        [("kindness", NO_CLOSER + "before the next quotation"), ("patience", None)],
    ),
    "no openers": (
        'We need it now," said Ann Lee. It is not too late."',
        [
            ("We need it now,", NO_OPENER + "with its sentence"),
            ("It is not too late.", NO_OPENER + "with its sentence"),
        ],
    ),
    "no opener of several sentences": (
        "“It is late,” she said. Do they know it? I doubt it,” she added.",
        [("It is late,", None), ("Do they know it? I doubt it,", NO_OPENER + "with its sentence")],
    ),
    "no opener after a colon": (
        "He said of the latest request: They have settled all of this. It is over.”",
        [
            (
                "They have settled all of this. It is over.",
                NO_OPENER + "after its attribution",
            )
        ],
    ),
    "single, no closer": (
        "‘We are ready, he said. ‘We are steady,’ she said.",
        [("We are ready,", NO_CLOSER + "before its attribution"), ("We are steady,", None)],
    ),
    "single, no opener": (
        "We are ready,’ he said. ‘We are steady,’ she said.",
        [("We are ready,", NO_OPENER + "with its sentence"), ("We are steady,", None)],
    ),
    "German, closed as in English": (
        '„Wir sind bereit", sagte er. „Nie”, sagte sie.',
        [("Wir sind bereit", 'mixed marks: opened with „ and closed with "'), ("Nie", None)],
    ),
    "Korean, mixed": (
        '그는 “준비됐다"며 "끝까지 간다”고 했다.',
        [
            ("준비됐다", 'mixed marks: opened with “ and closed with "'),
            ("끝까지 간다", 'mixed marks: opened with " and closed with ”'),
        ],
    ),
    "one closer too many": ("“I am ready,” Kim said.”", [("I am ready,", None)]),
}


@pytest.mark.parametrize(("text", "expected"), DAMAGED.values(), ids=DAMAGED)
def test_damaged_marks(text: str, expected: list[tuple[str, str | None]]) -> None:
    """A damaged mark costs no quotation its place, and the span says what was wrong."""
    assert [inside for inside, _ in expected] == contents(text)
    assert [(why,) if why else () for _, why in expected] == repairs(text)


@pytest.mark.parametrize("newline", ["\n", "\n\n", "\r\n\r\n", "\u2029", "\u2028"])
def test_several_paragraphs(newline: str) -> None:
    """Paragraphs that each open with a mark, the last one closing, are one correct quotation."""
    pieces = ["We are one.", "“I said, ‘Why?’ Nobody knew.", "“We are three,"]
    expected = newline.join(pieces)
    text = f"He wrote: “{expected}” he added."
    outer, inner = marked_spans(text)
    assert (expected, ()) == (text[outer.start : outer.end], outer.repaired)
    why = "Why?"
    assert (why, 0) == (text[inner.start : inner.end], inner.parent)


LONG = "We have never sold any arms, and nobody will say that we did."
INDENTED = {
    "spaces": f"The statement read:\n\n    {LONG}\n\nThat was all of it.",
    "a tab": f"The ministry wrote on Friday:\n\t{LONG}\n\nThat was all of it.",
    "at the end": f"She posted a message:\r\n\r\n    {LONG}\r\n",
    "with marks inside": "He said:\n\n    We have never sold any “arms” to them.\n\nThat was all.",
    "two paragraphs": f"He said:\n\n    {LONG}\n\n    {LONG}\n\nThat was all.\n\nIt was.\n\nTrue.",
    "two lines": f"He said:\n\n    {LONG}\n    {LONG}\n\nThat was all.\n\nIt was.\n\nTrue.",
}
NOT_INDENTED = {
    "no introduction": f"It rained.\n\n    {LONG}\n\nThat was all of it.",
    "code": "The text reads:\n\n    print(len(text), file=out, end=str(one))\n\nThat was all.",
    "a list": f"He said:\n\n    - {LONG}\n    - {LONG}\n\nThat was all.\n\nIt was.",
    "a recipe": "You need this:\n\n    Two eggs and as much flour as it takes.\n\nMix them.",
    "an address": "Send a letter:\n\n    The Daily Post, 12 High Street, London\n\nThat was all.",
    "all are": f"    He said:\n\n    {LONG}\n\n    That was all of it.",
    "all but the first are": f"It read:\n\n    {LONG}\n\n    {LONG}\n\n    {LONG}\n",
    "first lines of paragraphs": f"    It rained and he\nsaid:\n    {LONG}\nThat was all of it.\n",
}


@pytest.mark.parametrize("text", INDENTED.values(), ids=INDENTED)
def test_indented_block_quotes(text: str) -> None:
    """A paragraph set apart behind "The statement read:" is a quotation without marks."""
    span = marked_spans(text)[0]
    assert ("", "", ()) == (span.open, span.close, span.repaired)
    inside = text[span.start : span.end]
    assert inside.startswith("We have never sold any")
    assert "That" not in inside
    assert "said:" not in inside


@pytest.mark.parametrize("text", NOT_INDENTED.values(), ids=NOT_INDENTED)
def test_indented_otherwise(text: str) -> None:
    """Code, lists, addresses and the first lines of paragraphs are indented too."""
    assert [] == marked_spans(text)


@pytest.mark.parametrize("introduction", ["", "The minister wrote: ", "“Never,” she said. "])
@pytest.mark.parametrize(("opener", "closer"), [("'", "'"), ("‘", "’")])
def test_several_paragraphs_in_single_marks(introduction: str, opener: str, closer: str) -> None:
    """British paragraphs that each open with a mark, the last one closing, are one quotation."""
    pieces = [
        "We are one.",
        f"{opener}It's the workers{closer} choice.",
        f"{opener}We won't yield,",
    ]
    expected = "\n\n".join(pieces)
    text = f"{introduction}{opener}{expected}{closer} he added.\n\nIt isn't the sisters' fault."
    spans = marked_spans(text)
    assert (expected, ()) == (contents(text)[-1], spans[-1].repaired)
    assert len(spans) == 1 + ("Never" in introduction)


def test_unfinished_paragraphs_stay_apart() -> None:
    """Paragraphs that open with a mark, none of which closes, are not joined."""
    text = "“We are one.\n\n“We are two.\n\nThat was all."
    expected = ["We are one.", "We are two."]
    assert expected == contents(text)


def test_offsets_with_and_without_marks() -> None:
    """Inner offsets leave out the marks and white space, outer ones hold the marks."""
    closed = MarkedSpan(3, 5, 1, 7, "«", "»", (), None)
    assert closed == marked_spans(" « Oh »")[0]
    unclosed = MarkedSpan(1, 4, 0, 4, '"', "", (NO_CLOSER + "with its paragraph",), None)
    assert unclosed == marked_spans('"Oh. ')[0]


@pytest.mark.parametrize("name", SEEDS)
def test_seeds(name: str) -> None:
    """Every quotation of a real article is found with its exact offsets and nesting."""
    article = HERE.parent / "examples" / "seeds" / "articles" / name
    lines = (HERE / "gold" / "seeds.jsonl").read_text(encoding="utf-8").splitlines()
    gold = {record["id"]: record for record in map(json.loads, lines)}
    places = {key: (record["start"], record["end"]) for key, record in gold.items()}
    expected = {
        (*places[key], places.get(record["nested_in"]))
        for key, record in gold.items()
        if record["article"] == name
    }
    spans = marked_spans(article.read_text(encoding="utf-8"))
    around = [None if span.parent is None else spans[span.parent] for span in spans]
    actual = {
        (span.start, span.end, parent and (parent.start, parent.end))
        for span, parent in zip(spans, around, strict=True)
    }
    missed = expected - actual
    assert not missed


# A naive oracle: prose is written by a small grammar that knows where its quotations stand.

PAIRS: dict[str, list[tuple[str, str]]] = {
    "double": [("“", "”"), ('"', '"'), ("„", "“"), ("„", "”"), ("``", "''")],
    "guillemet": [("«", "»")],
    "single guillemet": [("‹", "›")],
    "corner": [("「", "」"), ("『", "』")],
    "single": [("‘", "’"), ("'", "'")],
}
PHRASES = st.sampled_from(
    [
        "we don’t sell arms",
        "the forces' own workers",
        "it is 6'2\" tall",
        "in the '90s",
        "Pyongyang won't yield",
        "never",
        "the UN’s (so-called) resolution of 1718",
    ]
)


@st.composite
def quoting(
    draw: st.DrawFn, families: tuple[str, ...] = tuple(PAIRS), depth: int = 0
) -> tuple[str, list[tuple[int, int, int]]]:
    """Draw a paragraph and the (start, end, depth) of its quotations; no family within itself."""
    text = draw(PHRASES)
    spans: list[tuple[int, int, int]] = []
    for _ in range(draw(st.integers(0, 3 - depth))):
        family = draw(st.sampled_from(families))
        opener, closer = draw(st.sampled_from(PAIRS[family]))
        rest = tuple(name for name in families if name != family)
        inside, within = draw(quoting(families=rest, depth=depth + 1)) if depth < 2 else ("no", [])
        # a single closer after a letter s is a possessive as well as a closer
        inside += draw(st.sampled_from(",.!?")) if family == "single" else ""
        text += ", " + opener
        start = len(text)
        spans.append((start, start + len(inside), depth))
        spans += [(start + low, start + high, level) for low, high, level in within]
        text += inside + closer + " " + draw(PHRASES)
    return text, spans


@settings(max_examples=300, deadline=None)
@given(st.lists(quoting(), min_size=1, max_size=3))
def test_written_quotations_come_back(
    paragraphs: list[tuple[str, list[tuple[int, int, int]]]],
) -> None:
    """Well-formed prose gives back exactly the quotations it was written with."""
    text = ""
    expected: list[tuple[int, int, int]] = []
    for paragraph, places in paragraphs:
        expected += [(len(text) + start, len(text) + end, depth) for start, end, depth in places]
        text += paragraph + ".\n\n"
    spans = marked_spans(text)
    assert sorted(expected, key=lambda span: (span[0], -span[1])) == [
        (span.start, span.end, depth_of(spans, span)) for span in spans
    ]


def depth_of(spans: list[MarkedSpan], span: MarkedSpan) -> int:
    """How many spans a span stands in."""
    return 0 if span.parent is None else 1 + depth_of(spans, spans[span.parent])


def check(text: str, spans: list[MarkedSpan]) -> None:
    """Spans are inside the text, trimmed, sorted, and disjoint or nested, parents first."""
    around: list[MarkedSpan] = []
    before = (-1, 0)
    for number, span in enumerate(spans):
        inside = text[span.start : span.end]
        assert inside
        assert inside == inside.strip()
        assert 0 <= span.outer_start <= span.start < span.end <= span.outer_end <= len(text)
        assert text.startswith(span.open, span.outer_start)
        assert text.endswith(span.close, 0, span.outer_end)
        assert before < (span.start, -span.end)
        before = (span.start, -span.end)
        while around and around[-1].outer_end <= span.outer_start:
            around.pop()
        parent = around[-1] if around else None
        assert (None if span.parent is None else spans[span.parent]) == parent
        assert parent is None or parent.start <= span.outer_start
        assert parent is None or span.outer_end <= parent.end
        assert span.parent is None or span.parent < number
        around.append(span)


ANYTHING = st.text("\"“”„‟＂〝〞'‘’‚‛`«»‹›「」『』《》〈〉>aAs6.,! \n\t\r\u2029=|", max_size=60)


@settings(max_examples=1000, deadline=None)
@given(ANYTHING)
@example("“«a” b»")
@example("> “a\n\n> “b”")
@example("“a \n> “b”")
@example("\"'a\"'")
def test_any_text(text: str) -> None:
    """Whatever the text, spans are inside it, trimmed, sorted, and disjoint or nested."""
    spans = marked_spans(text)
    assert spans == marked_spans(text)
    check(text, spans)


PIECES = [
    *"\"“”„‟＂״〝〞〟'‘’‚‛`«»‹›「」『』《》〈〉>",
    *(
        "``",
        "''",
        "&quot;",
        " ",
        " ",
        " ",
        "\n",
        "\n\n",
        "\t",
        "\r\n",
        "\u2028",
        "|",
        "=",
        "\ufdd0",
        "\ufdd1",
    ),
    *(
        "a",
        "B",
        "s",
        "n",
        "5",
        ".",
        ",",
        "?",
        "…",
        "—",
        ":",
        "(",
        ")",
        "א",
        "中",
        "한",
        "l'",
        "The",
    ),
    *(" he said", ", she added. ", "Q: ", "A: ", "    ", "> ", "'s", "’s", "'90s", "said Lee"),
]


def test_hundred_thousand_strings_of_marks() -> None:
    """No string of marks, blanks and letters raises or gives crossing spans."""
    random = Random(20_240_731)
    for length in range(100_000):
        text = "".join(random.choices(PIECES, k=length % 10))
        check(text, marked_spans(text))


def test_parent_is_the_innermost() -> None:
    """A span's parent is the innermost span around it."""
    text = "“He said ‘she told me «no» twice,’ and left,” they said."
    expected = [None, 0, 1]
    assert expected == [span.parent for span in marked_spans(text)]


def test_overlong_paragraph_alternates() -> None:
    """Beyond the limit of one paragraph each mark is paired with the next."""
    text = '"a" b ' * limits.PARAGRAPH_MARKS
    expected = ["a"] * limits.PARAGRAPH_MARKS
    assert expected == contents(text)


def test_marks_beyond_the_limit() -> None:
    """Of a text that is nothing but marks only the first ones are paired."""
    text = '"a" ' * limits.MARKS
    assert limits.MARKS // 2 >= len(marked_spans(text)) > 0
    assert [True, False] == [is_beyond_limit(text), is_beyond_limit(text[: limits.MARKS])]


GLYPHS = [*"\"“”„‟＂״〝〞〟«»‹›「」『』《》〈〉'‘’‚‛`>", "``", "''", "6'2\"", "&quot;"]
SHAPES = ["{}", "{}a", "{} ", " {}a", "a{} ", "{}a ", "{}\n", "{}a\n", "“{}a", "{}A, he said. "]


def seconds(text: str, enough: float = 0.0) -> float:
    """CPU time of one call: the best of two, of five where that is not below *enough*."""
    times: list[float] = []
    while len(times) < 2 or (enough < min(times) and len(times) < 5):
        start = time.process_time()
        marked_spans(text)
        times.append(time.process_time() - start)
    return min(times)


@pytest.mark.parametrize("number", range(len(SHAPES)), ids=SHAPES)
def test_linear_time(number: int) -> None:
    """A megabyte of any mark takes under a second, and twice the text about twice the time."""
    # each mark meets two of the shapes; all of them together take two minutes
    for glyph in GLYPHS[number % 5 :: 5]:
        unit = SHAPES[number].format(glyph)
        megabyte = (unit * (1_000_000 // len(unit) + 1))[:1_000_000]
        assert seconds(megabyte, enough=1.0) < 1.0
        # below the limits that keep the megabyte in bounds
        limit = 3 * seconds(megabyte[:10_000]) + 0.05
        assert seconds(megabyte[:20_000], enough=limit) < limit
