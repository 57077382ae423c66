"""The bot fills its regions and touches nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import PersonNeeded
from bot.rendering.regions import edited, emptied, filled, names, seal, without_repeated

NAMES = ("status", "findings", "what-is-new")
prose = st.lists(
    st.sampled_from([*"ab é|#<>!-\t\n", "\r\n", "<!-- "])
    | st.characters(exclude_categories=["Cs"]),
    max_size=20,
).map("".join)
newlines = st.sampled_from(["\n", "\r\n"])
contents = st.text(st.sampled_from("ab é|#<>-\n"), max_size=20)


def _begin(name: str) -> str:
    return f"<!-- living-review:begin {name} -->"


def _end(name: str) -> str:
    return f"<!-- living-review:end {name} -->"


@st.composite
def _documents(draw: st.DrawFn) -> tuple[list[str], list[tuple[str, str]]]:
    """Prose, and between each two parts of it a region's name and content."""
    regions = [
        (name, draw(newlines) + draw(contents))
        for name in draw(st.lists(st.sampled_from(NAMES), unique=True))
    ]
    return [draw(prose) for _ in range(len(regions) + 1)], regions


def _text(parts: list[str], regions: list[tuple[str, str]]) -> str:
    text = parts[0]
    for (name, content), after in zip(regions, parts[1:], strict=True):
        text += _begin(name) + content + _end(name) + after
    return text


@given(document=_documents(), new=st.dictionaries(st.sampled_from([*NAMES, "other"]), contents))
def test_only_the_region_changes(
    document: tuple[list[str], list[tuple[str, str]]], new: dict[str, str]
) -> None:
    """Prose stays byte for byte, whatever its line ends."""
    parts, regions = document
    rest = filled(_text(parts, regions), new)
    for (name, old), before in zip(regions, parts, strict=False):
        assert rest.startswith(before + _begin(name))
        rest = rest.removeprefix(before + _begin(name))
        content, _, rest = rest.partition(_end(name))
        if name in new:
            body = new[name].strip("\n")
            told = f"{body}\n{seal(body)}" if body else ""
            assert content.replace("\r\n", "\n").strip("\n") == told
            assert content.endswith("\n")
        else:
            assert content == old
    assert rest == parts[-1]


@given(document=_documents(), new=st.dictionaries(st.sampled_from(NAMES), contents))
def test_filling_twice_changes_nothing(
    document: tuple[list[str], list[tuple[str, str]]], new: dict[str, str]
) -> None:
    once = filled(_text(*document), new)
    assert filled(once, new) == once


@given(document=_documents())
def test_nothing_to_fill_changes_nothing(
    document: tuple[list[str], list[tuple[str, str]]],
) -> None:
    text = _text(*document)
    assert filled(text, {}) == text
    assert names(text) == tuple(name for name, _ in document[1])


@given(first=_documents(), parts=st.data())
def test_emptied_texts_are_equal_when_only_regions_differ(
    first: tuple[list[str], list[tuple[str, str]]], parts: st.DataObject
) -> None:
    prose_, regions = first
    others = [(name, "\n" + parts.draw(contents)) for name, _ in regions]
    same_ends = [(name, "\n" + old.lstrip("\r\n")) for name, old in regions]
    assert emptied(_text(prose_, same_ends)) == emptied(_text(prose_, others))


def test_a_windows_file_keeps_its_line_ends() -> None:
    text = f"Ours\r\n{_begin('status')}\r\nold\r\n{_end('status')}\r\nours too\r\n"
    mark = seal("one\ntwo")
    assert filled(text, {"status": "one\ntwo\n"}) == (
        f"Ours\r\n{_begin('status')}\r\none\r\ntwo\r\n{mark}\r\n{_end('status')}\r\nours too\r\n"
    )


def test_a_region_on_one_line_is_opened() -> None:
    text = f"{_begin('status')}{_end('status')}"
    body = f"new\n{seal('new')}"
    assert filled(text, {"status": "new"}) == f"{_begin('status')}\n{body}\n{_end('status')}"


def test_what_a_person_writes_into_a_region_is_noticed() -> None:
    text = filled(f"{_begin('status')}\n{_end('status')}", {"status": "one\ntwo"})

    assert edited(text) == {}
    assert edited(text.replace("\n", "\r\n")) == {}
    assert edited(text.replace("two", "two and mine")) == {"status": "one\ntwo and mine"}
    assert edited(f"{_begin('status')}\nunsealed\n{_end('status')}") == {}


def test_an_empty_content_leaves_no_blank_line() -> None:
    text = f"{_begin('status')}\nold\n{_end('status')}\n"
    assert filled(text, {"status": ""}) == f"{_begin('status')}\n{_end('status')}\n"


def test_a_removed_region_stays_removed() -> None:
    text = f"Ours alone.\n{_begin('status')}\n{_end('status')}"
    new = {"status": "new", "findings": "unwanted"}
    assert "unwanted" not in filled(text, new)
    assert names(filled(text, new)) == ("status",)
    assert filled("No region at all.", new) == "No region at all."


@pytest.mark.parametrize(
    ("lines", "line"),
    [
        (["Ours", _begin("status"), "text"], 2),
        (["Ours", "", _end("status")], 3),
        ([_begin("status"), _end("findings")], 2),
        ([_begin("status"), "x", _begin("findings"), _end("findings"), _end("status")], 1),
        ([_begin("status"), _end("status"), _end("status")], 3),
        ([_begin("status"), _end("status"), _begin("status"), _end("status")], 3),
        ([_end("status"), _begin("status")], 1),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_unpaired_marks_need_a_person(lines: list[str], line: int, newline: str) -> None:
    text = newline.join(lines)
    with pytest.raises(PersonNeeded) as caught:
        filled(text, {"status": "new"}, file="OURS.md")
    assert caught.value.message.startswith(f"OURS.md, line {line}: ")
    assert caught.value.exit_code == 4
    assert "Nothing in the file was changed" in caught.value.hint
    assert emptied(text) == text


@pytest.mark.parametrize(
    "mark",
    ["<!--living-review:begin status-->", "<!-- living-review:begin Status -->",
     "<!-- living-review:begin status extra -->", "&lt;!-- living-review:begin status --&gt;"],
)  # fmt: skip
def test_what_only_looks_like_a_mark_is_prose(mark: str) -> None:
    assert filled(f"{mark}\nours", {"status": "new"}) == f"{mark}\nours"


def test_of_regions_that_stand_twice_the_first_marks_count() -> None:
    ours = f"Ours\n{_begin('status')}\n{_end('status')}\n{_begin('findings')}\n{_end('findings')}\n"
    theirs = (
        f"Theirs\n{_begin('findings')}\n{_end('findings')}\n{_begin('status')}\n{_end('status')}\n"
    )
    joined = without_repeated(ours + theirs)
    assert names(joined) == ("status", "findings")
    assert "Theirs" in joined
