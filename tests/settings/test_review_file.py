"""`review.yaml` is read strictly: a fault is named with its line and what would be right."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.demo import story
from bot.errors import Mistake
from bot.settings import from_environment, parse

ROOT = Path(__file__).parents[2]
TEXT = """\
title: Moon tea and sleep
question: Does moon tea help people sleep?
contact: reviewer@example.org
search:
  lines:
    tea: teapot*[tiab]
    sleep: sleep*[tiab]
    naps: nap[tiab]
  strategies:
    weekly:
      expression: tea AND (sleep OR naps)
      every: run
criteria:
  population:
    include: Adults
    exclude: Children
borderline:
  - case: Naps
    decision: exclude
screening:
  must_mention: tea AND sleep
  excluded_types: [Editorial]
  include_above: 0.5
  per_run: 25
reviewers: []
model:
  name: moon-large
  second: ""
  max_usd_per_run: 2.0
  usd_per_million_in: 0
  max_tokens_per_run: 1000
  concurrency: 4
digest:
  title: Moon tea, what is new
"""


def _mistake(text: str) -> Mistake:
    with pytest.raises(Mistake) as caught:
        parse(text)
    assert caught.value.exit_code == 2
    return caught.value


def _changed(old: str, new: str) -> str:
    assert TEXT.count(old) == 1
    return TEXT.replace(old, new)


def _where(text: str, line: str) -> str:
    """How a message names the first line of ``text`` that begins so."""
    numbers = [n for n, one in enumerate(text.split("\n"), 1) if one.strip().startswith(line)]
    return f"review.yaml, line {numbers[0]}:"


def test_a_sound_file_is_read() -> None:
    protocol = parse(TEXT)
    assert protocol.title == "Moon tea and sleep"
    assert protocol.screening.per_run == 25
    assert protocol.search.strategies["weekly"].expression == "tea AND (sleep OR naps)"


@pytest.mark.parametrize("path", ["review.yaml", "bot/demo/review.yaml"])
def test_our_own_protocols_are_sound(path: str) -> None:
    assert parse((ROOT / path).read_text("utf-8")).search.strategies


@pytest.mark.parametrize(
    ("old", "new", "nearest"),
    [
        ("question:", "questoin:", "question"),
        ("digest:", "digests:", "digest"),
        ("every:", "evry:", "every"),
        ("strategies:", "strategy:", "strategies"),
        ("exclude: Ch", "excluded: Ch", "exclude"),
        ("decision:", "decison:", "decision"),
        ("per_run: 25", "per-run: 25", "per_run"),
        ("include_above:", "include_over:", "include_above"),
        ("model:", "models:", "model"),
        ("max_usd_per_run:", "max_usd:", "max_usd_per_run"),
        ("usd_per_million_in:", "usd_per_milion_in:", "usd_per_million_in"),
    ],
)
def test_an_unknown_key_names_its_line_and_the_nearest_key(
    old: str, new: str, nearest: str
) -> None:
    text = _changed(old, new)
    said = _mistake(text)
    assert said.message == f"{_where(text, new)} unknown key '{new.partition(':')[0]}'"
    assert said.hint == f"Did you mean '{nearest}'?"


def test_a_key_like_no_other_is_told_what_is_allowed() -> None:
    text = _changed("reviewers: []", "zzz: 1")
    said = _mistake(text)
    assert said.message.startswith(_where(text, "zzz"))
    assert "Allowed here: title, question, contact" in said.hint


@pytest.mark.parametrize(
    ("old", "new", "name", "wanted"),
    [
        ("title: Moon tea and", "title: 1984 #", "'title' is the number 1984", "text"),
        (
            "per_run: 25",
            "per_run: many",
            "'screening.per_run' is the text \"many\"",
            "whole number",
        ),
        ("per_run: 25", "per_run: 2.5", "'screening.per_run' is the number 2.5", "whole number"),
        ("per_run: 25", "per_run: true", "'screening.per_run' is the truth value", "whole number"),
        ("include_above: 0.5", "include_above: high", "'screening.include_above'", "number"),
        ("excluded_types: [Editorial]", "excluded_types: Editorial", "excluded_types'", "list"),
        ("excluded_types: [Editorial]", "excluded_types: [3]", "excluded_types.0'", "text"),
        ("every: run", "every: week", "'search.strategies.weekly.every'", "'month', 'quarter'"),
        ("include: Adults", "include:", "'criteria.population.include' is empty", "text"),
        ("name: moon-large", "name: 4", "'model.name' is the number 4", "text"),
        ("max_usd_per_run: 2.0", "max_usd_per_run: $2", "'model.max_usd_per_run'", "number"),
        ("concurrency: 4", "concurrency: 1.5", "'model.concurrency' is the number", "whole number"),
        ("max_tokens_per_run: 1000", "max_tokens_per_run: true", "'model.max_tok", "whole number"),
        ("reviewers: []", "reviewers: 7", "'reviewers' is the number 7", "group of keys"),
    ],
)
def test_a_wrong_type_is_refused(old: str, new: str, name: str, wanted: str) -> None:
    text = _changed(old, new)
    said = _mistake(text)
    assert said.message.startswith(_where(text, new))
    assert name in said.message
    assert wanted in said.hint


@pytest.mark.parametrize(
    ("removed", "name", "line"),
    [
        ("contact: reviewer@example.org\n", "contact", "title"),
        ("    include: Adults\n", "criteria.population.include", "population"),
        ("      expression: tea AND (sleep OR naps)\n", "search.strategies.weekly.exp", "weekly"),
        ("    decision: exclude\n", "borderline.0.decision", "- case"),
    ],
)
def test_what_is_missing_is_named_at_the_line_it_belongs_under(
    removed: str, name: str, line: str
) -> None:
    text = _changed(removed, "")
    said = _mistake(text)
    assert said.message.startswith(f"{_where(text, line)} '{name}")
    assert said.message.endswith("is missing")


@pytest.mark.parametrize(
    ("old", "new", "name", "hint"),
    [
        ("must_mention: tea AND sleep", "must_mention: tea AND slep", "slep", "'sleep'"),
        ("must_mention: tea AND sleep", "should_mention: nap", "nap", "'naps'"),
        ("expression: tea AND (sl", "expression: tee AND (sl", "tee", "'tea'"),
        ("must_mention: tea AND sleep", "must_mention: 'tea AND #4'", "#4", "tea, sleep, naps"),
        ("must_mention: tea AND sleep", "must_mention: 'tea AND #0'", "#0", "tea, sleep, naps"),
    ],
)
def test_an_undefined_line_is_named(old: str, new: str, name: str, hint: str) -> None:
    text = _changed(old, new)
    said = _mistake(text)
    where = _where(text, new.partition(":")[0])
    assert said.message == f"{where} no search line is called '{name}'"
    assert hint in said.hint


@pytest.mark.parametrize(
    "expression",
    ["(tea AND sleep", "tea AND sleep)", "tea sleep", "tea AND", "OR tea", "()", '""', "tea & x",
     "tea and sleep", "tea AND NOT sleep", '"#1²"'],
)  # fmt: skip
def test_an_expression_that_cannot_be_read_is_refused(expression: str) -> None:
    text = _changed("tea AND (sleep OR naps)", expression)
    said = _mistake(text)
    assert said.message.startswith(_where(text, "expression"))


@pytest.mark.parametrize("brackets", ["(tea AND sleep", "tea AND sleep)"])
def test_unbalanced_brackets_are_refused_in_screening_too(brackets: str) -> None:
    text = _changed("must_mention: tea AND sleep", f"must_mention: {brackets}")
    said = _mistake(text)
    assert said.message.startswith(f"{_where(text, 'must_mention')} 'screening.must_mention'")
    assert "brackets" in said.hint


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("reviewers: []", "reviewers: *nobody", "reviewers"),
        ("  population:", "\tpopulation:", "population"),
        ("    exclude: Children", "   exclude: Children", "exclude: Ch"),
        ("title: Moon tea and", "title: Moon: tea and", "title: Moon:"),
        ("reviewers: []", "reviewers: []\ntitle: Again", "title: Again"),
        ("    naps: nap[tiab]", "    naps: nap[tiab]\n    tea: x", "tea: x"),
        ("reviewers: []", "---\nreviewers: []", "---"),
        ("title: Moon tea and", "title: Moon\x07tea and", "title: Moon\x07"),
        ("reviewers: []", "reviewers: []\n? [a, b]\n: x", "? [a, b]"),
    ],
)
def test_bad_yaml_is_named_with_its_line(old: str, new: str, line: str) -> None:
    text = _changed(old, new)
    assert _mistake(text).message.startswith(_where(text, line))


@pytest.mark.parametrize(
    ("old", "new", "way_out"),
    [
        ("  population:", "\tpopulation:", "spaces"),
        ("title: Moon tea and", "title: Moon: tea and", "quotes around the text"),
        ("reviewers: []", "reviewers: []\ntitle: Again", "leave one"),
        ("reviewers: []", "reviewers: [ada", "brackets and quotes"),
        ("reviewers: []", "outcomes: {pain: lower}", "'lower is better'"),
    ],
)
def test_each_slip_in_yaml_has_its_own_way_out(old: str, new: str, way_out: str) -> None:
    assert way_out in _mistake(_changed(old, new)).hint


@pytest.mark.parametrize("text", ["", "\n", "# a comment\n", "- title\n", "title\n", "null\n"])
def test_a_file_without_keys_is_told_where_to_start(text: str) -> None:
    said = _mistake(text)
    assert said.message.startswith("review.yaml, line 1:")
    assert "living-review-bot init" in said.hint


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ("include_above: 0.5", "include_above: 1.01", "between 0 and 1"),
        ("include_above: 0.5", "include_above: -0.1", "between 0 and 1"),
        ("include_above: 0.5", "include_above: .nan", "between 0 and 1"),
        ("include_above: 0.5", "include_above: .inf", "between 0 and 1"),
        ("per_run: 25", "per_run: 0", "1 or more"),
        ("per_run: 25", "per_run: -3", "1 or more"),
    ],
)
def test_a_number_out_of_range_is_refused(old: str, new: str, wanted: str) -> None:
    text = _changed(old, new)
    said = _mistake(text)
    key = new.partition(":")[0]
    assert said.message.startswith(f"{_where(text, new)} 'screening.{key}' is ")
    assert said.hint == f"It should be {wanted}."


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ("max_usd_per_run: 2.0", "max_usd_per_run: -1", "0 or more"),
        ("max_usd_per_run: 2.0", "max_usd_per_run: .nan", "0 or more"),
        ("max_usd_per_run: 2.0", "max_usd_per_run: .inf", "0 or more"),
        ("usd_per_million_in: 0", "usd_per_million_in: -0.5", "0 or more"),
        ("max_tokens_per_run: 1000", "max_tokens_per_run: -1", "0 or more"),
        ("max_tokens_per_run: 1000", "usd_per_million_out: 3", "a price if the other is one"),
        ("concurrency: 4", "concurrency: 0", "1 to 32"),
        ("concurrency: 4", "concurrency: 33", "1 to 32"),
        ('second: ""', "second: moon-large", "another model than 'name'"),
    ],
)
def test_a_model_group_that_makes_no_sense_is_refused(old: str, new: str, wanted: str) -> None:
    text = _changed(old, new)
    said = _mistake(text)
    key = new.partition(":")[0]
    assert said.message.startswith(f"{_where(text, new)} 'model.{key}' is ")
    assert wanted in said.hint


def test_a_second_model_needs_a_first() -> None:
    text = _changed("name: moon-large", 'name: ""').replace('second: ""', "second: moon-small")
    assert "'model.second' is moon-small" in _mistake(text).message


def test_no_model_is_named_by_default() -> None:
    start, end = TEXT.index("model:"), TEXT.index("digest:")
    model = parse(TEXT[:start] + TEXT[end:]).model
    assert model.names == ()
    assert (model.max_usd_per_run, model.max_tokens_per_run, model.concurrency) == (1.0, 500_000, 4)
    assert not model.priced


def test_a_protocol_without_strategies_is_refused_at_their_line() -> None:
    start, end = TEXT.index("    weekly:"), TEXT.index("criteria:")
    text = (TEXT[:start] + TEXT[end:]).replace("strategies:", "strategies: {}")
    said = _mistake(text)
    assert "'search.strategies' is empty" in said.message
    assert said.message.startswith(_where(text, "strategies"))


@settings(max_examples=20)
@given(name=st.text("abcdefghij_", min_size=1, max_size=12), at=st.integers(0, 30))
def test_a_strange_key_never_passes(name: str, at: int) -> None:
    """Whatever the key and whichever top-level key stands before it."""
    lines = TEXT.splitlines()
    tops = [n for n, one in enumerate(lines) if not one.startswith((" ", "-"))]
    place = tops[at % len(tops)]
    lines.insert(place, f"x_{name}: 1")
    assert _mistake("\n".join(lines)).message == (
        f"review.yaml, line {place + 1}: unknown key 'x_{name}'"
    )


def test_windows_line_ends_and_a_byte_order_mark_change_nothing() -> None:
    assert parse("\ufeff" + TEXT.replace("\n", "\r\n")) == parse(TEXT)


def test_settings_hide_their_secrets() -> None:
    named = {"NCBI_API_KEY": "a-secret", "GITHUB_TOKEN": "token-secret", "OPENAI_API_KEY": "secret"}
    read = from_environment(named)
    assert read.github_token == "token-secret"  # noqa: S105 - invented
    assert "secret" not in f"{read!r} {read} {[read]}"


def test_an_empty_variable_counts_as_none() -> None:
    read = from_environment({"NCBI_EUTILS_URL": "", "GITHUB_API_URL": ""})
    assert read == from_environment({})
    assert read.github_api_url == "https://api.github.com"


def test_a_model_is_reached_with_a_key_or_at_an_address() -> None:
    assert not from_environment({"OPENAI_API_KEY": " ", "OPENAI_BASE_URL": "\n"}).answers
    assert from_environment({"OPENAI_API_KEY": " sk-1\n"}).openai_api_key == "sk-1"
    at_home = from_environment({"OPENAI_BASE_URL": " http://127.0.0.1:8080/v1 "})
    assert at_home.answers
    assert at_home.openai_base_url == "http://127.0.0.1:8080/v1"


@pytest.mark.parametrize(
    "text",
    [
        "sk-secret",
        "https://",
        "ftp://a/v1",
        "http://[a",
        "http://a:b/v1",
        "localhost:80/v1",
        "https://a/\nBcc: b@c",
        "https://a b/",
    ],
)
def test_an_address_that_is_none_is_refused_and_not_shown(text: str) -> None:
    with pytest.raises(Mistake, match="OPENAI_BASE_URL") as caught:
        from_environment({"OPENAI_BASE_URL": text})
    assert "secret" not in f"{caught.value.message} {caught.value.hint}"


@pytest.mark.parametrize("item", ["'a title'", "PMC12345", "''"])
def test_a_known_item_is_a_pmid_or_a_doi(item: str) -> None:
    text = f"{story.protocol()}\nknown_items: [12345678, 10.1000/xyz, {item}]\n"
    with pytest.raises(Mistake, match="is no known item") as told:
        parse(text)
    assert "PMID" in told.value.hint
