"""A review on one machine, without GitHub, in which invented papers wait for a person."""

import subprocess
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from bot.adapters.cache import SqliteCache
from bot.adapters.store import DirectoryStore
from bot.demo import story
from bot.domain.decisions import Decision
from bot.domain.records import Article, Record, Section, sealed
from bot.domain.state import State
from bot.domain.verdicts import Judge, Verdict
from bot.wiring.new_review import new_review
from bot.wiring.runtime import Runtime
from tests.conftest import HANG, TODAY, clean_environment, still_time
from tests.invented import papers

FIRST = 910000001
HOSTILE_TITLE = "<script>fault()</script> \u202etneit\u202c & [@all](javascript:fault())"
HOSTILE = (
    "<img src=https://example.org/x onerror=fault()> </p></main><script>fault()</script>"
    "<style>*{display:none}</style> {{ 7 * 7 }} \u2983pain\u2984 \u202edetrevni\u202c cancer pain "
    + "endless "
    * 3_000
)


@dataclass(frozen=True)
class WaitingPapers:
    """The review in which they wait, and what the program gets of the outside."""

    root: Path
    world: Runtime

    def git(self, *arguments: str) -> str:
        done = subprocess.run(
            ["git", *arguments], cwd=self.root, env=dict(self.world.environment),
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        return done.stdout

    def ledger(self, branch: str = "living-review/update") -> list[str]:
        """The lines of people's decisions on a branch."""
        lines = self.git("show", f"{branch}:state/decisions.jsonl").splitlines()
        return [line for line in lines if '"judge":"person"' in line]

    def commits(self) -> list[str]:
        """The subjects of what stands on the update branch and not on main, the oldest first."""
        try:
            return self.git(
                "log", "--reverse", "--format=%s", "main..living-review/update"
            ).splitlines()
        except subprocess.CalledProcessError:
            return []


def articles(count: int) -> list[Article]:
    """Invented papers; the third is hostile, the fifth has no abstract."""
    chance = Random(1)  # noqa: S311 - invented papers, not secrets
    made = [
        sealed(
            Article(
                record=Record(
                    id=one.pmid, pmid=one.pmid, title=one.title, year=2026,
                    authors=(f"Luna {letter}", "Sol B"), journal="Journal of Imaginary Pain",
                ),
                sections=(
                    Section(label="BACKGROUND", text="Cancer pain is common."),
                    Section(label="METHODS", text=one.abstract),
                ),
            )
        )
        for one, letter in zip(papers(FIRST, count, chance), "ABCDEFGHIJ" * count, strict=False)
    ]  # fmt: skip
    hostile = replace(made[2], record=replace(made[2].record, title=HOSTILE_TITLE))
    made[2] = sealed(replace(hostile, sections=(Section(text=HOSTILE),)))
    made[4] = sealed(replace(made[4], sections=()))
    return made


def waiting(record: str, score: float) -> Decision:
    """The classifier left it to a person."""
    return Decision(
        record=record, verdict=Verdict.UNSURE, judge=Judge.CLASSIFIER, by="classifier 3",
        on="2026-11-09", reasons=("Search terms found: pain (“pain”).",), score=score,
    )  # fmt: skip


def papers_waiting(
    folder: Path, some: Iterable[Article], *, edit: Callable[[str], str] = lambda text: text
) -> WaitingPapers:
    """A review in which these papers wait, the first ones first."""
    home, root = folder / "home", folder / "review"
    home.mkdir()
    environment = {
        **clean_environment(home),
        # Nothing answers there: what is not in the cache cannot be had.
        "NCBI_EUTILS_URL": "http://127.0.0.1:1/",
    }
    world = Runtime(environment=environment, today=TODAY, time=still_time(), read_seconds=HANG)
    new_review(root, world)
    (root / "review.yaml").write_text(edit(story.protocol()), "utf-8")
    some = list(some)
    state = State(
        records=tuple(one.record for one in some),
        decisions=tuple(waiting(one.record.id, 0.9 - at / 100) for at, one in enumerate(some)),
    )
    DirectoryStore(root).append(State(), state, {})
    SqliteCache(root / ".cache").keep("PubMed", {one.record.pmid: one for one in some})
    made = WaitingPapers(root=root, world=world)
    for words in (
        ("init", "--quiet", "--template=", "--initial-branch=main"),
        ("config", "user.name", "Ada Reviewer"),
        ("config", "user.email", "ada@example.org"),
        ("add", "--all"),
        ("commit", "--quiet", "-m", "Start the review"),
    ):
        made.git(*words)
    return made
