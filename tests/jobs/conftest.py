"""A review on the emulated GitHub."""

import pytest

from bot.demo.eutils import EutilsServer
from tests.conftest import Emulator, Review
from tests.jobs.hub import Hub


@pytest.fixture
def hub(review: Review, emulator: Emulator, eutils: EutilsServer) -> Hub:
    review.extra = dict(emulator.environment)
    for one in ("reviewer-one", "reviewer-two"):
        emulator.put(f"collaborators/{one}", {"permission": "push"})
    return Hub(review=review, emulator=emulator, eutils=eutils)
