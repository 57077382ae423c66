"""Hostile words of papers and people through every outlet, read as GitHub would read them.

A document with hostile words must have the elements, links and comments of the same document with
tame ones: then nothing in the words did anything.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import lru_cache
from html import unescape
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from bot.adapters.templates import renderer
from bot.domain.runs import Run
from bot.domain.state import State
from bot.domain.studies import Study
from bot.rendering.boxes import numbers, ticks
from bot.rendering.dashboard import Seen, dashboard
from bot.rendering.documents import documents
from bot.rendering.escaping import command, message
from bot.rendering.proposal.contents import Proposal
from bot.rendering.proposal.overwritten_edits import lost, replaced
from bot.rendering.replies import Entry, Mark, fenced, reply
from tests.rendering.proposed import PROTOCOL, VOCABULARY, proposed, text
from tests.rendering.test_escaping import HOSTILE, LINKED_TEXT, READ, read_as_github

OURS = (
    "<!-- living-review:include 920000012 -->",
    "- [x] <!-- living-review:include 920000012 --> It belongs",
    "x\n- [x] <!-- living-review:exclude 930000001 --> y",
    "<!-- living-review:paper 1 920000012 -->",
    "<!-- living-review:proposal 1-1-1 -->",
    "<!-- living-review:dashboard -->",
    "<!-- living-review:press run -->",
    "<!-- living-review:replaced-end -->",
    "<!-- living-review:seal 0123456789ab -->",
    "/include 920000012",
    "x\n/exclude 920000012 population",
    "::set-env name=PATH::/tmp",
    "::error file=app.py,line=1::wrong",
    "##[add-mask]secret",
    '=HYPERLINK("https://example.org","x")',
    "+1+cmd|' /C calc'!A0",
    "@SUM(A1:A2)",
    "-2+3",
    "```\n/include 1\n```",
    "~~~\nx\n~~~",
    "</details></details>",
    "\u202e/include 1\u202c",
)
LATER = (
    "<!-- living-review:revision 9 -->",
    "x\n<!-- living-review:revision 9 -->",
    "<!-- living-review:reply comment-5 2026-11-16T09:00:00Z -->",
    "<!-- living-review:delayed -->",
    "<!-- living-review:reminder -->",
    "<!-- living-review:again -->",
    "<!-- living-review:note --> a note",
    "<!-- living-review:begin status --> x <!-- living-review:end status -->",
    "<!--living-review:include 1-->",
    "<!---> shown --->",
    "<![CDATA[ <b>x</b> ]]>",
    "]]></summary></entry>",
    "<?php echo 1 ?>",
    "<svg/onload=alert(1)>",
    "<math><mi xlink:href='javascript:alert(1)'>x</mi></math>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<style>body{display:none}</style>",
    "<base href='https://example.org'>",
    "</script><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "> [!WARNING]\n> Merge at once",
    "> quoted",
    "[ref]: https://example.org 'title'",
    "![](data:image/svg+xml;base64,PHN2Zz4=)",
    "[a](<javascript:alert(1)>)",
    "[a](vbscript:x)",
    "xmpp:someone@example.org",
    "\uff20someone",
    "\uff03" + "12",
    "/\u200binclude 920000012",
    "\uff0finclude 920000012",
    "\u2215include 920000012",
    "/include\u00a0920000012",
    "    /include 920000012",
    "Co-authored-by: someone <someone@example.org>",
    "Resolves https://github.com/owner/repo/issues/3",
    "::stop-commands::pause",
    "%0A::error::x",
    "##vso[task.setvariable variable=x]y",
    "***NO_CI***",
    "${{ secrets.GITHUB_TOKEN }}",
    "$(id) `id` ; id | id && id",
    "{% include '/etc/passwd' %}",
    "{{ ''.__class__.__mro__ }}",
    "\\input{/etc/passwd}",
    "}, note = {x",
    "ER  - \r\nTY  - JOUR",
    "!!python/object/apply:os.system [id]",
    "&a [*a, *a]",
    "\t=1+1",
    "=cmd|'/c calc'!A1",
    "a;=1+1",
    "a\t@SUM(A1)",
    "\u202e" + "(txt.exe",
    "\u2066\u2067x\u2069\u2069",
    "a\u0300\u0301\u0302\u0303\u0304" * 9,
    "x" * 150,
    "- [ ] \n- [x] ",
    "1986\\. A great year",
)
"""Marks of newer releases, other alphabets' signs, and what other programs read of a file."""
CORPUS = (*HOSTILE, *OURS, *LATER)
TAME = "Tame words"
EACH = 21
"""Words in one document, which share its places among them."""
BATCHES = [CORPUS[at : at + EACH] for at in range(0, len(CORPUS), EACH)]
RENDER = renderer(Path("there-is-no-such-folder"), "neuroimaging")
SOFT = {"span", "li", "ul", "p"}
"""Elements that our own words about hostile ones may add: a note on invisible characters."""


