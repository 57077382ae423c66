"""Search expressions mean here what they mean to PubMed."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.strategies import (
    OPERATORS,
    BadExpression,
    Expression,
    SearchInterval,
    SearchLines,
    Strategy,
    pattern,
)

LINES = SearchLines(
    {
        "tea": '"Tea"[Mesh] OR tea*[tiab]',
        "sleep": '(sleep*[tiab] OR "REM sleep"[tiab])\n  OR nap[ti]',
        "brain-imaging": '"moon  scan"[tiab:~2] OR EEG[tw]',
    }
)
NAMES = ("tea", "#1", "sleep", "#2", "brain-imaging", "#3")

Tree = str | tuple["Tree", str, "Tree"]
trees: st.SearchStrategy[Tree] = st.recursive(
    st.sampled_from(NAMES), lambda one: st.tuples(one, st.sampled_from(OPERATORS), one)
)


def _written(tree: Tree) -> str:
    if isinstance(tree, str):
        return tree
    left, operator, right = tree
    return f"({_written(left)} {operator} {_written(right)})"


def _meant(tree: Tree, value: Callable[[str], bool]) -> bool:
    if isinstance(tree, str):
        return value(tree)
    return _joined(_meant(tree[0], value), tree[1], _meant(tree[2], value))


def _joined(left: bool, operator: str, right: bool) -> bool:  # noqa: FBT001 - a truth table
    return {"AND": left and right, "OR": left or right, "NOT": left and not right}[operator]


def _depths(text: str) -> list[int]:
    depth, found = 0, [0]
    for letter in text:
        depth += {"(": 1, ")": -1}.get(letter, 0)
        found.append(depth)
    return found


@given(tree=trees, true=st.sets(st.sampled_from(NAMES)))
def test_brackets_bind_as_written(tree: Tree, true: set[str]) -> None:
    def value(name: str) -> bool:
        return name in true

    assert Expression(_written(tree)).evaluate(value) is _meant(tree, value)


@given(
    first=st.booleans(),
    rest=st.lists(st.tuples(st.sampled_from(OPERATORS), st.booleans()), max_size=8),
)
def test_operators_are_read_from_left_to_right(first: bool, rest: list[tuple[str, bool]]) -> None:  # noqa: FBT001 - given by hypothesis
    meant, text = first, f"line-{first}"
    for operator, right in rest:
        meant = _joined(meant, operator, right)
        text += f" {operator} line-{right}"
    assert Expression(text).evaluate(lambda name: name == "line-True") is meant


def test_or_before_and_has_no_precedence() -> None:
    """As PubMed: (tea OR sleep) AND naps, never tea OR (sleep AND naps)."""
    assert not Expression("tea OR sleep AND naps").evaluate(lambda name: name == "tea")


@given(tree=trees)
def test_the_query_of_any_expression_has_balanced_brackets(tree: Tree) -> None:
    query = LINES.query(Strategy(expression=_written(tree)))
    depths = _depths(query)
    assert min(depths) == 0
    assert depths[-1] == 0
    assert "#" not in query


@given(text=st.text('#1ab ()ANDORNOT"&²-', max_size=20))
def test_any_text_is_read_or_refused(text: str) -> None:
    expression = Expression(text)
    try:
        expression.evaluate(lambda _: True)
    except BadExpression:
        return
    assert expression.names


def test_names_and_numbers_stand_for_the_same_lines() -> None:
    assert Expression("#1 AND (sleep NOT brain-imaging)").names == ("#1", "sleep", "brain-imaging")
    assert [LINES.name_of(one) for one in ("#1", "#3", "sleep")] == [
        "tea",
        "brain-imaging",
        "sleep",
    ]
    assert [LINES.name_of(one) for one in ("#0", "#4", "slep", "#")] == [None] * 4
    assert LINES.number_of("brain-imaging") == LINES.number_of("#3") == "#3"


def test_a_digit_that_is_no_number_names_no_line() -> None:
    assert LINES.name_of("#1²") is None


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "missing before the end"),
        ("   ", "missing before the end"),
        ("(tea", "not closed"),
        ("((tea) OR sleep", "not closed"),
        ("tea)", "')' stands where"),
        ("()", "missing before )"),
        ("tea AND", "missing before the end"),
        ("AND tea", "missing before AND"),
        ("tea AND NOT sleep", "missing before NOT"),
        ("tea sleep", "'sleep' stands where"),
        ("tea or sleep", "'or' stands where"),
        ('tea AND "moon"', "cannot read"),
        ("tea & sleep", "cannot read '& sleep'"),
    ],
)
def test_a_bad_expression_says_where(text: str, says: str) -> None:
    with pytest.raises(BadExpression) as caught:
        Expression(text).evaluate(lambda _: True)
    assert says in str(caught.value)


def test_a_strategy_becomes_one_query() -> None:
    strategy = Strategy(expression="( #1 AND sleep ) NOT brain-imaging")
    assert LINES.query(strategy) == (
        '(("Tea"[Mesh] OR tea*[tiab]) AND ((sleep*[tiab] OR "REM sleep"[tiab]) OR nap[ti]))'
        ' NOT ("moon scan"[tiab:~2] OR EEG[tw])'
    )
    assert LINES.numbered(strategy) == "(#1 AND #2) NOT #3"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('"Tea"[Mesh] OR "Tea"[Majr] OR review[pt]', ()),
        ("tea*[tiab] OR Nap[ti] OR EEG[tw]", ("tea*", "nap", "eeg")),
        ('"moon tea"[tiab] OR "green leaf*"[tiab]', ("moon tea", "green leaf*")),
        ('"moon tea"[tiab:~2] OR nap[ti:~0]', ("moon tea", "nap")),
        ("nap[Title/Abstract] OR tea[Title] OR cup[Text Word]", ("nap", "tea", "cup")),
        ("tea[tiab] OR Tea[ti]", ("tea",)),
        ("post-nap[tiab]", ("post-nap",)),
        ("(tea[tiab] AND (nap[ti]))", ("tea", "nap")),
        # NLM's own examples part a term from its field by a blank.
        ('tea [tiab] OR "moon tea" [tiab]', ("tea", "moon tea")),
        ("", ()),
    ],
)
def test_words_are_the_free_text_of_a_line(text: str, words: tuple[str, ...]) -> None:
    assert SearchLines({"tea": text}).words("tea") == words


@pytest.mark.parametrize(
    ("word", "text", "hit"),
    [
        ("pain*", "It was PAINFUL.", "PAINFUL"),
        ("pain*", "pain-free", "pain"),
        ("pain*", "in Spain", None),
        ("pain", "painful", None),
        ("pain", "no pain.", "pain"),
        ("moon tea", "of moon-tea leaves", "moon-tea"),
        ("moon-tea", "of moon tea leaves", "moon tea"),
        ("moon-tea", "of moon\n tea leaves", "moon\n tea"),
        ("moon tea", "of moontea", None),
        ("moon leaf*", "moon-leaflets", "moon-leaflets"),
        ("c++", "c++ code", None),
        ("(a", "(a)", None),
    ],
)
def test_a_word_is_found_as_pubmed_would(word: str, text: str, hit: str | None) -> None:
    found = pattern([word]).search(text)
    assert (found[0] if found else None) == hit


def test_no_words_find_nothing() -> None:
    assert pattern([]).search("anything at all") is None


def test_the_longest_word_is_shown() -> None:
    found = pattern(["tea", "tea leaf*"]).search("of tea leaves")
    assert found
    assert found[0] == "tea"
    found = pattern(["tea", "tea leav*"]).search("of tea leaves")
    assert found
    assert found[0] == "tea leaves"


@given(words=st.lists(st.from_regex(r"\A[a-z]{1,6}([ -][a-z]{1,6}){0,2}\*?\Z"), max_size=5))
def test_every_word_finds_itself(words: list[str]) -> None:
    for word in words:
        assert pattern(words).search(f"about {word.rstrip('*')}, then")


def test_rhythms_grow() -> None:
    assert [one.days for one in SearchInterval] == sorted(one.days for one in SearchInterval)


@pytest.mark.parametrize(
    ("text", "true", "blamed"),
    [
        ("a AND b", "a", ("b",)),
        ("a AND b", "", ("a", "b")),
        ("a AND b NOT c", "abc", ("c",)),
        ("a AND (b OR c)", "a", ("b", "c")),
        ("a AND b", "ab", ()),
        ("(a AND b) OR (c AND d)", "c", ("d",)),
    ],
)
def test_what_keeps_an_expression_from_holding_is_named(
    text: str, true: str, blamed: tuple[str, ...]
) -> None:
    assert Expression(text).blamed(lambda name: name in true) == blamed
