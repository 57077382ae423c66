"""No word of a figure is cut off or lies on another: measured in a browser, small and large."""

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest
from playwright.sync_api import Browser

from benchmarks.documents import printed
from benchmarks.synthesis import invented
from bot.domain.state import State
from bot.rendering.figures.gallery import gallery
from bot.synthesis.synthesis import synthesised
from tests import weeks
from tests.browsers import CHROMIUM, MISSING, chromium

pytestmark = pytest.mark.skipif(not CHROMIUM, reason=MISSING)
_FAULTS = """
() => {
  const sheet = document.documentElement;
  const [wide, high] = [sheet.width.baseVal.value, sheet.height.baseVal.value];
  const texts = [...document.querySelectorAll("text")].map(it => [it.textContent, it.getBBox()]);
  const inside = box =>
    box.x >= 0 && box.y >= 0 && box.x + box.width <= wide && box.y + box.height <= high;
  const faults = texts.filter(([, box]) => !inside(box)).map(([text]) => `cut off: ${text}`);
  texts.forEach(([text, a], at) => texts.slice(at + 1).forEach(([other, b]) => {
    const across = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
    const down = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
    // Numbers in dots lie where regions do, and those of neighbours may touch.
    const dots = [text, other].every(it => /^[0-9]+$/.test(it));
    if (across > 1 && down > 4 && !dots) faults.push(`on each other: ${text} | ${other}`);
  }));
  return faults;
}
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


def _three_hundred() -> State:
    return printed(invented(300, Random(1)))  # noqa: S311 - invents studies


@pytest.mark.parametrize(
    ("state", "figures"),
    [
        (weeks.state, ["matrix", "brain", "connections", "timeline", "foci"]),
        (_three_hundred, ["matrix", "brain", "timeline"]),
    ],
    ids=["thirty studies", "three hundred studies"],
)
def test_no_word_is_cut_off_or_lies_on_another(
    state: Callable[[], State], figures: list[str], browser: Browser, tmp_path: Path
) -> None:
    known = state()
    drawn = gallery(known, synthesised(known, weeks.VOCABULARY), weeks.VOCABULARY)
    assert [figure.name for figure in drawn] == figures
    page = browser.new_page()
    faults = {}
    for figure in drawn:
        picture = tmp_path / f"{figure.name}.svg"
        picture.write_text(figure.svg(), "utf-8")
        page.goto(picture.as_uri())
        faults[figure.name] = page.evaluate(_FAULTS)
    page.close()
    assert not any(faults.values()), faults
