"""Statements with several published wordings: joined when they say so, else suggested."""

from __future__ import annotations

import json
import lzma
import re
import time

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from quoteprov import Corpus, Statement, verify
from quoteprov.align.align import align, units
from quoteprov.align.link import Claim, Link
from quoteprov.align.renditions import best_rendition
from quoteprov.cli import main
from quoteprov.corpus.renditions import Families
from quoteprov.text.zones import zones


if TYPE_CHECKING:
    from quoteprov.models import Report


ROOT = Path(__file__).parents[1]
SEEDS = ROOT / "examples/seeds"
KCNA = ROOT.parent / "shared" / "data" / "kcna"
WHO = "the vice director general of the General Bureau of Equipment of the Ministry of National \
Defence of the DPRK said"
WELL_KNOWN = "We have never exported weapons or ammunition to Russia before"
SECOND = """The vice director general of the General Bureau of Equipment of the Ministry of \
National Defence of the DPRK gave the following press statement on September 21:

We are firmly opposed to the rumours of the United States and other hostile forces about arms \
dealings between our country and Russia.

We have at no time sold arms or shells to Russia and have no such plan in the future either.

It is not known where the groundless rumour which the United States spreads came from, but its \
aim is to tarnish our image.

We strongly condemn the United States, which spreads a groundless rumour, and sternly warn that \
it had better keep silence and stop its absurd remarks that find fault with us.
"""
KOREAN = (
    "우리는 지난 시기 로씨야에 무기나 탄약을 수출한적이 없으며 앞으로도 그럴 계획이 없을것이다."
)


def _statement(name: str, text: str, **fields: str) -> Statement:
    return Statement(id=name, text=text, zones=zones(text), **fields)


@pytest.fixture(scope="module")
def first() -> Statement:
    """The statement of September as the agency published it."""
    corpus = Corpus.build(SEEDS / "statements")
    (found,) = (one for one in corpus.statements if WELL_KNOWN in one.text)
    return found.model_copy(update={"id": "first"})


@pytest.fixture(scope="module")
def corpus(first: Statement) -> Corpus:
    """Both wordings, the Korean one, and another statement."""
    others = [s for s in Corpus.build(SEEDS / "statements").statements if s.text != first.text]
    second = _statement("second", SECOND, issuer=first.issuer or "", rendition_of="first")
    korean = _statement("korean", KOREAN, lang="ko", rendition_of="first")
    return Corpus([first, second, korean, *others])


def _check(corpus: Corpus, *quotations: str) -> Report:
    text = "\n\n".join(f"“{q},” {WHO} in a statement carried by KCNA." for q in quotations)
    return verify(text, corpus)


class TestFamilies:
    """Which statements are one."""

    @pytest.mark.parametrize(
        ("given", "expected"),
        [
            ({1: "s0"}, {(0, 1)}),
            ({1: "s0", 2: "s1", 3: "s2"}, {(0, 1, 2, 3)}),
            ({0: "s3", 1: "s3"}, {(3, 0, 1)}),
            ({0: "gone", 2: "gone"}, {(0, 2)}),
            ({0: "gone", 2: "lost"}, set()),
            ({0: "s1", 1: "s2", 2: "s0", 3: "s1"}, {(0, 1, 2, 3)}),
            ({2: "s2"}, set()),
        ],
        ids=["pair", "chain", "siblings", "missing", "two missing", "circle", "itself"],
    )
    def test_members(self, given: dict[int, str], expected: set[tuple[int, ...]]) -> None:
        """Chains lead to their end; what is missing or circular still joins what names it."""
        families = Families(given, lambda name: int(name[1:]) if name.startswith("s") else None)
        found = {families.members(n) for n in range(4)}

        assert expected == {own for own in found if len(own) > 1}
        assert all({families.first(n) for n in own} == {own[0]} for own in found)

    @pytest.mark.parametrize(
        ("given", "expected"),
        [
            ({1: "s0", 2: "s1"}, []),
            ({1: "gone"}, [(1, "is a rendition of 'gone', which is not there")]),
            ({1: "s1"}, [(1, "is a rendition of 's1', which leads back to it")]),
            (
                {0: "s1", 1: "s0", 2: "s0"},
                [
                    (0, "is a rendition of 's1', which leads back to it"),
                    (1, "is a rendition of 's0', which leads back to it"),
                ],
            ),
        ],
        ids=["chain", "missing", "itself", "circle"],
    )
    def test_problems(self, given: dict[int, str], expected: list[tuple[int, str]]) -> None:
        """What leads nowhere is told; who only names one of a circle is not at fault."""
        families = Families(given, lambda name: int(name[1:]) if name.startswith("s") else None)

        assert expected == list(families.problems())


