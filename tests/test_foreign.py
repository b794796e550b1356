"""
Who says it, in French, German, Spanish, Korean, Japanese and Chinese.
"""

from __future__ import annotations

import time

from pathlib import Path

import pytest

from hypothesis import given
from hypothesis import strategies as st

from quoteprov.models import ZoneSpan
from quoteprov.quotes import foreign
from quoteprov.quotes.find import find
from quoteprov.quotes.foreign_cues import forms, table


def attributed(text: str, language: str):
    """The quotations of a text that is body throughout, with their speakers."""
    body = (ZoneSpan(start=0, end=len(text), zone="body"),)
    return foreign.attribute(text, find(text, body), body, language).quotations


def credits_of(text: str, language: str) -> list[tuple[str | None, str | None]]:
    """Speaker and cue of every quotation, as mentioned."""
    return [
        (q.speaker.text if q.speaker else None, q.cue.text if q.cue else None)
        for q in attributed(text, language)
    ]


def resolved(text: str, language: str) -> list[str | None]:
    """The fullest mention of each speaker."""
    return [q.speaker.resolved if q.speaker else None for q in attributed(text, language)]


CASES = [
    line.split("\t")
    for line in (Path(__file__).parent / "gold" / "foreign.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize(("language", "text", "speaker", "cue"), CASES)
def test_a_news_sentence_names_its_speaker_and_its_cue(language, text, speaker, cue):
    """The last quotation of each sentence is credited as a reader credits it."""
    assert (speaker or None, cue or None) == credits_of(text, language)[-1]


ARTICLES = [
    (
        "fr",
        (
            "« Nous avons perdu », a reconnu Paul Girard.\n\n« Mais nous reviendrons. »\n\n"
            "Il a ajouté : « C'est promis. »\n\nM. Girard a conclu que « tout restait à faire »."
        ),
        ["Paul Girard"] * 4,
    ),
    (
        "de",
        (
            "„Wir haben verloren“, sagte Trainer Paul Gruber.\n\n„Aber wir kommen zurück.“\n\n"
            "Er fügte hinzu: „Versprochen.“\n\nGruber sprach von einem „bitteren Tag“."
        ),
        ["Trainer Paul Gruber"] * 4,
    ),
    (
        "es",
        (
            "«Hemos perdido», admitió el técnico Pablo Gil.\n\n«Pero volveremos».\n\n"
            "Él añadió: «Lo prometo».\n\n«Es lo que hay», zanjó Gil."
        ),
        ["el técnico Pablo Gil"] * 4,
    ),
    (
        "ko",
        (
            "김여정 노동당 부부장은 “책임은 서울에 있다”고 밝혔다.\n\n“대가를 치를 것이다.”\n\n"
            "그는 “두고 보라”고 말했다.\n\n김 부부장은 “인내는 끝났다”고 했다.\n\n"
            "이어 “경고한다”고 덧붙였다."
        ),
        ["김여정 노동당 부부장"] * 5,
    ),
    (
        "ja",
        (
            "岸本文雄首相は「責任を痛感する」と述べた。\n\n「おわびする」\n\n"
            "彼は「再発を防ぐ」と語った。\n\n岸本氏は「信頼を取り戻す」と強調した。"
        ),
        ["岸本文雄首相"] * 4,
    ),
    (
        "zh",
        (
            "外交部发言人李明华说：“中方坚决反对。”\n\n“事实十分清楚。”\n\n"
            "她还说，“立场没有改变”。\n\n李明华强调：“时间会证明一切。”"
        ),
        ["外交部发言人李明华"] * 4,
    ),
]


@pytest.mark.parametrize(("language", "text", "expected"), ARTICLES)
def test_short_mentions_and_paragraphs_go_on_with_the_speaker_named_first(
    language, text, expected
):
    """A pronoun, a surname and a paragraph that is all quotation mean the one named before."""
    assert expected == resolved(text, language)


UNCREDITED = [
    ("fr", "Le film « Les Saisons » sort mercredi en salles."),
    ("de", "Der Film „Der Sturm“ läuft seit Mittwoch in den Kinos."),
    ("es", "La película «El viento» se estrena el miércoles."),
    ("ko", "장편소설 《봄날의 강》은 지난해 출간됐다."),
    ("ko", "이날 ‘신형 잠수함’ 공개에 관심이 쏠렸다."),
    ("ja", "政府は「デジタル庁」の職員を増やすと発表した。"),
    ("ja", "雑誌『経済の窓』の記事が話題になった。"),
    ("zh", "他在书店买了《红楼梦》和《三国演义》。"),
    ("zh", "教育部发布了《学校安全条例》，并说将严格执行。"),
]


@pytest.mark.parametrize(("language", "text"), UNCREDITED)
def test_titles_and_terms_are_credited_to_nobody(language, text):
    """Marks around a title or a term make no quotation of it."""
    assert {(None, None)} == set(credits_of(text, language))


def test_a_stop_outside_the_marks_ends_what_credits_them():
    """A sentence of its own behind the quotation credits the next one, not this."""
    text = "Anne Simon a dit : « Rien ne change. » Selon Paul Girard, « tout est prêt »."
    assert ["Anne Simon", "Paul Girard"] == resolved(text, "fr")


def test_who_carries_is_not_who_speaks():
    """An agency that quotes somebody is named as carrier."""
    text = "조선중앙통신은 박정천 부위원장이 “단호히 대응할 것”이라고 경고했다고 9일 보도했다."
    speaker = attributed(text, "ko")[0].speaker
    assert ("박정천 부위원장", "조선중앙통신") == (speaker.text, speaker.carrier)


def test_page_furniture_is_credited_to_nobody():
    """Outside headline and body nobody speaks."""
    text = "« On gagne », dit Paul Girard."
    zones = (ZoneSpan(start=0, end=len(text), zone="outside"),)
    found = foreign.attribute(text, find(text, zones), zones, "fr").quotations
    assert [None] == [q.speaker for q in found]


@pytest.mark.parametrize("language", foreign.LANGUAGES)
def test_every_language_knows_thirty_cues(language):
    """The lexicon is broad enough for other news than ours."""
    kinds = {kind for lang, kind in table() if lang == language}
    assert sum(len(forms(language, kind)) for kind in kinds) >= 100


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("« Il a dit “non” », dit-il.", ["Il a dit “non”", "non"]),
        ("‹ Oui ›, dit-elle.", ["Oui"]),
        ("»Wir gehen«, sagte er. »Ja.«", ["Wir gehen", "Ja."]),
        ("Er sagte: „Das ist ‚gut‘ so.“", ["Das ist ‚gut‘ so.", "gut"]),
        ("Dijo: “Ella dijo ‘no’ y salió”.", ["Ella dijo ‘no’ y salió", "no"]),
        ("그는 ‘가지 않겠다’고 말했다.", ["가지 않겠다"]),
        ("그는 \"그가 '가겠다'고 했다\"고 말했다.", ["그가 '가겠다'고 했다", "가겠다"]),
        ("그는 「가겠다」고 말했다.", ["가겠다"]),
        ("彼は「『はい』と言った」と述べた。", ["『はい』と言った", "はい"]),
        ("彼は〝本物〟だと述べた。", ["本物"]),
        ("他说：“他说‘我们走’。”", ["他说‘我们走’。", "我们走"]),
        ("他說：『我們走。』", ["我們走。"]),
    ],
)
def test_the_marks_of_every_language_are_paired(text, expected):
    """Also where no space parts them from the words beside them."""
    assert expected == [q.text for q in find(text, (ZoneSpan(start=0, end=99, zone="body"),))]


