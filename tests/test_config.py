"""What a project has settled: where it is said, and what is wrong with it."""

from __future__ import annotations

import tomllib

from pathlib import Path

import pytest

from hypothesis import given
from hypothesis import strategies as st

from quoteprov.config.keys import KEYS
from quoteprov.config.settings import Setting, config_of, find_config, read_source, settled
from quoteprov.config.source import near
from quoteprov.config.toml import places
from quoteprov.errors import PolicyError


ODD = r'''# [not] a = table
a.b = [1,
  "two", [3, {k = 1.5e3, "q.r" = 1979-05-27 07:32:00}], # ]
]
"sp ace".'l' = """multi
[no]
x = 1
""\" """
f = -inf
[tool.quoteprov]
select = []
[tool.quoteprov.severity]
QP1 = "a#b"
[[accept]]
r = 1
[[accept]]
r = '''
ODD += "'''2\n3'''\n[accept.z]\ny = 07:32:00.999\n[[accept.w]]\nv = {}"


def _project(folder: Path, **files: str) -> None:
    """Write configurations, named by the beginnings of their names."""
    for name, text in files.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "drafts").mkdir()
    monkeypatch.chdir(tmp_path)


class TestPlaces:
    """Keys and values are found in TOML however it is written."""

    def test_every_key_and_value(self) -> None:
        """What tomllib reads between two places is what stands there."""

        def walk(value: object, path: tuple[str | int, ...] = ()) -> None:
            if path and isinstance(path[-1], str):
                key = ODD[slice(*found.keys[path])]
                assert path[-1] == key.strip("\"'")
            if isinstance(value, dict | list):
                items = value.items() if isinstance(value, dict) else enumerate(value)
                for part, one in items:
                    walk(one, (*path, part))
            else:
                seen.append(value)
                assert value == tomllib.loads(f"x = {ODD[slice(*found.values[path])]}")["x"]

        found, seen = places(ODD), list[object]()
        walk(tomllib.loads(ODD))

        assert 11 == len(seen)

    @given(st.text())
    def test_any_text_as_a_value(self, text: str) -> None:
        """Whatever a text holds, the key behind it is found."""
        quoted = "".join(f"\\U{ord(c):08X}" for c in text if not "\ud800" <= c <= "\udfff")
        document = f'a = "{quoted}"\nb = 1'

        assert document.rindex("b") == places(document).keys["b",].start