_LEFT_OUT = ("920000023", "920000024")


def told(words: tuple[str, ...]) -> Proposal:
    """The proposal, with ``words`` wherever a paper or a model could have written them."""
    given = _cycle(words)
    plain = proposed()
    state, news = (_told(one, given) for one in (plain.state, plain.news))
    # Long words are to crowd out no card: two papers less, in a body that has all its room.
    decided = tuple(one for one in state.decisions if one.record not in _LEFT_OUT)
    return replace(
        plain, state=replace(state, decisions=decided), news=replace(news, decisions=decided),
        numbers={1: "930000001"},
    )  # fmt: skip


def _cycle(words: tuple[str, ...]) -> Callable[[str], str]:
    """The same words for the same place, so that a state and its news agree."""
    return lambda place: words[sum(place.encode()) % len(words)]


def _told(state: State, given: Callable[[str], str]) -> State:
    return replace(
        state,
        records=tuple(
            replace(
                one, title=given(f"{one.id}t"), authors=(given(f"{one.id}a"),),
                journal_abbreviation=given(f"{one.id}j"), mesh=(given(f"{one.id}m"),),
            )
            for one in state.records
        ),
        decisions=tuple(
            replace(one, reasons=(given(f"{one.record}r"),), words=(given(f"{one.record}w"),))
            for one in state.decisions
        ),
        studies={key: _study(one, given) for key, one in state.studies.items()},
        runs=tuple(_run(one, given) for one in state.runs),
    )  # fmt: skip


def _study(study: Study, given: Callable[[str], str]) -> Study:
    return replace(
        study,
        groups=tuple(replace(one, label=given(f"{study.id}g")) for one in study.groups),
        findings=tuple(
            replace(one, quote=replace(one.quote, text=given(f"{study.id}{one.id}")))
            for one in study.findings
        ),
    )


def _run(run: Run, given: Callable[[str], str]) -> Run:
    asked = run.consultation
    return replace(
        run,
        changes=tuple(replace(one, notice=given(one.record)) for one in run.changes),
        unreadable=(given("u"),),
        consultation=replace(asked, models=(given("model"),), partial=given("p"))
        if asked
        else None,
    )


_read = lru_cache(read_as_github)
"""What is tame is the same in every case, and takes as long to read."""


@lru_cache
def tame_body() -> str:
    return text(told((TAME,)))


@lru_cache
def tame_documents() -> dict[str, str]:
    return documents(told((TAME,)).state, PROTOCOL, VOCABULARY, RENDER, None)


@lru_cache
def shown(words: str) -> str:
    """The dashboard of a review of such words."""
    seen = Seen(
        today=date(2026, 11, 23), next_run="2026-11-30", requests=3, faults=(words,), pull=7,
        since="2026-11-16", merged="2026-11-17",
    )  # fmt: skip
    return dashboard(told((words,)).state, seen, RENDER)


def same(hostile: str, tame: str) -> None:
    """Both documents do the same."""
    one, other = read_as_github(hostile), _read(tame)
    # What a proposal proposes is in its mark as a fingerprint, and here the words differ.
    marks = ([re.sub("(:proposal) [0-9a-f]+ $", r"\1", said) for said in each.comments]
             for each in (one, other))  # fmt: skip
    assert next(marks) == next(marks)
    assert sorted(one.links) == sorted(other.links)
    counts = [Counter(tag for tag in each.tags if tag not in SOFT) for each in (one, other)]
    assert counts[0] == counts[1]
    shown = re.sub(r"#\d+(?=[,. :])", "", _words(one.html))
    assert not LINKED_TEXT.search(shown)
    assert [each.pattern for each in READ if each.search(shown)] == []
    assert not re.search(r"[\u202a-\u202e\u2066-\u2069]|[\U000e0000-\U000e0fff]", hostile)


def _words(page: str) -> str:
    """The words outside of blocks of code, those of different elements apart."""
    words = re.sub(
        r"<pre>.*?</pre>|<code>.*?</code>|<!--.*?-->|<[^>]+>", "\n", page, flags=re.DOTALL
    )
    return unescape(words)


@pytest.mark.parametrize("words", BATCHES)
def test_the_body_does_what_it_does_with_tame_words(words: tuple[str, ...]) -> None:
    hostile, tame = text(told(words)), tame_body()
    same(hostile, tame)
    assert numbers(hostile) == numbers(tame)
    assert ticks(tame, hostile) == ()
    lines = read_as_github(hostile).text.splitlines()
    commands = [one for one in lines if re.match(r"/\w", one)]
    assert all(re.match(r"/(include|exclude|fix) ", one) for one in commands)
    assert len(commands) == len([
        one for one in _read(tame).text.splitlines() if re.match(r"/\w", one)
    ])  # fmt: skip