PIECES = st.sampled_from(
    [case[1] for case in CASES]
    + list("“”„«»「」《》\"'—:,.。，：\n ")
    + [" a dit ", " sagte ", " dijo ", "라고 말했다", "と述べた", "表示：", "Dr. ", "l'", "김 "]
)


@given(st.lists(PIECES, max_size=8).map("".join), st.sampled_from(foreign.LANGUAGES))
def test_offsets_are_true(text, language):
    """Speaker and cue stand where they are said to stand, whatever the text."""
    for q in attributed(text, language):
        for span in filter(None, (q.speaker, q.cue)):
            assert text[span.start : span.end] == span.text
        assert q.speaker is None or q.speaker.text.strip()


@pytest.mark.parametrize("language", foreign.LANGUAGES)
@pytest.mark.parametrize(
    "unit",
    [
        "« a » a dit ",
        "“가”라고 ",
        "「あ」と",
        "“我”说，",
        "teilte so, wie ",
        "Selon la ",
        "a, ",
        "김 가는 ",
    ],
)
def test_time_is_linear_in_the_length_of_one_line(language, unit):
    """Ten times the text takes about ten times as long."""

    def seconds(text: str) -> float:
        start = time.process_time()
        attributed(text, language)
        return time.process_time() - start

    text = unit * (3_000 // len(unit))
    assert seconds(text * 10) < 40 * max(seconds(text), 0.01)
