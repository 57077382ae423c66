"""Pictures for the README: the review and the pull request that the demo makes.

.venv/bin/python docs/pictures.py    (or `make pictures`; needs Debian's chromium)
"""

import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

from markdown_it import MarkdownIt
from playwright.sync_api import Browser, sync_playwright

from bot.demo.story import tell
from bot.wiring.runtime import Runtime

HERE = Path(__file__).parent
WIDTH, HEIGHT = 900, 960
BRANCH = "living-review/update"
STYLE = """
body { margin: 0; padding: 24px 40px; color: #1f2328; background: #fff;
       font: 16px/1.5 "Noto Sans", "DejaVu Sans", sans-serif; }
h1, h2 { padding-bottom: .3em; border-bottom: 1px solid #d1d9e0; line-height: 1.25; }
h1 { margin: 0 0 16px; font-size: 1.75em; } h2 { font-size: 1.4em; } a { color: #0969da; }
table { border-collapse: collapse; } th, td { padding: 5px 12px; border: 1px solid #d1d9e0; }
blockquote { margin: 0 0 16px; padding: 0 1em; color: #59636e; border-left: 4px solid #d1d9e0; }
img { max-width: 100%; }
"""
"""As GitHub shows Markdown, as far as one screen of it goes."""


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
        browser.close()
    shutil.rmtree(folder)


def take(browser: Browser, source: Path, target: Path) -> None:
    """A picture of the first screen of a Markdown document."""
    inside = MarkdownIt("gfm-like", {"html": True}).render(source.read_text("utf-8"))
    inside = inside.replace("[ ] ", '<input type="checkbox" disabled> ')
    shown = source.with_suffix(".html")
    shown.write_text(f"<!doctype html><meta charset=utf-8><style>{STYLE}</style>{inside}", "utf-8")
    page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
    page.goto(shown.as_uri())
    page.screenshot(path=target)
    page.close()
    sys.stdout.write(f"{target.name}: {target.stat().st_size / 1000:.0f} kB\n")


if __name__ == "__main__":
    main()
