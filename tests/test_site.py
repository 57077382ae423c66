"""The site in a real browser: choosing, keys, no script, print, dark, and no request out."""

import functools
import http.server
import json
import re
import threading
from collections.abc import Iterator, Mapping
from dataclasses import replace
from html import unescape
from pathlib import Path, PurePosixPath
from posixpath import normpath
from random import Random
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from benchmarks.documents import printed
from benchmarks.synthesis import invented
from bot.domain.claims import Agreement, Synthesis
from bot.domain.state import State
from bot.rendering.labels import TermLabels
from bot.rendering.site.brain import CONFLICT, brains
from bot.rendering.site.pages import Site
from bot.synthesis.synthesis import synthesised
from bot.wiring import lay_out_site
from tests import weeks
from tests.browsers import CHROMIUM, MISSING, chromium
from tests.conftest import HANG

AXE = Path(__file__).parent / "emulator" / "node_modules" / "axe-core" / "axe.min.js"
WINDOW: ViewportSize = {"width": 1200, "height": 900}
SMALL: ViewportSize = {"width": 400, "height": 300}
"""Brains are drawn without a graphics card: each point of them costs time."""
LIGHT = 1_000_000
"""Bytes of everything but the brain."""
pytestmark = [pytest.mark.skipif(not CHROMIUM, reason=MISSING), pytest.mark.long]


PAGES = ("index.html", "matrix.html", "brain.html", "search.html", "versions.html")
"""Pages that every other one leads to."""


def site_of(state: State, documents: Mapping[str, str]) -> Site:
    return Site(
        state=state,
        synthesis=synthesised(state, weeks.VOCABULARY),
        protocol=weeks.protocol(),
        names=TermLabels(vocabulary=weeks.VOCABULARY),
        render=weeks.FILL,
        documents=documents,
        places=weeks.VOCABULARY.centres,
    )


@pytest.fixture(scope="module")
def site() -> Site:
    """The site of the thirty studies."""
    return site_of(weeks.state(), weeks.rendered(weeks.state()))


