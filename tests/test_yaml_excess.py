"""Files that would take a loader hours are refused by file and line before it is asked."""

from pathlib import Path

import pytest

from bot import settings
from bot.adapters.store import DirectoryStore
from bot.demo import story
from bot.errors import Mistake
from bot.topics import loading
from bot.wiring.vocabularies import chosen_vocabulary
from bot.yaml_faults import excess

LAUGHS = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{after}: &{after} [{', '.join([f'*{before}'] * 9)}]\n"
    for before, after in zip("abcdefgh", "bcdefghi", strict=True)
)
_WORDS = settings.parse(
    story.protocol().replace("vocabulary: neuroimaging", "vocabulary: words.yaml")
)
EXCESSES = {
    "ring": ("a: &x\n  b: *x\n", 2, "within what it stands for"),
    "ring of one line": ("&x [*x]", 1, "within what it stands for"),
    "aliases of aliases": (LAUGHS, 5, "10,000 values"),
    "brackets": (f"a: {'[' * 20_000}{']' * 20_000}", 1, "nested"),
    "open brackets": (f"a: {'[' * 20_000}", 1, "nested"),
    "braces": (f"{'{a: ' * 9_000}1{'}' * 9_000}", 1, "nested"),
    "dashes": (f"a: 1\nb:\n  {'- ' * 9_000}x", 3, "nested"),
    "lines": ("".join(f"{'  ' * depth}a:\n" for depth in range(900)), 21, "nested"),
}


@pytest.mark.parametrize("name", EXCESSES)
def test_excess_is_refused_with_its_line(name: str, tmp_path: Path) -> None:
    text, line, why = EXCESSES[name]
    (tmp_path / "state" / "studies").mkdir(parents=True)
    (tmp_path / "state" / "studies" / "1.yaml").write_text(text, "utf-8")
    (tmp_path / "words.yaml").write_text(text, "utf-8")

    with pytest.raises(Mistake, match=rf"state/studies/1\.yaml, line {line}: .*{why}"):
        DirectoryStore(tmp_path).load()
    with pytest.raises(Mistake, match=rf"review\.yaml, line {line}: .*{why}"):
        settings.parse(text)
    with pytest.raises(Mistake, match=rf"words\.yaml, line {line}: .*{why}"):
        chosen_vocabulary(_WORDS, tmp_path)


@pytest.mark.parametrize("value", ["2026-02-30", "2026-11-16 99:00:00", "9" * 5_000])
def test_a_date_or_a_number_that_is_none_is_refused(value: str, tmp_path: Path) -> None:
    (tmp_path / "state" / "studies").mkdir(parents=True)
    (tmp_path / "state" / "studies" / "1.yaml").write_text(f"id: {value}\n", "utf-8")

    with pytest.raises(Mistake, match=r"state/studies/1\.yaml, line 1: what looks like a date"):
        DirectoryStore(tmp_path).load()
    with pytest.raises(Mistake, match=r"review\.yaml, line 1: what looks like a date"):
        settings.parse(f"title: {value}\n")
    with pytest.raises(Mistake, match=r"topic\.yaml, line 1: what looks like a date"):
        loading.parse("topic.yaml", "mine", f"unit: {value}\n")
    (tmp_path / "words.yaml").write_text(f"region: {value}\n", "utf-8")
    with pytest.raises(Mistake, match=r"words\.yaml, line 1: what looks like a date"):
        chosen_vocabulary(_WORDS, tmp_path)


def test_half_a_letter_in_a_protocol_is_left_out() -> None:
    protocol = story.protocol()
    given = protocol.replace("license: CC-BY-4.0", r'license: "CC\ud83d0"')
    assert given != protocol
    assert settings.parse(given).license == "CC0"


@pytest.mark.parametrize(
    "text",
    [
        "a: &x [1, 2]\nb: *x\nc: {<<: {d: 1}}\n",
        "quote: 'p *q and &r, [a] [b] {c}'\n" * 30,
        "a: [[1, [2]], {b: [3]}]\n" * 20,
        "not: [yaml\n",
    ],
)
def test_what_people_write_is_not_excess(text: str) -> None:
    assert excess(text) is None
