"""The world the process stands in; the only real clock, environment and random numbers."""

import os
import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from secrets import token_urlsafe

from bot.http_client import Time
from bot.ports import Progress, Report, silent


@dataclass(frozen=True, kw_only=True)
class Runtime:
    """What the process stands in; tests and the demo pass their own."""

    environment: Mapping[str, str] = field(default_factory=lambda: dict(os.environ), repr=False)
    today: date = field(default_factory=lambda: datetime.now(UTC).date())
    day_named: bool = False
    """Whether a person named the day, and no clock did."""
    time: Time = field(
        default_factory=lambda: Time(
            monotonic=time.monotonic,
            sleep=time.sleep,
            jitter=random.random,
            seconds_since_epoch=time.time,
        )
    )
    read_seconds: float = 30.0
    """Longest silence of a service that is waited for."""
    secret: Callable[[], str] = token_urlsafe
    """A word that nobody can guess."""
    push: bool = False
    """Whether the branch goes to the remote though there is no GitHub token."""
    report: Report = silent
    progress: Progress = silent
    warn: Callable[[str], None] = silent
