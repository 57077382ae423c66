"""Templates are compiled once in a process, and what is changed in a file counts at once."""

import dataclasses
import os
from pathlib import Path
from types import SimpleNamespace as Shape

import jinja2
import pytest
from jinja2 import meta, nodes

from bot.adapters.templates import prompts, renderer
from bot.errors import Mistake
from bot.rendering.dashboard import DashboardView
from bot.rendering.evidence import EvidencePage
from bot.rendering.findings_view import FindingsView
from bot.rendering.methods_view import MethodsView
from bot.rendering.proposal.run_report import RunReport
from bot.rendering.proposal.view import CardView, ProposalView, ScreeningView
from bot.rendering.review_view import ReviewView
from bot.rendering.template_functions import FUNCTIONS

ROOT = Path(__file__).parents[2]
HOMES = (ROOT / "bot" / "topics" / "neuroimaging" / "templates", ROOT / "templates")


def _write(review: Path, text: str, *, folder: str = "templates", name: str = "own.md.j2") -> None:
    (review / folder).mkdir(exist_ok=True)
    (review / folder / name).write_text(text, "utf-8")


def test_what_a_file_says_now_is_filled_though_its_time_stands_still(tmp_path: Path) -> None:
    _write(tmp_path, "first {{ word }}")
    own = tmp_path / "templates" / "own.md.j2"
    time = own.stat()
    assert renderer(tmp_path)("own.md.j2", word="tea") == "first tea"
    own.write_text("later {{ word }}")
    os.utime(own, ns=(time.st_atime_ns, time.st_mtime_ns))
    assert renderer(tmp_path)("own.md.j2", word="tea") == "later tea"


def test_a_file_changed_between_two_pages_of_one_run_counts(tmp_path: Path) -> None:
    _write(tmp_path, "first")
    fill = renderer(tmp_path)
    assert fill("own.md.j2") == "first"
    _write(tmp_path, "later")
    os.utime(tmp_path / "templates" / "own.md.j2", (1, 1))
    assert fill("own.md.j2") == "later"


def test_what_is_laid_beside_built_in_templates_later_is_not_filled(tmp_path: Path) -> None:
    fill = renderer(tmp_path)
    _write(tmp_path, "later")
    with pytest.raises(Mistake, match=r"own\.md\.j2"):
        fill("own.md.j2")


def test_a_topic_of_the_reviews_own_is_told_the_template_that_it_lacks(tmp_path: Path) -> None:
    (tmp_path / "migraine").mkdir()
    with pytest.raises(Mistake, match=r"no template migraine/templates/review/own\.md\.j2") as told:
        renderer(tmp_path, "migraine")("review/own.md.j2")
    assert "built-in topic" in told.value.hint


def test_a_link_among_templates_is_refused_and_not_passed_over(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "review").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(Mistake, match="link"):
        renderer(tmp_path)("review/targets.md.j2", targets=())


def test_a_reviews_own_template_stands_in_and_steps_back(tmp_path: Path) -> None:
    def version() -> str:
        return renderer(tmp_path, "neuroimaging")("review/targets.md.j2", targets=())

    built_in = version()
    (tmp_path / "templates" / "review").mkdir(parents=True)
    own = tmp_path / "templates" / "review" / "targets.md.j2"
    own.write_text("None of our own.")
    assert version() == "None of our own."
    own.unlink()
    assert version() == built_in


def test_a_topics_templates_stand_before_those_of_every_review(tmp_path: Path) -> None:
    for folder, text in (("words/templates", "the topic's"), ("templates", "the review's")):
        (tmp_path / folder / "review").mkdir(parents=True)
        (tmp_path / folder / "review" / "reading.md.j2").write_text(text, "utf-8")
    assert renderer(tmp_path, "words")("review/reading.md.j2") == "the review's"
    (tmp_path / "templates" / "review" / "reading.md.j2").unlink()
    assert renderer(tmp_path, "words")("review/reading.md.j2") == "the topic's"
    assert "How papers are read" in renderer(tmp_path)("review/reading.md.j2")


