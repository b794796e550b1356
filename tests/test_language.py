"""
The language of an article: detected or given, and what follows from it.
"""

from __future__ import annotations

import json
import lzma
import time

from pathlib import Path

import pytest

from hypothesis import given
from hypothesis import strategies as st

import quoteprov

from quoteprov.cli import main
from quoteprov.corpus.corpus import Corpus
from quoteprov.corpus.documents import statement
from quoteprov.errors import InputError
from quoteprov.models import Article
from quoteprov.readers import Document, Problem
from quoteprov.text.language import (
    _PLAIN,
    LANGUAGES,
    UNDETERMINED,
    _latin_words,
    _plain_words,
    language,
    name,
    primary,
)
from quoteprov.text.words import amount, words
from quoteprov.text.zones import zones
from quoteprov.verifier import Verifier


ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared" / "data"
SENTENCES = [
    line.split("\t")[:2]
    for line in (Path(__file__).parent / "gold" / "foreign.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]
SEEDS = sorted((ROOT / "examples" / "seeds").rglob("*.txt"))


def corpus(*texts: str, **fields: str) -> Corpus:
    """A corpus of statements by one issuer."""
    given = {"speaker": "Kim Yo Jong", **fields}
    return Corpus(
        [statement(Document(f"s{n}", text, "", 1, given), []) for n, text in enumerate(texts)]
    )


class TestDetection:
    """The closed set of seven."""

    @pytest.mark.parametrize("code", [code for code in LANGUAGES if code != "en"])
    def test_a_few_sentences_show_their_language(self, code):
        """Three sentences of news are enough."""
        own = [text for lang, text in SENTENCES if lang == code]
        pieces = [" ".join(own[i : i + 3]) for i in range(0, len(own) - 2, 3)]
        assert {code} == {language(piece) for piece in pieces}

    @pytest.mark.parametrize("path", SEEDS, ids=lambda p: p.name)
    def test_the_seeds_are_english(self, path):
        """Foreign names do not make a text foreign."""
        assert language(path.read_text("utf-8")) == "en"

    @pytest.mark.parametrize(
        "text",
        [
            "The word juche (주체, 主體) is often left untranslated, the ministry said.",
            "Der Spiegel and Le Monde said that the El País report on Les Républicains was wrong.",
            "Mr. Sanders's plan, De La Cruz's answer and the Du Ponts' on taxes were not alike.",
            "KCNA said on Friday that “우리는 두려워하지 않는다” was the wording of the original.",
        ],
    )
    def test_foreign_words_in_an_english_text_leave_it_english(self, text):
        """Names, titles and a quotation in the original are no language of an article."""
        assert language(text) == "en"

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "…",
            "12:30",
            "Kim Yo Jong",
            "Il ministro ha detto che non è vero e che la questione sarà discussa con gli altri.",
            "O ministro disse que não é verdade e que a questão vai ser discutida com os outros.",
            "De minister zei dat het niet waar is en dat er met de anderen over wordt gesproken.",
            "Министр сказал, что это неправда.",
        ],
    )
    def test_anything_else_is_undetermined(self, text):
        """Too little, or a language whose speakers are not read."""
        assert language(text) == UNDETERMINED

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("東京都知事は会見で述べた。", "ja"),
            ("台湾有事は日本有事", "ja"),
            ("國務院總理表示歡迎。", "zh"),
            ("美 국무부 “北, 대화 나서야”", "ko"),
        ],
    )
    def test_scripts_are_told_apart(self, text, expected):
        """Chinese characters also stand in Japanese and Korean."""
        assert language(text) == expected

    @given(st.text())
    def test_any_text_has_one_answer(self, text):
        """Nothing is raised for any, and the answer is of the closed set."""
        assert language(text) in {*LANGUAGES, UNDETERMINED}

    def test_a_megabyte_takes_no_time(self):
        """Only the beginning is read."""
        start = time.process_time()
        language("der die das " * 100_000)
        assert time.process_time() - start < 1

    @pytest.mark.parametrize("archive", ["polnear/train", "kcna/kcna-2024", "kcna/kcna-2011-2012"])
    def test_english_news_is_never_taken_for_another_language(self, archive):
        """All of three archives, some texts of which are a line long."""
        path = SHARED / f"{archive}.jsonl.xz"
        if not path.exists():
            pytest.skip("the archive lies outside the repository and is not here")
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            found = {language(json.loads(line)["text"]) for line in lines}
        assert found <= {"en", UNDETERMINED}


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("fr", "fr"),
        ("FR-ca", "fr"),
        ("zh_Hant_TW", "zh"),
        ("kor", "ko"),
        ("pt-BR", "pt"),
        ("French", None),
        ("", None),
        ("f", None),
        ("fr fr", None),
    ],
)
def test_tags_are_read_for_their_language(tag, expected):
    """BCP 47, with the three letters that libraries use."""
    assert primary(tag) == expected