class TestIndex:
    """Families are kept with the statements."""

    def test_building_says_what_is_missing(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """A rendition of nothing is built, with a note."""
        line = {"id": "b", "text": SECOND, "rendition_of": "a"}
        (tmp_path / "b.jsonl").write_text(json.dumps(line), "utf-8")
        code = main(["corpus", "build", str(tmp_path), "-o", str(tmp_path / "b.qpx")])

        assert 0 == code
        assert "'b' is a rendition of 'a', which is not there" in capsys.readouterr().err

    def test_adding_and_removing(self, first: Statement, tmp_path: Path) -> None:
        """What was missing may come, and go."""
        path = tmp_path / "kcna.qpx"
        second = _statement("second", SECOND, rendition_of="first")
        alone = Corpus([second])
        both = alone.add([first], path)
        left = Corpus.open(path).remove(["first"])

        assert [1, 0, 1] == [len(c.problems) for c in (alone, both, left)]
        assert (1, 0) == Corpus.open(path).index.families.members(0)
        both.verify()

    def test_languages_are_apart(self, corpus: Corpus) -> None:
        """A wording in another language is of the family, and never aligned with this one."""
        index = corpus.index

        assert (0, 1, 2) == index.families.members(2)
        assert [(0, 1), (0, 1), (2,)] == [index.renditions(n) for n in range(3)]
        assert index.is_copy(1, 2)
        assert not index.is_copy(0, 3)


class TestChecking:
    """Quotations of a statement with renditions."""

    def test_either_wording_is_found(self, corpus: Corpus) -> None:
        """The words are verbatim in the one that has them, and QP116 says when it is another."""
        report = _check(
            corpus,
            WELL_KNOWN,
            "We have at no time sold arms or shells to Russia",
        )
        one, other = report.quotations

        assert [("verbatim", "first", ()), ("verbatim", "second", ("QP116",))] == [
            (q.verdict, q.statement and q.statement.id, q.rules) for q in (one, other)
        ]
        (found,) = report.findings
        assert ("info", "the wording is that of second, a rendition of first") == (
            found.severity,
            found.message,
        )

    def test_a_mixture_is_no_error(self, corpus: Corpus) -> None:
        """A changed word that another rendition has is a warning that says so."""
        report = _check(
            corpus,
            WELL_KNOWN,
            "We warn the U.S. to stop making reckless remarks pulling up the DPRK and to keep "
            "silence",
        )
        found = {f.code: f for f in report.findings}

        assert "altered" == report.quotations[1].verdict
        assert "warning" == found["QP101"].severity
        assert "the rendition second has “silence”" in found["QP101"].message

    def test_other_words_stay_errors(self, corpus: Corpus) -> None:
        """What no rendition has is reported apart, as before."""
        report = _check(
            corpus,
            WELL_KNOWN,
            "We warn the U.S. to stop making absurd remarks pulling up the DPRK and to shut its "
            "trap",
        )
        found = {f.severity: f.message for f in report.findings if f.code == "QP101"}

        assert (
            "“absurd” stands for “reckless”; the rendition second has “absurd”"
            in (found["warning"])
        )
        assert "trap" in found["error"]
        assert "second" not in found["error"]

    def test_reworded_between_two(self, corpus: Corpus) -> None:
        """Half of the content words in one of the two: a translation, as it seems."""
        quotation = (
            "Stop those reckless remarks, keep silence and do not thoughtlessly spread groundless "
            "rumours to find fault with our country for a base political aim"
        )
        alone = Corpus([s for s in corpus.statements if s.id != "second"])
        (one,), (other,) = (
            [f for f in _check(c, WELL_KNOWN, quotation).findings if f.code == "QP106"]
            for c in (alone, corpus)
        )

        assert ("warning", "info") == (one.severity, other.severity)
        assert "the rendition second has “keep silence”" in other.message

    def test_not_ambiguous(self, corpus: Corpus) -> None:
        """What stands in both wordings is of one statement, and nothing has to be decided."""
        third = _statement("third", SECOND.replace("absurd", "silly"), rendition_of="second")
        report = _check(
            Corpus([*corpus.statements, third]),
            "We have at no time sold arms or shells to Russia",
        )
        (quotation,) = report.quotations

        assert ("second", ("third",)) == (
            quotation.statement and quotation.statement.id,
            quotation.rivals,
        )
        assert "QP203" not in quotation.rules

    def test_votes_are_not_split(self, first: Statement) -> None:
        """Two renditions of one statement outvote another that more of one's words stand in."""
        shared = "We will defend the sky of our country at any cost."
        texts = {
            "c": f"{shared} The harvest of this autumn was good in all provinces of the country.",
            "a": "Nobody may fly over our mountains in winter. Thus we shall guard the heavens.",
            "b": f"{shared} No one has leave to cross the ridges by air.",
        }
        issuer = first.issuer or ""
        statements = {n: _statement(n, t, issuer=issuer) for n, t in texts.items()}
        joined = statements["b"].model_copy(update={"rendition_of": "a"})
        apart, together = (
            _check(
                Corpus({**statements, "b": last}.values()),
                "The harvest of this autumn was good in all provinces",
                "Nobody may fly over our mountains in winter",
                "No one has leave to cross the ridges",
                "We will defend the sky of our country at any cost",
            ).quotations[-1]
            for last in (statements["b"], joined)
        )

        assert ("c", ("b",)) == (apart.statement and apart.statement.id, apart.rivals)
        assert ("b", ("c",)) == (together.statement and together.statement.id, together.rivals)

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("it had better keep silence and stop its absurd remarks", 1),
            ("stop making reckless remarks pulling up the DPRK and to keep silence", 0),
            ("we will not plan to export them", 0),
            ("stop making absurd remarks pulling up the DPRK", 0),
            ("sternly warn the U.S. that it had better keep silence", 1),
        ],
    )
    def test_the_best_is_named(self, text: str, expected: int, corpus: Corpus) -> None:
        """Whichever was found, the rendition with most of the words is taken."""
        quoted = tuple(units(text, 0, len(text)))
        claim = Claim("q1", 0, len(text), "held")
        for found in (0, 1):
            alignment = align(quoted, corpus.index.keys(found))
            best = best_rendition(text, Link(claim, quoted, found, alignment), corpus.index)

            assert expected == best.statement
            assert best.alignment
            assert best.alignment.kept * 2 > len(quoted)

    def test_the_nearest_is_named(self, corpus: Corpus) -> None:
        """So is, for other words than either has, the one that they resemble most."""
        text = (
            "Whoever finds fault with us had better keep silence, stop talking and abandon a base "
            "political aim"
        )
        quoted = tuple(units(text, 0, len(text)))
        claim = Claim("q1", 0, len(text), "held")
        found = Link(claim, quoted, 0, sentences=tuple(corpus.index.spans(0)[-1:]))
        best = best_rendition(text, found, corpus.index)

        assert (1, None) == (best.statement, best.alignment)
        assert best.sentences[0] in corpus.index.spans(1)

    def test_korean_is_not_aligned(self, corpus: Corpus) -> None:
        """English words are never traced to the Korean text, nor the other way round."""
        report = _check(corpus, WELL_KNOWN)
        korean = verify(f"국방성 장비총국 부총국장은 “{KOREAN[:-1]}”고 말했다.", corpus)

        assert {"first"} == {q.statement.id for q in report.quotations if q.statement}
        assert {"korean"} == {q.statement.id for q in korean.quotations if q.statement}
        assert {()} == {q.edits for q in korean.quotations}

    def test_without_renditions(self, corpus: Corpus) -> None:
        """A corpus without any gives the report that it gave."""
        alone = Corpus([s for s in corpus.statements if s.rendition_of is None])
        report = verify(SEEDS / "articles/003_13a056770685a8c2.txt", alone)
        seeds = verify(SEEDS / "articles/003_13a056770685a8c2.txt", SEEDS / "statements")

        assert [f.message for f in seeds.findings] == [f.message for f in report.findings]


