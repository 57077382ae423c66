"""What a search finds is seen before it is committed."""

import json
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.adapters.store import DirectoryStore
from bot.cli import execute
from bot.demo import story
from bot.demo.eutils import EutilsServer
from bot.domain.state import State
from bot.errors import Mistake
from bot.wiring.preview import preview
from bot.wiring.runtime import Runtime
from tests.conftest import clean_environment, still_time


@pytest.fixture
def eutils() -> Iterator[EutilsServer]:
    """PubMed that finds only what is asked for."""
    with EutilsServer([story.corpus("seeds.xml"), story.corpus("week1.xml")],
                      reads_terms=True) as server:  # fmt: skip
        yield server


@pytest.fixture
def world(tmp_path: Path, eutils: EutilsServer) -> Runtime:
    home = tmp_path / "home"
    home.mkdir()
    return Runtime(
        environment={**clean_environment(home), "NCBI_EUTILS_URL": eutils.url, "NCBI_API_KEY": "k"},
        time=still_time(),
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a protocol, and no repository."""
    made = tmp_path / "review"
    made.mkdir()
    (made / "review.yaml").write_text(story.protocol(), "utf-8")
    return made


def test_each_line_and_strategy_tells_its_hits_without_a_repository(
    folder: Path, world: Runtime, capsys: pytest.CaptureFixture[str]
) -> None:
    assert execute(["run", "--dry-run", "--dir", str(folder), "--json"], world) == 0

    shown = capsys.readouterr()
    search = json.loads(shown.out)["search"]
    assert [line["number"] for line in search["lines"]] == [*range(1, len(search["lines"]) + 1)]
    assert all(line["hits"] >= 0 for line in search["lines"])
    assert max(line["hits"] for line in search["lines"]) > 20
    assert search["strategies"][0]["hits"] > 0
    assert "nothing is committed" in shown.err
    assert {path.name for path in folder.iterdir()} == {"review.yaml"}


def test_a_dry_run_does_not_take_a_repository_of_somebody_else_for_none(
    folder: Path, world: Runtime, capsys: pytest.CaptureFixture[str]
) -> None:
    subprocess.run(["git", "init", "--quiet"], cwd=folder, env=world.environment, check=True)
    theirs = {**world.environment, "GIT_TEST_ASSUME_DIFFERENT_OWNER": "1"}
    refused = execute(
        ["run", "--dry-run", "--dir", str(folder)], replace(world, environment=theirs)
    )

    assert refused == 1
    assert "safe.directory" in capsys.readouterr().err


def test_no_ids_are_asked_for(folder: Path, world: Runtime, eutils: EutilsServer) -> None:
    preview(folder, world)

    assert {request.parameters["retmax"] for request in eutils.requests} == {"0"}


def test_a_vocabulary_that_is_none_is_told_before_pubmed_is_asked(
    folder: Path, world: Runtime, eutils: EutilsServer
) -> None:
    text = (folder / "review.yaml").read_text("utf-8")
    wrong = text.replace("vocabulary: neuroimaging", "vocabulary: neuro")
    (folder / "review.yaml").write_text(wrong, "utf-8")
    with pytest.raises(Mistake, match="neuro"):
        preview(folder, world)
    assert not eutils.requests


def test_a_strategy_that_loses_known_papers_says_how_many(folder: Path, world: Runtime) -> None:
    DirectoryStore(folder).append(State(), story.seeded(), {})
    whole = preview(folder, world)
    text = (folder / "review.yaml").read_text("utf-8")
    (folder / "review.yaml").write_text(text.replace("EEG[tiab] OR ", "", 1), "utf-8")

    narrower = preview(folder, world)

    assert whole.known_items == narrower.known_items == len(story.BELONGING)
    assert whole.strategies[0].missed == 0
    assert narrower.strategies[0].missed == 1