def test_languages_have_names_in_messages():
    """A code without a name is shown as it is."""
    assert ("Korean", "the language “it”") == (name("ko"), name("it"))


class TestGiven:
    """What the caller or the file says counts."""

    TEXT = "« OK », dit Paul."

    def test_a_field_says_the_language(self):
        """One word shows nothing; the field does."""
        article = Article(id="a", text=self.TEXT, lang="fr-FR")
        report = quoteprov.verify(article, corpus("We will not."))
        assert ["Paul"] == [q.speaker and q.speaker.text for q in report.quotations]
        assert report.article.lang == "fr"

    def test_without_it_the_language_is_detected(self):
        """And stands in the report."""
        report = quoteprov.verify("The minister said that “it was not so”.", corpus("It was so."))
        assert report.article.lang == "en"

    def test_the_caller_counts_more_than_the_field(self):
        """As with the day of publication."""
        article = Article(id="a", text=self.TEXT, lang="de")
        assert Verifier(corpus("We.")).verify(article, lang="fr").article.lang == "fr"

    def test_what_is_no_tag_is_refused(self):
        """With what to write instead."""
        with pytest.raises(InputError, match="write a code such as 'fr'"):
            Verifier(corpus("We.")).verify(self.TEXT, lang="French")

    def test_a_line_of_jsonl_with_a_name_for_a_code_is_a_finding(self, tmp_path):
        """The others are still checked."""
        path = tmp_path / "a.jsonl"
        lines = [{"text": self.TEXT, "lang": "Français"}, {"text": self.TEXT, "lang": "fr"}]
        path.write_text("\n".join(map(json.dumps, lines)), "utf-8")
        bad, good = Verifier(corpus("We.")).verify_many([path])
        assert ["QP904"] == [f.code for f in bad.findings]
        assert "\"lang\" that is 'Français'" in bad.findings[0].message
        assert good.article.lang == "fr"

    def test_a_statement_keeps_its_place_without_it(self):
        """Its language is detected, and the field is named among the problems."""
        problems: list[Problem] = []
        held = statement(Document("s", ENGLISH, "s.jsonl", 1, {"lang": "English"}), problems)
        assert held.lang is None
        assert [True] == [p.message.startswith("\"lang\" is 'English', not") for p in problems]

    def test_the_command_line_takes_it(self, tmp_path, capsys):
        """And the report says so."""
        (tmp_path / "a.txt").write_text(self.TEXT, "utf-8")
        (tmp_path / "s.txt").write_text("We will not do that.", "utf-8")
        paths = [str(tmp_path / "a.txt"), "--against", str(tmp_path / "s.txt")]
        assert main(["check", *paths, "--lang", "fr", "--output-format", "json"]) == 0
        reports = json.loads(capsys.readouterr().out)["reports"]
        assert ["fr"] == [report["article"]["lang"] for report in reports]

    def test_the_command_line_refuses_what_is_no_tag(self, tmp_path, capsys):
        """Exit code 2, and what to write."""
        (tmp_path / "a.txt").write_text(self.TEXT, "utf-8")
        paths = [str(tmp_path / "a.txt"), "--against", str(tmp_path / "a.txt")]
        assert main(["check", *paths, "--lang", "French!"]) == 2
        assert "is not a language" in capsys.readouterr().err


ENGLISH = "We have never exported weapons to any country, and we do not plan to export them."
FRENCH = (
    "Kim Yo-jong a déclaré lundi : « Nous n'avons jamais exporté d'armes vers aucun pays et nous "
    "ne prévoyons pas de le faire. »"
)