def _words(text: str, n: int) -> str:
    """A text that is long enough to be told from a formula."""
    return " ".join([text, *(f"The {i}th word of the speech was {i * 7}." for i in range(n))])


def _other_item(text: str) -> str:
    """The same text with other names and figures in it."""
    return text.replace("Wonsan", "Hamhung").replace("7", "8").replace("4", "9")


class TestSuggestions:
    """Pairs in a corpus that do not say what they are."""

    def test_copies_and_renditions(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """Both are told apart; what is joined already is not suggested."""
        whole = _words("The harbour of Wonsan was opened by the first secretary.", 40)
        other = whole.replace("opened by", "inaugurated by").replace("speech", "address")
        lines = [
            {"id": "a", "text": whole, "released": "2024-09-08", "title": "Harbour Opened"},
            {"id": "b", "text": other, "released": "2024-09-09", "title": "Opening\nof Harbour"},
            {"id": "c", "text": whole, "released": "2024-10-30"},
            {"id": "d", "text": whole, "released": "2024-10-31", "rendition_of": "a"},
            {"id": "e", "text": _other_item(other), "released": "2024-09-08"},
        ]
        path = tmp_path / "statements.jsonl"
        path.write_text("\n".join(map(json.dumps, lines)), "utf-8")
        code = main(["corpus", "renditions", str(path), "--output-format", "jsonl"])
        found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]

        assert 0 == code
        assert [("rendition", "b", "a"), ("copy", "c", "a")] == [
            (f["kind"], f["id"], f["rendition_of"]) for f in found
        ]
        assert ["2024-09-09", "2024-09-08"] == found[0]["days"]

        assert 0 == main(["corpus", "renditions", str(path)])
        shown = capsys.readouterr().out
        assert "b rendition_of a\n" in shown
        assert "2024-09-09 Opening of Harbour\n" in shown
        assert "5 statements: 1 pairs that may be renditions, 1 that may be copies" in shown

    def test_seeds_have_none(self, capsys: pytest.CaptureFixture[str]) -> None:
        """Two statements on one matter are two."""
        assert 0 == main(["corpus", "renditions", str(SEEDS / "statements")])
        assert "2 statements: 0 pairs" in capsys.readouterr().out


