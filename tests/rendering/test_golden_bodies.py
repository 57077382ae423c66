"""The pull request's body and the dashboard as they were agreed, from the invented studies."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from bot.adapters.templates import renderer
from bot.rendering.dashboard import Seen, dashboard
from tests.golden import agreed
from tests.rendering.proposed import proposed
from tests.rendering.proposed import text as body

GOLDEN = Path(__file__).parent / "bodies"


def board() -> str:
    """The dashboard after the same week."""
    seen = Seen(
        today=date(2026, 11, 23), next_run="2026-11-30", requests=12, merged="2026-11-17", pull=7,
        since="2026-11-23",
    )  # fmt: skip
    return dashboard(
        proposed().state, seen, renderer(Path("there-is-no-such-folder"), "neuroimaging")
    )


@pytest.mark.parametrize(
    ("name", "made"), [("pull_request.md", lambda: body(proposed())), ("dashboard.md", board)]
)
def test_it_reads_as_agreed(name: str, made: Callable[[], str]) -> None:
    text = made()
    assert text == agreed(text, GOLDEN / name)