class TestTranslation:
    """A quotation in a language of which no statement is held."""

    def test_it_is_no_error_that_a_translation_is_not_found(self):
        """Only the language differs, so nothing is held against anybody."""
        report = quoteprov.verify(FRENCH, corpus(ENGLISH))
        assert [("QP201", "info")] == [(f.code, f.severity) for f in report.findings]
        assert "it is in French, and no statement in French is held" in report.findings[0].message

    def test_it_is_one_where_statements_of_its_language_are_held(self):
        """Then the words should be there."""
        held = (
            "Nous ne parlerons jamais de cela avec vous, ni aujourd'hui ni dans les jours à venir."
        )
        report = quoteprov.verify(FRENCH, corpus(ENGLISH, held))
        assert [("QP201", "error")] == [(f.code, f.severity) for f in report.findings]

    def test_the_language_of_a_statement_may_be_given(self):
        """A field counts more than what is detected."""
        held = corpus("OK.", lang="fr")
        assert (True, False) == (held.holds("fr"), held.holds("en"))

    def test_an_english_quotation_in_a_french_article_is_checked_as_english(self):
        """Its own words show its language."""
        text = (
            "La rencontre avec les journalistes n'a duré que dix minutes et s'est tenue dans le "
            "hall de l'hôtel, où personne ne l'attendait. Kim Yo-jong a déclaré lundi à la "
            "presse, dans un anglais parfait et sans regarder ses notes : "
            "“We have always exported weapons to every country, and we plan to export them.”"
        )
        report = quoteprov.verify(text, corpus(ENGLISH))
        assert ("fr", "altered") == (report.article.lang, report.quotations[0].verdict)
        assert "error" in {f.severity for f in report.findings}

    def test_a_korean_quotation_in_an_english_article_is_known_for_one(self):
        """Its letters show its language."""
        text = "Kim Yo Jong said on Monday that “우리는 절대로 두려워하지 않을 것이다” and left."
        report = quoteprov.verify(text, corpus(ENGLISH))
        assert ["info"] == [f.severity for f in report.findings]

    @pytest.mark.parametrize(
        "speaker",
        ["L'ambassadeur de Corée du Nord en Iran", "Le ministère nord-coréen", "Poutine"],
    )
    def test_a_description_in_another_language_takes_no_side(self, speaker):
        """Whose side is read in English only; a state named by the way is not the speaker's."""
        held = corpus("Nous n'avons rien à dire à ce sujet.", speaker="a spokesman for Iran")
        text = f"{speaker} a dit : « Nous vendons toutes nos armes au monde entier. »"
        report = quoteprov.verify(text, held)
        assert [("not-found", ["info"])] == [
            (q.verdict, [f.severity for f in report.findings]) for q in report.quotations
        ]


STATEMENTS = {
    "ko": "우리는 그 어떤 나라에도 무기를 판매한적이 없으며 앞으로도 그럴 계획이 없다. "
    "미국은 함부로 입을 놀리지 말아야 할것이다.",
    "ja": "われわれはいかなる国にも武器を販売したことがなく、今後もそのような計画はない。"
    "米国は口を慎むべきである。",
    "zh": "我们从未向任何国家出售武器，今后也没有这样的计划。美国应当管住自己的嘴巴。",
    "fr": "Nous n'avons jamais vendu d'armes à aucun pays et nous ne comptons pas en vendre.",
}


class TestOriginals:
    """An article and a statement in one language."""

    @pytest.mark.parametrize(
        ("code", "text", "verdict"),
        [
            ("ko", '외무성은 "앞으로도 그럴 계획이 없다"고 밝혔다.', "verbatim"),
            ("ko", '외무성은 "무기를 판매한 적이 없"다고 밝혔다.', "verbatim"),
            ("ko", '외무성은 "미국은 함부로 입을 놀리지 말아야 할 것"이라고 밝혔다.', "verbatim"),
            ("ko", '외무성은 "앞으로는 반드시 그럴 계획이 있다"고 밝혔다.', "altered"),
            ("ja", "外務省は「今後もそのような計画はない」と述べた。", "verbatim"),
            ("ja", "外務省は「今後はそのような計画がある」と述べた。", "altered"),
            ("zh", "外务省表示：“我们从未向任何国家出售武器。”", "verbatim"),
            ("zh", "外务省2024年表示，“今后也没有这样的计划”。", "verbatim"),
            ("zh", "外务省表示：“我们曾经向某些国家出售武器。”", "altered"),
            ("fr", "Le ministère a dit : « nous ne comptons pas en vendre ».", "verbatim"),
            ("fr", "Le ministère a dit : « Nous n’avons jamais vendu d’armes. »", "verbatim"),
        ],
    )
    def test_quotations_are_traced_in_the_language_they_were_said_in(self, code, text, verdict):
        """Whatever the spaces between words, and wherever the quotation cuts one."""
        report = quoteprov.verify(text, corpus(STATEMENTS[code]))
        assert [verdict] == [q.verdict for q in report.quotations]

    def test_a_title_is_no_quotation(self):
        """However long it is."""
        text = "他表示，《关于加强新时代学校安全工作的若干意见》已经发布。"
        report = quoteprov.verify(text, corpus(STATEMENTS["zh"]))
        assert ["not-a-quotation"] == [q.verdict for q in report.quotations]

    def test_east_asian_characters_count_half(self):
        """So many characters are no long quotation."""
        assert (1, 3, 2) == tuple(amount(words(t)) for t in ("武器", "무기를 판매", "DPRK 武器"))

    def test_chinese_lines_are_paragraphs_and_headlines_as_others_are(self):
        """A line without spaces is not one word."""
        text = (
            "朝鲜否认出售武器\n\n朝鲜国防省发言人22日表示：“我们从未出售武器。”\n\n"
            "外交部未予置评，也没有说明原因。"
        )
        assert ["headline", "body"] == [z.zone for z in zones(text)]


@given(st.text(alphabet="aBz '’“”-_3.…\xa0\n", max_size=40))
def test_plain_words_are_the_latin_ones(text: str) -> None:
    """Where a text has no other letters than those of ASCII, both patterns find the same words."""
    assert _PLAIN.fullmatch(text)
    assert _plain_words(text) == _latin_words(text)