class TestFiles:
    """Which files count."""

    def test_nearest_folder(self, tmp_path: Path) -> None:
        """The nearest folder with either file counts; one without our table is passed by."""
        _project(tmp_path, quoteprov='lang = "fr"')
        (tmp_path / "drafts/pyproject.toml").write_text("[tool.other]\nx = 1", "utf-8")

        found = find_config(tmp_path / "drafts")

        assert {"lang": Setting("fr", "quoteprov.toml:1", tmp_path)} == found.said
        assert (tmp_path / "quoteprov.toml",) == found.files

    def test_both_together(self, tmp_path: Path) -> None:
        """Two files of one folder are read as one."""
        _project(
            tmp_path,
            pyproject='[tool.quoteprov]\nprofile = "speech"\n[[tool.quoteprov.accept]]\n'
            'fingerprint = "5f0c2a9b71de"\nreason = "one"',
            quoteprov='fail-on = "info"\n[[accept]]\nfingerprint = "5f0c2a9b71df"\nreason = "two"',
        )
        found = find_config(tmp_path)

        assert {"profile": "pyproject.toml:2", "fail-on": "quoteprov.toml:1"} == {
            key: setting.origin for key, setting in found.said.items()
        }
        assert [("one", "pyproject.toml:3"), ("two", "quoteprov.toml:2")] == [
            (entry.reason, entry.where) for entry in found.accept
        ]

    def test_nothing(self, tmp_path: Path) -> None:
        """Without a file every key has its default."""
        found = find_config(tmp_path)

        assert ({}, (), ()) == (found.said, found.accept, found.files)
        assert {key: Setting(one.default) for key, one in KEYS.items()} == settled(found, {})

    def test_byte_order_mark_and_line_ends(self, tmp_path: Path) -> None:
        """A file of an editor of Windows is read, and its lines are counted as shown."""
        text = '\ufeff[tool.quoteprov]\r\nlang = "fr"\r\nfail-on = 1\r\n'
        (tmp_path / "pyproject.toml").write_bytes(text.encode())

        with pytest.raises(PolicyError, match=r"^pyproject.toml:3:11: 1 is not one of") as error:
            find_config(tmp_path)
        assert ["    3 | fail-on = 1", "      |           ^"] == error.value.__notes__[:2]

    def test_from_a_folder_below(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Files are named as somebody in the working directory would write them."""
        _project(tmp_path, quoteprov='lang = "fr"')
        monkeypatch.chdir(tmp_path / "drafts")

        assert "../quoteprov.toml:1" == find_config(Path.cwd()).said["lang"].origin
        assert "../quoteprov.toml" == near(tmp_path / "quoteprov.toml")

    def test_options_come_first(self, tmp_path: Path) -> None:
        """An option takes the place of a key; severities are added."""
        _project(tmp_path, quoteprov='lang = "fr"\nworkers = 3\n[severity]\nQP1 = "info"')
        asked = {"lang": "de", "severity": {"QP2": "error"}, "workers": None}
        found = settled(find_config(tmp_path), asked)

        assert Setting("de", "--lang") == found["lang"]
        assert Setting(3, "quoteprov.toml:2", tmp_path) == found["workers"]
        assert ({"QP1": "info", "QP2": "error"}, "quoteprov.toml:3, --severity") == found[
            "severity"
        ][:2]


HEAD = "[tool.quoteprov]\n"


@pytest.mark.parametrize(
    ("text", "message", "line", "caret"),
    [
        (
            "profil = 'x'",
            "2:1: no key 'profil'. Did you mean 'profile'?",
            "profil = 'x'",
            "^^^^^^",
        ),
        ("select = ['QP1',\n  'QP177']", "3:3: no rule 'QP177'", "  'QP177']", "  ^^^^^^^"),
        (
            "ignore = ['QP1,QPX']",
            "2:11: no rule 'QPX'",
            "ignore = ['QP1,QPX']",
            " " * 10 + "^" * 9,
        ),
        ("severity.QP1 = 'eror'", "2:16: 'eror', for QP1, is no severity", None, None),
        ("severity.QX1 = 'error'", "2:10: no rule 'QX1'", None, None),
        ("severity.QP1 = 1", "2:16: 1, for QP1, is no severity", None, None),
        ("profile = 'speach'", "2:11: no profile 'speach'. Did you mean 'speech'?", None, None),
        ("output-format = 'htm'", "'htm' is not one of full, concise,", None, None),
        ("against = 'statements'", "2:11: 'statements' is not a list of texts", None, None),
        ("exclude = ['a', ' ']", "2:17: ' ' is not a text", None, None),
        ("workers = 0", "2:11: 0 is not a whole number, one or more", None, None),
        ("workers = true", "2:11: True is not a whole number", None, None),
        (
            "timeout = -1.5",
            "2:11: -1.5 is not a number of seconds",
            "timeout = -1.5",
            " " * 10 + "^^^^",
        ),
        ("all-zones = 'yes'", "2:13: 'yes' is not true or false", None, None),
        ("lang = 'français!'", "'français!' is not the tag of a language", None, None),
        ("model = ''", "'' is not blank, auto, or the name of a pipeline", None, None),
        ("accept = 1", "2:1: accept is no table [[tool.quoteprov.accept]]", None, None),
        (
            "accept = [{reason = 'x'}]",
            "2:11: an entry of [[tool.quoteprov.accept]] has no fing",
            None,
            None,
        ),
        ("accept = [{fingerprint = '5f0c2a9b71de'}]", "has no reason", None, None),
        (
            "[[tool.quoteprov.accept]]\nfingerprint = 'x'\nreason = 'r'",
            "2:18: 'x' is not the finger",
            None,
            None,
        ),
        (
            "[[tool.quoteprov.accept]]\nreasn = 'r'",
            "3:1: no key 'reasn'. Did you mean 'reason'?",
            None,
            None,
        ),
        (
            "[[tool.quoteprov.accept]]\nprofile = 'speech'",
            "3:1: no key 'profile'. It stands below [[tool.quoteprov.accept]]; put it above.",
            "profile = 'speech'",
            "^^^^^^^",
        ),
        ("accept = [{until = '2027-01-01'}]", "is not a date without quotation marks", None, None),
        ("accept = [{until = 2027-01-01 10:00:00}]", "is not a date", None, None),
        ("accept = [{reason = 1}]", "reason = 1 is not a text", None, None),
        (
            "".join(
                "[[tool.quoteprov.accept]]\nfingerprint = '5f0c2a9b71de'\nreason = 'r'\n"
                for _ in "ab"
            ),
            "5:18: 5f0c2a9b71de is accepted in pyproject.toml:2 too",
            "[[tool.quoteprov.accept]]",
            " " * 17 + "^" * 6,
        ),
        ("profile =", "2:10: is not TOML: Invalid value", "profile =", " " * 9 + "^"),
        ("select = [", "is not TOML: Invalid value at the end", None, None),
        (
            "\tlang\t=\t'\u202e'",
            "is not the tag of a language",
            " lang = '<U+202E>'",
            " " * 8 + "^" * 10,
        ),
    ],
)
def test_refused(
    text: str, message: str, line: str | None, caret: str | None, tmp_path: Path
) -> None:
    """What there is not is refused with its place, the line and a caret below it."""
    _project(tmp_path, pyproject=HEAD + text)

    with pytest.raises(PolicyError) as error:
        find_config(tmp_path)
    shown, below, *advice = error.value.__notes__

    assert message in str(error.value)
    assert str(error.value).startswith("pyproject.toml:")
    assert line is None or shown.partition(" | ")[2] == line
    assert caret is None or below == f"      | {caret}"
    assert all(one.startswith("help: ") for one in advice)


class TestRefusedFiles:
    """What is wrong with files as a whole."""

    def test_said_twice(self, tmp_path: Path) -> None:
        """A key that two files say is refused with both places."""
        _project(tmp_path, pyproject=f'{HEAD}lang = "fr"', quoteprov='\nlang = "fr"')

        with pytest.raises(PolicyError, match=r"toml:2:1: lang is said in pyproject.toml:2 too"):
            find_config(tmp_path)

    def test_head_in_our_own_file(self, tmp_path: Path) -> None:
        """In quoteprov.toml the keys stand at the top."""
        _project(tmp_path, quoteprov=f'{HEAD}lang = "fr"')

        with pytest.raises(PolicyError, match="the keys stand at the top, without"):
            find_config(tmp_path)

    def test_not_a_table(self, tmp_path: Path) -> None:
        """Our name is that of a table."""
        _project(tmp_path, pyproject="[tool]\nquoteprov = 1")

        with pytest.raises(PolicyError, match=r"toml:2:13: \[tool.quoteprov\] is not a table"):
            find_config(tmp_path)

    def test_not_utf_8(self, tmp_path: Path) -> None:
        """Bytes that are no UTF-8 are said to be none."""
        (tmp_path / "quoteprov.toml").write_bytes(b'lang = "\xff"')

        with pytest.raises(PolicyError, match="is not TOML: byte 8 is not UTF-8; mend it"):
            find_config(tmp_path)

    def test_named(self, tmp_path: Path) -> None:
        """A file that is named may have any name, and either form."""
        _project(tmp_path, one=f'{HEAD}lang = "fr"', two='lang = "de"', pyproject="[project]")

        assert ["fr", "de"] == [
            config_of([read_source(tmp_path / f"{name}.toml")]).said["lang"].value
            for name in ("one", "two")
        ]
        with pytest.raises(PolicyError, match=r"has no table \[tool.quoteprov\]"):
            read_source(tmp_path / "pyproject.toml")
        with pytest.raises(PolicyError, match=r"gone.toml: cannot be opened: No such file"):
            read_source(tmp_path / "gone.toml")