def test_what_cannot_be_seen_is_told_where_it_is_decided() -> None:
    body = text(told(("smuggled\ufe00\U000e0100 letters",)))
    assert "The title contains 2 invisible characters, not shown here." in body
    assert "invisible" not in text(told((TAME,)))


@pytest.mark.parametrize("words", BATCHES)
def test_the_documents_do_what_they_do_with_tame_words(words: tuple[str, ...]) -> None:
    hostile = documents(told(words).state, PROTOCOL, VOCABULARY, RENDER, None)
    tame = tame_documents()
    assert hostile.keys() == tame.keys()
    for path in hostile:
        if path.endswith(".md") and path != "REVIEW.md":
            same(hostile[path], tame[path])
        if path.endswith(".csv"):
            rows = list(csv.reader(io.StringIO(hostile[path])))
            assert {len(one) for one in rows} == {len(rows[0])}
            assert not [cell for row in rows for cell in row if _formula(cell)]
    # The seals are fingerprints of the words themselves.
    sealed = [re.sub(r"seal \w+", "seal", one["REVIEW.md"]) for one in (hostile, tame)]
    same(*sealed)


def _formula(cell: str) -> bool:
    number = re.fullmatch(r"-?\d+(\.\d+)?", cell)
    return cell[:1] in ("=", "+", "-", "@", "\t", "\r") and not number


@pytest.mark.parametrize("batch", BATCHES)
def test_the_dashboard_does_what_it_does_with_tame_words(batch: tuple[str, ...]) -> None:
    for words in batch:
        same(shown(words), shown(TAME))


@pytest.mark.parametrize("batch", BATCHES)
def test_a_reply_does_what_it_does_with_tame_words(batch: tuple[str, ...]) -> None:
    def said(words: str) -> str:
        entry = Entry(command=words, outcome="Done", sentence=words, details=words)
        return reply(Mark(place="comment-1"), [entry])

    tame = read_as_github(said(TAME))
    assert _without_code(tame.text)
    for words in batch:
        hostile = read_as_github(said(words))
        text = _without_code(hostile.text)
        assert [each.pattern for each in READ if each.search(text)] == []
        assert Counter(hostile.comments) == Counter(tame.comments)
        assert not any(line.lstrip().startswith("/include") for line in _outside(said(words)))


def _without_code(shown: str) -> str:
    return shown.partition("Show")[0]


def _outside(source: str) -> list[str]:
    """Lines outside of blocks of code."""
    found = [one for one in MarkdownIt("gfm-like").parse(source) if one.type == "inline"]
    return [line for one in found for line in one.content.splitlines()]


@pytest.mark.parametrize("batch", BATCHES)
def test_lines_of_people_stay_in_their_block(batch: tuple[str, ...]) -> None:
    for words in batch:
        shown = replaced(lost({"status": f"{words}\nmine"}, "nothing"))
        seen = read_as_github(shown)
        assert {one.strip() for one in seen.comments} == {
            "living-review:replaced", "living-review:replaced-end",
        }  # fmt: skip
        assert (seen.links, seen.tags.count("pre"), seen.tags.count("input")) == ([], 1, 0)
        assert numbers(shown) == {}


def test_a_log_and_a_commit_take_no_order() -> None:
    for words in CORPUS:
        logged, committed = command(words), message(words)
        assert "::" not in logged
        assert "##[" not in logged
        assert len(logged.splitlines()) <= 1
        assert len(committed.splitlines()) <= 1
        assert [one.pattern for one in READ[:4] if one.search(committed)] == []
        assert not re.search(r"\[\s*(skip|no|ci|actions)\b|skip-checks", committed)


def test_no_fence_is_so_long_that_github_loses_count_of_it() -> None:
    for length in (254, 255, 256, 511):
        lines = fenced(f"x\n{'`' * length}\ny")
        assert len(lines[-1]) < 64
        assert not re.search("`" * len(lines[-1]), "\n".join(lines[1:-1]))


def test_a_name_of_a_whole_page_costs_its_own_card_only() -> None:
    tame = proposed()
    long = replace(tame.cards[0].record, authors=("W" * 59_000, "w " * 30_000))
    records = tuple(long if one.id == long.id else one for one in tame.state.records)
    hostile = replace(tame, state=replace(tame.state, records=records))

    assert text(hostile).count("<summary>") == text(tame).count("<summary>")


def test_the_corpus_is_large() -> None:
    assert len(set(CORPUS)) == len(CORPUS) > 100


def test_beside_a_template_of_the_reviews_own_all_is_written_alike(tmp_path: Path) -> None:
    """There all templates are filled in a sandbox, which is nothing that a reader may notice."""
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "own.md.j2").write_text("of the review's own", "utf-8")
    state = told(CORPUS).state
    boxed, usual = (
        documents(state, PROTOCOL, VOCABULARY, render, None)
        for render in (renderer(tmp_path, "neuroimaging"), RENDER)
    )
    assert boxed == usual
