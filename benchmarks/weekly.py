"""Seconds of processor time for the demo, and for weeks in which nothing new is found.

.venv/bin/python benchmarks/weekly.py

Those of git are counted, too. The first demo imports the libraries and compiles the templates.
"""

import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from shutil import rmtree
from typing import TypeVar

from bot.demo import story
from bot.demo.eutils import EutilsServer
from bot.ports import silent
from bot.wiring import weekly
from bot.wiring.runtime import Runtime

Made = TypeVar("Made")
DEMOS, WEEKS = 3, 4


def main() -> None:
    """Show the demo a few times, merge what it proposed, and let weeks go by."""
    folders: list[Path] = []
    for number in range(1, DEMOS + 1):
        folder, seconds = spent(lambda: story.tell(Runtime(), silent, "demo"))
        folders.append(folder)
        sys.stdout.write(f"demo {number}: {seconds:.2f} s\n")
    review = folders[-1] / "review"
    for arguments in (
        ("fetch", "--quiet"),
        ("merge", "--quiet", "--no-edit", "origin/living-review/update"),
        ("push", "--quiet", "origin", "main"),
    ):
        subprocess.run(["git", *arguments], cwd=review, check=True)  # noqa: S603, S607 - git is on the PATH
    papers = [story.corpus(f"{name}.xml") for name in ("seeds", "week1", "week2")]
    with EutilsServer(papers) as server:
        server.add_texts(story.corpus("full_texts.xml"))
        environment = {
            **Runtime().environment, "NCBI_EUTILS_URL": server.url, "NCBI_API_KEY": "demo",
        }  # fmt: skip
        for number in range(1, WEEKS + 1):
            day = story.WEEK_2 + timedelta(weeks=number)
            world = Runtime(environment=environment, today=day, push=True)
            _, seconds = spent(partial(weekly, review, world))
            sys.stdout.write(f"week {number}: {seconds:.2f} s\n")
    for folder in folders:
        rmtree(folder)


def spent(work: Callable[[], Made]) -> tuple[Made, float]:
    """What came of some work, and the processor's seconds, those of its processes too."""
    before = _used()
    made = work()
    return made, _used() - before


def _used() -> float:
    return sum(
        usage.ru_utime + usage.ru_stime for usage in map(getrusage, (RUSAGE_SELF, RUSAGE_CHILDREN))
    )


if __name__ == "__main__":
    main()
