"""``decide`` in a real browser: keys, undo, two windows, a hostile paper, a session cut short."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from bot.cli import execute
from bot.demo.eutils import EutilsServer
from bot.domain.screening_sessions import ActionKind
from bot.wiring.screening_session import ServedSession, screening_session
from tests.browsers import CHROMIUM, MISSING, chromium
from tests.conftest import HANG, TODAY, Review, seeds
from tests.waiting_papers import WaitingPapers, articles, papers_waiting

AXE = Path(__file__).parent / "emulator" / "node_modules" / "axe-core" / "axe.min.js"
pytestmark = [pytest.mark.skipif(not CHROMIUM, reason=MISSING), pytest.mark.long]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def review(tmp_path_factory: pytest.TempPathFactory) -> WaitingPapers:
    """A review in which 16 papers wait."""
    return papers_waiting(tmp_path_factory.mktemp("decide"), articles(16))


@pytest.fixture(scope="module")
def opened(review: WaitingPapers) -> Iterator[ServedSession]:
    with screening_session(review.root, review.world, "") as made:
        yield made


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Windows on which an error or a request to elsewhere fails the test."""
    made = browser.new_context(viewport={"width": 1200, "height": 900}, reduced_motion="reduce")
    made.set_default_timeout(HANG * 1000)
    faults: list[str] = []
    made.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    made.on("weberror", lambda fault: faults.append(str(fault.error)))
    made.on(
        "request",
        lambda sent: None if sent.url.startswith(("http://127.0.0.1:", "data:"))
        else faults.append(sent.url),
    )  # fmt: skip
    yield made
    made.close()
    assert not faults


@pytest.fixture(scope="module")
def page(context: BrowserContext, opened: ServedSession) -> Page:
    made = context.new_page()
    made.goto(opened.one_time_address)
    return made


def _press(page: Page, *keys: str) -> None:
    """Press keys, the last of which does something, and wait for what comes of it."""
    revision = page.locator("#top").get_attribute("data-revision")
    for key in keys:
        page.keyboard.press(key)
    page.wait_for_selector(f"#top:not([data-revision='{revision}'])")


def _title(page: Page) -> str:
    return page.locator("h1").inner_text()


def test_a_dozen_papers_by_keyboard_alone(
    page: Page, context: BrowserContext, opened: ServedSession, review: WaitingPapers
) -> None:
    first = _title(page)
    _press(page, "u")
    assert _title(page) != first, "put off: it comes again at the end"
    _press(page, "i")
    hostile_stands_still(page)
    _press(page, "e", "2")
    assert "excluded (outcome)" in page.get_by_role("status").inner_text()
    page.keyboard.press("e")
    page.keyboard.press("i")
    assert opened.running.revision == 3, "while a reason is asked for, no other key decides"
    page.keyboard.press("Escape")
    fourth = _title(page)
    _press(page, "i")
    assert page.get_by_text("No abstract.").is_visible()
    _press(page, "e", "0")
    _press(page, "z")
    _press(page, "z")
    assert _title(page) == fourth, "both undone, the earlier one is first"
    for _ in range(2):
        _press(page, "i")
    another_window_follows(page, context, opened)
    while len(opened.running.session.decided) < 12:
        _press(page, *(("e", "1") if len(opened.running.session.decided) % 3 else ("i",)))
    assert page.locator("header").inner_text().count("12") == 1
    assert opened.running.session.remaining(opened.running.order)[-1] == "910000001"
    assert not review.commits(), "nothing is committed before the end"
    axe_finds_nothing(page, opened)


def hostile_stands_still(page: Page) -> None:
    """A hostile paper is shown as text, and changes nothing about the page."""
    assert _title(page).startswith("<script>fault()</script> tneit")
    shown = page.locator(".abstract").inner_text()
    assert "</main><script>fault()</script>" in shown
    assert "\u202e" not in page.content()
    assert page.locator("mark", has_text="{pain}").count() == 0
    assert page.locator("mark", has_text="cancer").count() == 1
    assert page.locator("main script, main style, main img").count() == 0


def another_window_follows(page: Page, context: BrowserContext, opened: ServedSession) -> None:
    """What is done in one window, the other one shows at once; what is behind decides nothing."""
    other = context.new_page()
    other.goto(opened.address)
    before, revision = _title(page), page.locator("#top").get_attribute("data-revision")
    assert _title(other) == before
    _press(page, "i")
    other.wait_for_selector(f"#top:not([data-revision='{revision}'])")
    assert _title(other) == _title(page) != before
    done = len(opened.running.session.actions)
    late = other.evaluate(
        """async ([revision, paper]) => (await fetch("act", {method: "POST",
        body: new URLSearchParams({do: "exclude 0", revision, paper})})).text()""",
        [revision, opened.running.session.standing[-1].record],
    )
    assert "decided in another window" in late
    assert len(opened.running.session.actions) == done
    other.close()