@pytest.fixture(scope="module")
def folder(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same on disk."""
    made: Path = tmp_path_factory.mktemp("pages") / "site"
    lay_out_site(site.files(), made)
    return made


def test_every_link_leads_to_a_page_or_a_file(folder: Path) -> None:
    made = {str(one.relative_to(folder)) for one in folder.rglob("*") if one.is_file()}
    pages = {
        one: (folder / one).read_text("utf-8")
        for one in made
        if one.endswith(".html") and not one.startswith("brain/")
    }
    places = {one: set(re.findall(r' id="([^"]+)"', text)) for one, text in pages.items()}
    dead = []
    for one, text in pages.items():
        for address in map(unescape, re.findall(r'(?:href|src)="([^"]*)"', text)):
            path, _, place = address.partition("#")
            target = normpath(str(PurePosixPath(one).parent / path)) if path else one
            outside = re.match(r"(https|data|mailto):", address)
            if not outside and (target not in made or place not in {"", *places.get(target, ())}):
                dead.append((one, address))
    assert not dead


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        pass


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    """The same on a server on loopback."""
    handler = functools.partial(_Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


_LEFT = "net::ERR_ABORTED"


def _without_views(page: Page) -> None:
    """Open pages without the brains in them, which take seconds to draw and are not looked at."""
    views = re.compile(r"/brain/[^/]+\.html$")
    page.route(views, lambda route: route.fulfill(body="", content_type="text/html"))


@pytest.fixture(scope="module")
def watched(browser: Browser) -> tuple[Page, list[str]]:
    """One page for all tests, a new one costs as much as most of them; and what is amiss on it."""
    opened = browser.new_page()
    opened.set_default_timeout(HANG * 1000)
    faults: list[str] = []
    opened.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on(
        "requestfailed",
        # What a page had not loaded yet when it was left is no fault.
        lambda asked: None if asked.failure == _LEFT else faults.append(f"failed: {asked.url}"),
    )
    opened.on("request", lambda asked: faults.append(asked.url) if _foreign(asked.url) else None)
    return opened, faults


@pytest.fixture
def page(watched: tuple[Page, list[str]]) -> Iterator[Page]:
    """A page on which an error of the console, or a request to elsewhere, fails the test."""
    opened, faults = watched
    faults.clear()
    opened.set_viewport_size(WINDOW)
    yield opened
    opened.unroute_all()
    opened.emulate_media(media="null")
    opened.goto("about:blank")
    assert not faults


def _foreign(url: str) -> bool:
    return not url.startswith(("http://127.0.0.1:", "file:///", "data:", "blob:", "about:"))


@pytest.fixture
def home(folder: Path) -> str:
    """The site in a folder that is opened without a server, where a browser forbids most."""
    return folder.as_uri()


def _shown(page: Page) -> int:
    return page.locator("#matrix a.mark:visible").count()


def test_a_choice_shows_only_its_findings(page: Page, home: str) -> None:
    page.goto(f"{home}/matrix.html")
    every = _shown(page)
    page.get_by_label("Result").select_option("conflict")
    assert _shown(page) == 3
    assert "3 findings from" in page.get_by_role("status").inner_text()
    page.get_by_role("button", name="Show all").click()
    page.wait_for_function("document.querySelectorAll('#matrix tbody tr[hidden]').length === 0")
    assert _shown(page) == every > 30


def test_every_mark_has_a_letter_and_its_counts(page: Page, home: str) -> None:
    page.goto(f"{home}/matrix.html")
    written = page.locator("#matrix a.mark > [aria-hidden]").all_inner_texts()
    assert len(written) == len(synthesised(weeks.state(), weeks.VOCABULARY).claims)
    count = r"[↑↓↗↘=?]\d+(?:–\d+)?"
    assert all(re.fullmatch(rf"[A-Z]\d? {count}(?: {count})*", mark) for mark in written)


def test_the_script_counts_as_the_program_does(folder: Path, page: Page, home: str) -> None:
    drawn = (folder / "matrix.html").read_text("utf-8")
    page.goto(f"{home}/matrix.html")
    # It counted every mark again when it began, and changed nothing.
    tallies = re.findall(r'class="tally">(.*?)</span></span>', drawn)
    written = page.locator("#matrix a.mark .tally").all_text_contents()
    assert written == [re.sub("<.*?>", "", tally) for tally in tallies]
    styles = re.findall(r'<a class="mark ([^"]*)"', drawn)
    classes = page.locator("#matrix a.mark").evaluate_all("all => all.map(it => it.className)")
    assert [set(one.split()) for one in classes] == [{"mark", *one.split()} for one in styles]
    assert {"mixed", "conflict"} < set(styles)


def test_choosing_studies_counts_again_among_them(page: Page, home: str) -> None:
    page.goto(f"{home}/matrix.html")
    insula = page.locator("#matrix tr[data-name=Insula]")
    assert "H ↓3" in insula.inner_text()
    assert insula.locator("a.conflict").count() == 1
    page.locator("select[name=cancer]").select_option(label="Lung cancer")
    assert "H ↓1" in insula.inner_text()
    assert insula.locator("a.conflict").count() == 0
    title = insula.locator("a.mark:visible", has_text="H ↓1").get_attribute("title")
    assert title
    assert title.endswith("Among the selected studies: ↓1")
    assert re.search(r"from \d+ of 29 studies", page.get_by_role("status").inner_text())


def test_a_word_finds_regions_in_the_map_and_empty_columns_go(page: Page, home: str) -> None:
    page.goto(f"{home}/matrix.html")
    columns = page.locator("#matrix thead th:visible").count()
    page.get_by_label("Region", exact=True).fill("INSÚLA")
    names = page.locator("#matrix tbody th:visible").all_inner_texts()
    assert sorted(names) == ["Anterior insula", "Insula", "Insula – Periaqueductal grey"]
    assert page.locator("#matrix thead th:visible").count() < columns


def test_one_word_says_what_is_known_of_a_region(page: Page, home: str) -> None:
    page.goto(f"{home}/index.html")
    page.get_by_role("searchbox", name="Search the review").fill("insula")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/search\.html\?q=insula$"))
    first = page.locator("article.result:visible").first
    assert first.get_by_role("heading").inner_text() == "Insula"
    assert "independent cohorts" in first.inner_text()
    assert "(3 cohorts," in first.inner_text()
    first.get_by_role("link", name="Insula", exact=True).click()
    page.wait_for_url(re.compile(r"/review/evidence/insula\.html$"))


def test_the_search_finds_studies_and_other_names_and_says_when_nothing_fits(
    page: Page, home: str
) -> None:
    page.goto(f"{home}/search.html?q=ACC")
    assert page.locator("article.result:visible h3").all_inner_texts()[0] == (
        "Anterior cingulate cortex"
    )
    box = page.get_by_role("searchbox", name="Search the review")
    box.fill("rainwood 2023")
    assert page.locator("article.result:visible").count() == 1
    box.fill("yoghurt")
    assert page.get_by_role("status").inner_text().startswith("Nothing fits")


def test_a_choice_can_be_sent_to_somebody(page: Page, address: str) -> None:
    page.goto(f"{address}/matrix.html?direction=conflict")
    assert _shown(page) == 3
    page.get_by_label("Result").select_option("")
    assert "?" not in page.url


def test_rows_are_sorted_by_place_and_by_number(page: Page, home: str) -> None:
    page.goto(f"{home}/matrix.html")
    page.get_by_role("button", name="Region").click()
    names = page.locator("#matrix tbody th").all_inner_texts()
    assert names == sorted(names, key=str.lower)
    page.get_by_role("button", name="Cohorts").click()
    numbers = [int(one) for one in page.locator("#matrix tbody td:nth-child(2)").all_inner_texts()]
    assert numbers == sorted(numbers, reverse=True)
    assert page.locator("th[aria-sort=descending]").inner_text().startswith("Cohorts")


def test_a_mark_leads_to_the_quote_and_the_quote_to_its_study(page: Page, home: str) -> None:
    page.goto(f"{home}/matrix.html")
    page.locator("#matrix a.conflict").first.click()
    page.wait_for_url(re.compile(r"/review/evidence/[\w-]+\.html#c-[0-9a-f]{8}$"))
    place = page.url.rpartition("#")[2]
    assert page.locator(f"#{place}").count() == 1
    row = page.locator("table tbody tr", has_text="“").first
    paper = row.get_by_role("link").first.get_attribute("href")
    assert paper
    assert paper.startswith("https://pubmed.ncbi.nlm.nih.gov/92")
    page.get_by_role("link", name="Back to the review").click()
    assert page.locator("h1").inner_text().startswith("Brain imaging of cancer pain")


def test_everything_can_be_done_with_the_keyboard(page: Page, address: str) -> None:
    page.goto(f"{address}/matrix.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.get_by_label("Result").focus()
    # By arrows: what is typed letter by letter is forgotten on a slow machine after a second.
    for _ in range(10):
        if page.evaluate("document.activeElement.value") == "conflict":
            break
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    assert _shown(page) == 3
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.classList.contains('mark')"):
            break
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("evidence"))


def test_the_contents_are_in_reach_wherever_one_reads(page: Page, address: str) -> None:
    page.goto(f"{address}/index.html#references")
    page.get_by_text("Contents", exact=True).click()
    page.get_by_role("navigation", name="On this page").get_by_text("Evidence gaps").click()
    assert page.url.endswith("#evidence-gaps")
    assert page.locator(".contents li a:visible").count() == 0


def test_without_scripts_everything_can_be_read(browser: Browser, address: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        context.set_default_timeout(HANG * 1000)
        page = context.new_page()
        _without_views(page)
        page.goto(f"{address}/matrix.html")
        assert _shown(page) > 30
        assert not page.locator("#filters").is_visible()
        page.locator("#matrix a.mark").first.click()
        assert "“" in page.locator("main").inner_text()
        page.goto(f"{address}/search.html?q=insula")
        assert page.locator("article.result:visible").count() > 40
        page.goto(f"{address}/brain.html")
        assert page.get_by_role("link", name="View as table").is_visible()


def test_the_brain_turns_asks_nobody_and_runs_no_script_of_a_name(
    page: Page, tmp_path: Path
) -> None:
    """Once, as a brain takes a browser seconds to draw; and where a browser forbids most."""
    synthesis = synthesised(weeks.state(), weeks.VOCABULARY)
    hostile = "other:</script><script>document.title = 'taken'</script><img src=x onerror=taken()>"
    claims = tuple(
        replace(claim, region=hostile, family=hostile)
        for claim in synthesis.claims
        if claim.comparison == "pain_vs_cancer_no_pain" and not claim.region_b
    )[:3]
    places = {**weeks.VOCABULARY.centres, hostile: (10.0, 10.0, 10.0)}
    site = replace(
        site_of(weeks.state(), {}), synthesis=replace(synthesis, claims=claims), places=places
    )
    files = site.files()
    lay_out_site(files, tmp_path / "site")
    (path,) = (one for one in files if re.fullmatch(r"brain/.*\.html", one))
    page.set_viewport_size(SMALL)
    page.goto((tmp_path / "site" / "brain.html").as_uri(), wait_until="commit")
    page.locator("iframe").scroll_into_view_if_needed()
    page.frame_locator("iframe").locator("canvas, svg").first.wait_for()

    (view,) = (one for one in page.frames if one.url.endswith(path))
    assert "taken" not in page.title() + view.title()
    tame = tuple(replace(claim, region="insula", family="insula") for claim in claims)
    plain = brains(replace(synthesis, claims=tame), site.names, places)
    assert files[path].count("<script") == plain.files[plain.views[0].path].count("<script")


def test_every_page_says_what_may_run_on_it(folder: Path) -> None:
    for path in folder.rglob("*.html"):
        text = path.read_text("utf-8")
        assert text.count('http-equiv="Content-Security-Policy"') == 1
        policy = re.search(r'content="(default-src [^"]*)"', text)
        assert policy
        assert "default-src 'none'" in policy[1]
        assert "script-src 'unsafe-inline'" not in policy[1]


def test_it_is_light_before_the_brain_is_opened(page: Page, address: str, folder: Path) -> None:
    read: list[int] = []
    _without_views(page)
    page.on("response", lambda answer: read.append(len(answer.body())))
    for path in PAGES:
        page.goto(f"{address}/{path}", wait_until="networkidle")
    assert sum(read) < LIGHT
    whole = (one for one in folder.rglob("*") if one.is_file() and one.parent.name != "brain")
    assert sum(one.stat().st_size for one in whole) < 2 * LIGHT


def test_print_shows_the_text_without_what_one_clicks(page: Page, address: str) -> None:
    page.emulate_media(media="print")
    page.goto(f"{address}/matrix.html")
    assert not page.locator("nav").is_visible()
    assert not page.locator("#filters").is_visible()
    assert _shown(page) > 30
    page.goto(f"{address}/index.html")
    folded = page.locator("details:not(.contents details) > :not(summary)")
    assert folded.count() > 5
    assert all(fold.bounding_box() for fold in folded.all()[:20])
    assert page.pdf()[:4] == b"%PDF"
    assert page.locator("details[open]").count() == 0


_CUT = """
[...document.querySelectorAll("html, .wide")]
  .filter(it => it.scrollWidth > it.clientWidth + 1).map(it => it.innerText.slice(0, 80))
"""


def test_no_page_is_wider_than_its_window_and_no_column_is_cut(page: Page, address: str) -> None:
    _without_views(page)
    for path in (*PAGES, "review/evidence/insula.html"):
        page.goto(f"{address}/{path}")
        for width in (390, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate(_CUT) == [], (path, width)


def test_a_figure_keeps_its_size_on_a_phone_and_scrolls(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"{address}/index.html")
    figure = page.locator(".figure").first
    assert figure.evaluate("it => it.scrollWidth > 2 * it.clientWidth")


def test_no_column_of_a_map_of_many_studies_is_cut(page: Page, tmp_path: Path) -> None:
    many = printed(invented(120, Random(1)))  # noqa: S311 - invents studies
    lay_out_site(replace(site_of(many, {}), places={}).files(), tmp_path / "site")
    page.goto((tmp_path / "site" / "matrix.html").as_uri())
    assert _shown(page) > 500
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(_CUT) == []


def _violations(page: Page, choice: str = "") -> list[dict[str, Any]]:
    # What passes is not described, nor is where a fault stands: that took half of the time.
    quick = "iframes: false, resultTypes: ['violations'], selectors: false"
    found: list[dict[str, Any]] = page.evaluate(f"axe.run({{{quick}, {choice}}})")["violations"]
    return found


@pytest.fixture(scope="module")
def inspected(browser: Browser) -> Page:
    """A page into which axe may be put, whatever its policy says of scripts."""
    opened = browser.new_page(bypass_csp=True)
    opened.set_default_timeout(HANG * 1000)
    _without_views(opened)
    return opened


@pytest.mark.parametrize("path", [*PAGES, "review/evidence/insula.html"])
def test_axe_finds_no_serious_fault(path: str, inspected: Page, address: str) -> None:
    if not AXE.exists():
        pytest.skip("axe-core is not installed: run the tests with `make test`")
    inspected.emulate_media(color_scheme="light")
    inspected.goto(f"{address}/{path}")
    inspected.add_script_tag(path=AXE)
    found = _violations(inspected)
    # Darkness changes colours, and nothing else that axe looks at.
    inspected.emulate_media(color_scheme="dark")
    found += _violations(inspected, "runOnly: ['color-contrast']")
    serious = [
        f"{one['impact']}: {one['help']}: {[it['html'][:160] for it in one['nodes'][:3]]}"
        for one in found
        if one["impact"] in {"serious", "critical"}
    ]
    assert not serious, "\n".join(serious)


def test_a_review_without_a_study_has_a_site(page: Page, tmp_path: Path) -> None:
    lay_out_site(site_of(State(), weeks.rendered(State())).files(), tmp_path / "site")
    for path in PAGES:
        page.goto(f"{(tmp_path / 'site').as_uri()}/{path}")
        assert page.locator("h1").count() == 1
    page.goto(f"{(tmp_path / 'site').as_uri()}/matrix.html")
    assert page.get_by_text("No finding has been extracted yet.").is_visible()


def test_the_letters_in_the_matrix_are_explained(page: Page, address: str) -> None:
    page.goto(f"{address}/matrix.html")
    key = page.locator("#letters").inner_text()
    letters = set(page.locator("#matrix a.mark .letter").all_inner_texts())
    assert {"H", "C", "L"} <= letters
    assert all(f"{one} " in key for one in letters)


def test_a_view_of_the_brain_never_mixes_comparisons_and_marks_conflict() -> None:
    synthesis = synthesised(weeks.state(), weeks.VOCABULARY)
    names = TermLabels(vocabulary=weeks.VOCABULARY)
    made = brains(synthesis, names, weeks.VOCABULARY.centres)
    for view in made.views:
        assert len({(claim.comparison, claim.species) for claim in view.claims}) == 1
    conflicts = [view for view in made.views if CONFLICT in made.files[view.path]]
    # Metabolism of the precuneus, and grey matter of the insula with the strength of pain.
    assert {view.comparison for view in conflicts} == {
        names.name("comparison", "pain_vs_cancer_no_pain"),
        names.name("comparison", "within_pain_group"),
    }
    shown = sum(len(view.claims) for view in made.views)
    assert made.left_out == len(synthesis.claims) - shown


def test_a_view_holds_its_dots_as_nilearn_writes_them() -> None:
    from nilearn.plotting import view_markers

    names = TermLabels(vocabulary=weeks.VOCABULARY)
    claims = synthesised(weeks.state(), weeks.VOCABULARY).claims
    claim = next(claim for claim in claims if claim.agreement is Agreement.CONTRADICTED)
    place = (0.0, 20.25, -8.0)
    made = brains(Synthesis(claims=(claim,)), names, {claim.region: place})
    written = _dots(made.files[made.views[0].path])
    assert written.pop("marker_notes")
    assert written == _dots(
        view_markers(
            [place], [CONFLICT], [6 + 3 * claim.total], marker_labels=[names.place(claim)]
        ).get_standalone()
    )


def _dots(page: str) -> dict[str, object]:
    start = page.index(key := '"connectome": ') + len(key)
    dots: dict[str, object] = json.JSONDecoder().raw_decode(page, start)[0]
    return dots


def test_what_views_of_the_brain_share_lies_beside_them_once(folder: Path) -> None:
    views = list((folder / "brain").glob("*.html"))
    assert len(views) > 10
    assert all(view.stat().st_size < 50_000 for view in views)
    assert len(list((folder / "brain").glob("shared-*.js"))) == 3


def test_search_engines_find_article_data_and_version_in_the_pages(folder: Path) -> None:
    for path in ("index.html", "versions.html"):
        text = (folder / path).read_text("utf-8")
        (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text)
        kinds = {entity["@type"] for entity in json.loads(data)["@graph"]}
        assert kinds == {"ScholarlyArticle", "Dataset"}


def test_the_crate_of_the_site_names_files_that_are_there(folder: Path) -> None:
    crate = json.loads((folder / "ro-crate-metadata.json").read_text("utf-8"))
    root = next(entity for entity in crate["@graph"] if entity["@id"] == "./")
    assert root["mainEntity"] == {"@id": "index.html"}
    assert all((folder / part["@id"]).exists() for part in root["hasPart"])


def test_feeds_are_linked_by_absolute_addresses_and_mail_is_explained(site: Site) -> None:
    protocol = weeks.protocol()
    home = replace(protocol.digest, home="https://github.com/moon/review")
    site = replace(site, protocol=replace(protocol, digest=home), places={})
    page = site.files()["versions.html"]
    feed = "https://raw.githubusercontent.com/moon/review/HEAD/review/feeds/all.atom"
    assert f'href="{feed}"' in page
    assert f'href="mailto:{protocol.contact}"' in page
    listed = replace(home, page="https://lists.example.org/moon")
    page = replace(site, protocol=replace(protocol, digest=listed)).files()["versions.html"]
    assert 'href="https://lists.example.org/moon"' in page
    assert "to be added to the readers" not in page
