"""The system's Chromium, in which tests look at pages and pictures as readers do."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

from tests.conftest import HANG

NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, NAMES)), None)
MISSING = "no Chromium here; on Debian: apt-get install chromium"


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser that is closed when the tests of a module are done."""
    with sync_playwright() as play:
        # Without a graphics card, to play one takes longer than to draw without.
        arguments = ["--no-sandbox", "--disable-gpu"]
        started = play.chromium.launch(
            executable_path=CHROMIUM, args=arguments, timeout=HANG * 1000
        )
        yield started
        started.close()