def test_a_copy_of_a_built_in_template_is_no_reviews_own(tmp_path: Path) -> None:
    (tmp_path / "templates" / "review").mkdir(parents=True)
    for path in (ROOT / "templates" / "review").glob("*.j2"):
        (tmp_path / "templates" / "review" / path.name).write_bytes(path.read_bytes())
    assert "Rules can miss findings" in _reading(tmp_path, "neuroimaging")
    assert "Rules can miss findings" not in _reading(tmp_path, "")


def _reading(review: Path, topic: str) -> str:
    protocol, seen = Shape(full_text=False), Shape(full_text=0, read=0, to_check=0)
    return renderer(review, topic)(
        "review/reading.md.j2",
        protocol=protocol,
        overview=seen,
        readings=(),
        corrections=Shape(judged=()),
        topic=Shape(words=Shape(bias="no comparison")),
    )


def test_two_reviews_keep_templates_of_one_name_apart(tmp_path: Path) -> None:
    for name in ("moon", "star"):
        (tmp_path / name).mkdir()
        _write(tmp_path / name, f"{name} {{{{ word }}}}")
    filled = [renderer(tmp_path / name)("own.md.j2", word="tea") for name in ("moon", "star")]
    assert filled == ["moon tea", "star tea"]


def test_each_format_makes_a_constant_inert_in_its_own_way(tmp_path: Path) -> None:
    """Jinja escapes constants when it compiles: what is compiled for one is wrong for another."""
    text = "{{ '<b>*@moon*</b>' }}"
    for name in ("own.md.j2", "own.html.j2", "own.txt.j2"):
        _write(tmp_path, text, name=name)
    _write(tmp_path, text, folder="prompts")
    fill = renderer(tmp_path)
    assert len({fill(f"own.{one}.j2") for one in ("md", "html", "txt")}) == 3
    assert prompts(tmp_path)("own.md.j2") == "<b>*@moon*</b>"


def test_a_template_is_compiled_once_for_many_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _write(tmp_path, "Tea of {{ word }}")
    compiled = []
    compile_ = jinja2.Environment.compile

    def counted(*arguments: object, **options: object) -> object:
        compiled.append(arguments[2])
        return compile_(*arguments, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(jinja2.Environment, "compile", counted)
    for word in ("moon", "star"):
        assert renderer(tmp_path)("own.md.j2", word=word) == f"Tea of {word}"
    assert compiled == ["own.md.j2"]


PROPOSAL = (ProposalView, RunReport, ScreeningView)
REVIEW = (FindingsView, MethodsView, ReviewView)
VIEWS: dict[str, tuple[type, ...]] = {
    "evidence.md.j2": (EvidencePage,),
    "dashboard.md.j2": (DashboardView,),
    "pull_request.md.j2": PROPOSAL,
    **{f"pull_request/{path.name}": PROPOSAL for path in ROOT.glob("templates/pull_request/*")},
    "pull_request/card.md.j2": (*PROPOSAL, CardView),
    # The dashboard has these two without the rest of the pull request.
    **{f"pull_request/{name}.md.j2": (ScreeningView,) for name in ("decide", "boxes")},
    **{f"review/{path.name}": REVIEW for home in HOMES for path in home.glob("review/*.j2")},
}


@pytest.mark.parametrize(("name", "views"), VIEWS.items())
def test_a_template_uses_only_what_its_views_and_every_template_have(
    name: str, views: tuple[type, ...]
) -> None:
    home = next(home for home in HOMES if (home / name).is_file())
    tree = jinja2.Environment(autoescape=True).parse((home / name).read_text("utf-8"))
    own = {name.name for node in tree.find_all(nodes.Assign) for name in node.find_all(nodes.Name)}
    known = {field.name for view in views for field in dataclasses.fields(view)}
    known |= FUNCTIONS.keys() | own
    assert meta.find_undeclared_variables(tree) <= known