PAIRS = [
    ("kcna-2024-10-15-b73f1a8e62", "kcna-2024-10-15-8bba44c328"),
    ("kcna-2024-10-25-a3fb7602d1", "kcna-2024-10-25-85b5f6db6a"),
    ("kcna-2024-09-10-c656cd5ba0", "kcna-2024-09-10-7ed7a372da"),
    ("kcna-2024-11-01-1df640c76e", "kcna-2024-11-01-06dfc561a4"),
]
"""Articles of KCNA that were published twice on one day, in other words; read by eye."""


def _mixture(first: str, second: str) -> str:
    """
    An article that mixes two commentaries on a "club of war". Their words are taken from the
    archive, for they are not ours to keep here.
    """
    (head, tail), (other_head, other_tail) = (
        re.findall(r"([^.]+ G7) ([^.]+club of war[^.]+)\.", re.sub(r'"(.*?)"', r"‘\1’", text))[0]
        for text in (first, second)
    )
    called = second.partition("G7, ")[2].partition(",")[0]
    return (
        f"“{head.strip()} {other_tail.partition(',')[0]},” KCNA said in a commentary.\n\n"
        f"It called the group “{called}”.\n\n"
        f"“{other_head.strip()} {tail},” KCNA said in its commentary.\n"
    )


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """All articles of KCNA that are at hand."""
    folder = tmp_path_factory.mktemp("kcna")
    for packed in KCNA.glob("*.jsonl.xz"):
        (folder / packed.stem).write_bytes(lzma.decompress(packed.read_bytes()))
    return Corpus.build(folder, folder / "kcna.qpx")


@pytest.mark.skipif(not KCNA.is_dir(), reason="the archive lies outside the repository")
class TestArchive:
    """The articles of KCNA, where they are at hand."""

    def test_pairs(self, archive: Corpus) -> None:
        """What was read by eye is found, little else is, and it takes seconds."""
        started = time.process_time()
        found = [s for s in archive.renditions() if s.kind == "rendition"]
        seconds = time.process_time() - started
        ids = {(archive.statements[s.number].id, archive.statements[s.other].id) for s in found}

        assert ids.issuperset(PAIRS)
        assert len(ids) <= 25
        assert seconds < 10

    def test_joined(self, archive: Corpus) -> None:
        """Words of two wordings are errors while they are two statements, and none when one."""
        ids = PAIRS[1]
        second, first = (archive.by_id([name])[name] for name in ids)
        joined = second.model_copy(update={"rendition_of": first.id})
        article = _mixture(first.text, second.text)
        apart, together = (
            verify(article, Corpus(given)).findings for given in ([first, second], [first, joined])
        )

        assert {"QP101": "error", "QP104": "error", "QP107": "warning"} == {
            f.code: f.severity for f in apart
        }
        assert {
            "QP101": "warning",
            "QP104": "warning",
            "QP107": "warning",
            "QP116": "info",
        } == {f.code: f.severity for f in together}
        messages = {f.code: f.message for f in together}
        assert messages["QP101"].endswith(f"the rendition {first.id} has “has turned”")
        assert messages["QP104"].endswith(f"the rendition {first.id} has not got them")