def axe_finds_nothing(page: Page, opened: ServedSession) -> None:
    """No fault of accessibility, in light and dark, on a phone too."""
    if not AXE.exists():
        pytest.skip("axe-core is not installed: run the tests with `make test`")
    browser = page.context.browser
    assert browser
    with browser.new_context(bypass_csp=True, viewport={"width": 390, "height": 844}) as context:
        looked_at = context.new_page()
        looked_at.goto(opened.address)
        looked_at.add_script_tag(path=AXE)
        for scheme in ("light", "dark"):
            looked_at.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            looked_at.keyboard.press("e" if scheme == "dark" else "?")
            found = looked_at.evaluate("axe.run()")
            looked_at.keyboard.press("Escape")
            assert not [
                f"{one['help']}: {[it['html'][:160] for it in one['nodes'][:3]]}"
                for one in found["violations"]
            ]
        assert looked_at.evaluate("document.documentElement.scrollWidth") == 390


def test_a_session_cut_short_is_saved_by_the_next_one(browser: Browser, tmp_path: Path) -> None:
    review = papers_waiting(tmp_path, articles(6))
    page = browser.new_page()
    with screening_session(review.root, review.world, "") as killed:
        page.goto(killed.address)
        _press(page, "i")
        _press(page, "e", "1")
    # Without its end, as after a power cut: nobody saved it.
    assert not review.commits()
    later = replace(review.world, today=TODAY + timedelta(days=3))
    with screening_session(review.root, later, "") as resumed:
        assert review.commits() == ["Decide 2 papers"]
        page.goto(resumed.address)
        assert _title(page).startswith("<script>"), "the third paper"
        _press(page, "e", "3")
        page.get_by_role("button", name="Save and finish").click()
        page.wait_for_selector("#top[data-over]")
        assert resumed.ended.wait(HANG)
        assert "Saved 1 decision in one commit" in page.locator("h1").inner_text()
    page.close()
    assert review.commits() == ["Decide 2 papers", "Decide 1 paper"]
    lines = [json.loads(line) for line in review.ledger()]
    assert {line["by"] for line in lines} == {"Ada Reviewer"}
    assert [(line["verdict"], line.get("criterion", ""), line["on"]) for line in lines] == [
        ("include", "", "2026-11-16"),
        ("exclude", "population", "2026-11-16"),
        ("exclude", "study", "2026-11-19"),
    ], "each with the day on which it was decided"
    last = review.git("log", "-1", "--format=%b", "living-review/update")
    assert last.strip() == "Co-authored-by: Ada Reviewer <ada@example.org>"
    assert not review.git("status", "--porcelain"), "the person's own checkout is left alone"
    assert not list((review.root / ".git").glob("living-review-screening-*"))


def test_papers_are_decided_from_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    review = papers_waiting(tmp_path, articles(6))

    def said(*arguments: str) -> str:
        assert execute(["decide", *arguments, "--dir", str(review.root)], review.world) == 0
        return capsys.readouterr().out

    waiting = json.loads(said("--list", "--json"))
    assert [one["pmid"] for one in waiting] == [str(910000001 + at) for at in range(6)]
    why = "Named in the protocol."
    done = json.loads(said("910000001", "include", "--reason", why, "--by", "Bea", "--json"))
    assert (done["record"], done["outcome"]) == ("910000001", "Done")
    assert "previously" not in done["sentence"]  # that it waited for a person goes without saying
    assert "excluded (study)" in said("910000002", "exclude", "--criterion", "study")
    assert "already" in said("910000002", "exclude", "--criterion", "study")
    assert "awaiting a decision" in said("910000002", "unsure")
    listed = said("--list")
    assert len(listed.splitlines()) == 5
    (review.root / ".cache").rename(tmp_path / "aside")
    (review.root / ".cache").write_text("in the way", "utf-8")
    assert said("--list") == listed, "nothing of a review need be written to read it"
    (review.root / ".cache").unlink()
    (tmp_path / "aside").rename(review.root / ".cache")
    lines = [json.loads(line) for line in review.ledger()]
    assert [(line["by"], line["verdict"]) for line in lines] == [
        ("Bea", "include"), ("Ada Reviewer", "exclude"), ("Ada Reviewer", "unsure"),
    ]  # fmt: skip
    assert lines[0]["reasons"] == [why]

    assert execute(["why", "910000001", "--dir", str(review.root)], review.world) == 0
    shown = capsys.readouterr()
    assert why in shown.out, "it is decided, though nobody has merged that yet"
    assert "living-review/update, which is not merged" in shown.err
    assert execute(["export", "csl-json", "--dir", str(review.root)], review.world) == 0
    assert "not in it until they are merged" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (("910000009", "include"), "decide --list"),
        (("910000001",), "include, exclude or unsure"),
        (("910000001", "maybe"), "include, exclude or unsure"),
        (("910000001", "exclud"), "Did you mean 'exclude'?"),
        (("910000001", "exclude"), "--criterion: population, outcome, study, duplicate"),
        (("910000001", "include", "--criterion", "study"), "Leave --criterion out"),
        (("910000001", "exclude", "--criterion", "studdy"), "Did you mean 'study'?"),
        (("--criterion", "study"), "decide ID exclude"),
    ],
)
def test_a_slip_says_what_would_be_right(
    arguments: tuple[str, ...], hint: str, slips: WaitingPapers, capsys: pytest.CaptureFixture[str]
) -> None:
    assert execute(["decide", *arguments, "--dir", str(slips.root)], slips.world) == 2
    assert hint in capsys.readouterr().err


