"""Pictures for the README: the review, the pull request and the page to screen at, of the demo.

.venv/bin/python docs/pictures.py    (or `make pictures`; needs Debian's chromium)
"""

import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from bot.demo.page import STYLE, shown
from bot.demo.story import tell
from bot.wiring.runtime import Runtime
from bot.wiring.screening_session import screening_session

HERE = Path(__file__).parent
DOCUMENT, SCREENING = (900, 960), (1120, 520)
"""Widths and heights of the pictures."""
BRANCH = "living-review/update"


def main() -> None:
    """Play the demo, and take a picture of what it leaves."""
    found = shutil.which("git")
    chromium = shutil.which("chromium")
    if not (found and chromium):
        sys.exit("git and chromium are needed; on Debian: apt-get install git chromium")
    world = Runtime(
        environment={"PATH": str(Path(found).parent), "HOME": "/nonexistent"},
        today=date(2026, 11, 16),
    )
    folder = tell(world, lambda _: None, "living-review-bot")
    review = folder / "review"
    subprocess.run(
        [found, "checkout", "--quiet", "--detach", f"origin/{BRANCH}"], cwd=review, check=True
    )
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        take(browser, review / "REVIEW.md", HERE / "review.png")
        take(browser, folder / "week2-pull-request.md", HERE / "pull-request.png")
        subprocess.run([found, "checkout", "--quiet", "main"], cwd=review, check=True)
        with screening_session(review, replace(world, push=True), "Ada") as opened:
            shoot(browser, opened.address, HERE / "decide.png", SCREENING)
        browser.close()
    shutil.rmtree(folder)


def take(browser: Browser, source: Path, target: Path) -> None:
    """A picture of the first screen of a Markdown document."""
    inside = shown(
        source.read_text("utf-8"), lambda path: (source.parent / path).read_text("utf-8")
    )
    document = source.with_suffix(".html")
    head = f"<!doctype html><meta charset=utf-8><style>{STYLE} h1 {{ margin-top: 0; }}</style>"
    document.write_text(head + inside, "utf-8")
    shoot(browser, document.as_uri(), target, DOCUMENT)


def shoot(browser: Browser, address: str, target: Path, size: tuple[int, int]) -> None:
    """A picture of the first screen of a page."""
    page = browser.new_page(viewport={"width": size[0], "height": size[1]})
    page.goto(address)
    page.screenshot(path=target)
    page.close()
    sys.stdout.write(f"{target.name}: {target.stat().st_size / 1000:.0f} kB\n")


if __name__ == "__main__":
    main()