@pytest.fixture(scope="module")
def slips(tmp_path_factory: pytest.TempPathFactory) -> WaitingPapers:
    return papers_waiting(tmp_path_factory.mktemp("slips"), articles(6))


@pytest.mark.few
def test_a_run_without_github_takes_in_what_was_decided(
    tmp_path: Path, eutils: EutilsServer, capsys: pytest.CaptureFixture[str]
) -> None:
    made = Review.new(tmp_path, eutils, seeds=seeds(few=True))
    world = replace(made.world_without_hub(), push=False)

    def said(*arguments: str) -> str:
        assert execute([*arguments, "--dir", str(made.root)], world) == 0
        return capsys.readouterr().out

    assert "papers await a decision: `living-review-bot decide`" in said("run")
    first, *_ = json.loads(said("decide", "--list", "--json"))
    said("decide", first["record"], "include", "--by", "Ada")
    text = said("run")
    assert re.search(r"papers read +[1-9]", text)
    study = f"state/studies/{first['record']}.yaml"
    assert "seal: " in made.git("show", f"living-review/update:{study}")


@pytest.mark.few
def test_what_was_extracted_is_confirmed_without_github(
    tmp_path: Path, eutils: EutilsServer, capsys: pytest.CaptureFixture[str]
) -> None:
    made = Review.new(tmp_path, eutils, seeds=seeds(few=True))
    world = replace(made.world_without_hub(), push=False)

    def said(*arguments: str, code: int = 0) -> str:
        assert execute([*arguments, "--dir", str(made.root)], world) == code
        shown = capsys.readouterr()
        return shown.out + shown.err

    said("run")
    text = (made.root / "PULL_REQUEST.md").read_text("utf-8")
    number, record = re.findall(r"living-review:paper (\d+) (\d+)", text)[-1]
    study = f"state/studies/{record}.yaml"
    assert "command --say '/confirm 4 f2'" in " ".join(text.replace("> ", "").split())

    answer = said("command", "--say", f"/drop {number} f1", "--say", "/drop 99 f1", "--by", "Ada")
    assert f"/drop {number} f1: Done: " in answer
    assert "/drop 99 f1: Not understood: " in answer
    assert "id: f1\n" not in made.git("show", f"living-review/update:{study}")
    subject = made.git("log", "-1", "--format=%s", "living-review/update").strip()
    assert subject == f"/drop {number} f1"
    again = said("command", "--say", f"/drop {record} f1", "--by", "Ada")
    assert again.startswith(f"/drop {record} f1: Not understood: There is no finding")
    assert "commands" in said("command", "--say", "/help", "--by", "Ada")
    assert "no command in 'hello'" in said("command", "--say", "hello", code=2)


def test_two_people_decide_without_seeing_each_other(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    two = "\nreviewers: {logins: [ada, bea, cleo], decisions: 2}\n"
    review = papers_waiting(tmp_path, articles(6), edit=lambda text: text + two)
    first, second = "910000001", "910000002"

    def said(*arguments: str, code: int = 0) -> str:
        assert execute(["decide", *arguments, "--dir", str(review.root)], review.world) == code
        shown = capsys.readouterr()
        return shown.out + shown.err

    def left(by: str) -> list[str]:
        return [one["record"] for one in json.loads(said("--list", "--json", "--by", by))]

    assert "ada, bea, cleo" in said(first, "include", "--by", "Ada Reviewer", code=2)
    assert "1 of 2 decided" in said(first, "include", "--by", "ada")
    assert first not in left("ada")
    assert left("bea")[0] == first
    assert "excluded (study), by agreement" not in said(
        first, "exclude", "--criterion", "study", "--by", "bea"
    )
    assert left("bea")[-1] == first, "in dispute, behind what is new"
    assert left("cleo")[0] == first, "to a third person a paper like any other"
    with screening_session(review.root, review.world, "cleo") as third:
        assert "Decided differently" not in third.running.page()
        third.running.act(ActionKind.INCLUDE, first, 0, 0)
        third.running.act(ActionKind.INCLUDE, second, 0, 1)
        third.finish()
    (line,) = map(json.loads, review.ledger())
    assert (line["record"], line["verdict"], line["by"]) == (first, "include", "ada and cleo")
    assert review.commits() == ["Decide 1 paper", "Decide 1 paper", "Decide 2 papers"]
