"""The one way to speak HTTP: paced, bounded in time, retried, and checked before it is believed."""

import logging
import queue
import re
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import TypeVar, cast

import requests
import tenacity

from bot.errors import ServiceFailed
from bot.http_client.credentials import (
    credentials_of_address,
    mask,
    secrets_of,
    shown_address,
)

log = logging.getLogger(__name__)
Checked = TypeVar("Checked")
Worked = TypeVar("Worked")

CONNECT_SECONDS = 10.0
READ_SECONDS = 30.0
"""Longest silence between two pieces of an answer."""
ANSWER_SECONDS = 300.0
"""Longest time for a whole answer: one that drips is never silent for long and never ends."""
LARGEST = 200_000_000
"""Bytes of an answer, unpacked: more than any that is meant, and less than the memory there is."""
_PIECE = 1 << 16
TRIES = 4
_SERVER_ERROR = 500
LONGEST_WAIT = 60.0
"""Seconds. A service that asks for more is asked again by the next run."""


class Unbelievable(Exception):
    """An answer that arrived and cannot be what was asked for."""

    def __init__(self, reason: str, *, wait: float = 0.0, final: bool = False) -> None:
        """Say why; ``wait`` seconds were asked for; ``final`` forbids another try."""
        super().__init__(reason)
        self.reason = reason
        self.wait = wait
        self.final = final


@dataclass(frozen=True, kw_only=True)
class Time:
    """The clock and the pause, passed in so that tests need neither."""

    monotonic: Callable[[], float]
    sleep: Callable[[float], None]
    jitter: Callable[[], float]
    """A number from 0 to 1."""
    seconds_since_epoch: Callable[[], float]


class Pace:
    """At most ``rate`` requests a second, evenly spaced, for all threads of the process."""

    def __init__(self, rate: float, time: Time) -> None:
        """Start with a free place."""
        self._gap = 1 / rate
        self._time = time
        self._lock = threading.Lock()
        self._next = 0.0

    def wait(self) -> None:
        """Sleep until it is one's turn."""
        with self._lock:
            now = self._time.monotonic()
            turn = max(now, self._next)
            self._next = turn + self._gap
        if turn > now:
            self._time.sleep(turn - now)


def _session() -> requests.Session:
    session = requests.Session()
    session.auth = credentials_of_address
    return session


@dataclass(kw_only=True)
class Http:
    """A session with one service."""

    service: str
    """The name used in messages."""
    time: Time
    pace: Pace | None = None
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    hint: str = "Nothing was changed. Run again later; the next run catches up."
    """What to do when the service fails."""
    read_seconds: float = READ_SECONDS
    answer_seconds: float = ANSWER_SECONDS
    largest: int = LARGEST
    session: requests.Session = field(default_factory=_session)
    sent: int = 0
    """Requests sent so far, retries included."""

    def ask(  # noqa: PLR0913 - what a request consists of
        self,
        method: str,
        url: str,
        check: Callable[[requests.Response], Checked],
        *,
        data: Mapping[str, str] | bytes | None = None,
        json: object = None,
        headers: Mapping[str, str] | None = None,
        retry: bool = True,
    ) -> Checked:
        """What ``check`` makes of the answer.

        ``check`` raises :class:`Unbelievable` for an answer that must not be believed; it is
        asked again, with growing pauses and no sooner than the service allows.
        ``retry=False`` is for what must not be done twice.

        Raises:
            ServiceFailed: no believable answer, with the service and the cause.
        """
        tries = tenacity.Retrying(
            stop=tenacity.stop_after_attempt(TRIES if retry else 1),
            retry=tenacity.retry_if_exception(_worth_another_try),
            wait=lambda state: pause(state, self.time),
            sleep=self.time.sleep,
            before_sleep=self._say,
            reraise=True,
        )
        try:
            result: Checked = tries(self._once, method, url, check, data, json, headers)
        except Unbelievable as fault:
            cause = fault.reason
        except requests.RequestException as fault:
            cause = _plain(fault)
        else:
            return result
        raise ServiceFailed(f"{self.service} failed: {cause}", hint=self.hint)

    def _once(
        self,
        method: str,
        url: str,
        check: Callable[[requests.Response], Checked],
        data: Mapping[str, str] | bytes | None,
        json: object,
        headers: Mapping[str, str] | None,
    ) -> Checked:
        if self.pace:
            self.pace.wait()
        self.sent += 1
        log.debug("%s %s", method, shown_address(url))
        given = {**self.headers, **(headers or {})}

        def whole() -> tuple[requests.Response, bytes]:
            answer = self.session.request(
                method,
                url,
                data=data,
                json=json,
                headers=given,
                # A redirect would carry keys to another host, and make a change a mere look.
                allow_redirects=False,
                timeout=(CONNECT_SECONDS, self.read_seconds),
                stream=True,
            )
            return answer, _content(answer, self.largest)

        answer, content = within(self.answer_seconds, whole)
        mask(answer, content, secrets_of(url, given, data))
        if answer.status_code == requests.codes.too_many or answer.status_code >= _SERVER_ERROR:
            raise Unbelievable(
                f"HTTP {answer.status_code} {answer.reason}".strip(),
                wait=asked_wait(answer.headers, self.time),
            )
        return check(answer)

    def _say(self, state: tenacity.RetryCallState) -> None:
        fault = state.outcome.exception() if state.outcome else None
        cause = _plain(fault) if isinstance(fault, requests.RequestException) else fault
        seconds = state.next_action.sleep if state.next_action else 0.0
        log.warning("%s: %s; trying again in %.0f s", self.service, cause, seconds)


def within(seconds: float, work: Callable[[], Worked]) -> Worked:
    """What ``work`` returns or raises, if it does so in time; else it is left behind.

    Raises:
        Unbelievable: it took longer, and is not to be tried again.
    """
    outcome: queue.SimpleQueue[tuple[Worked | None, BaseException | None]] = queue.SimpleQueue()

    def attempt() -> None:
        try:
            outcome.put((work(), None))
        except BaseException as fault:  # noqa: BLE001 - raised again where it is waited for
            outcome.put((None, fault))

    # No socket's timeout ends an answer of one byte every few seconds, headers included.
    threading.Thread(target=attempt, daemon=True).start()
    try:
        result, fault = outcome.get(timeout=seconds)
    except queue.Empty:
        raise Unbelievable(f"no whole answer within {seconds:g} s", final=True) from None
    if fault is not None:
        raise fault
    return cast("Worked", result)


def _content(answer: requests.Response, largest: int) -> bytes:
    """The unpacked bytes of an answer, piece by piece: a small one may unpack to any size."""
    content = bytearray()
    for piece in answer.iter_content(_PIECE):
        content += piece
        if len(content) > largest:
            answer.close()
            raise Unbelievable(f"an answer of more than {largest:,} bytes", final=True)
    return bytes(content)


def pause(state: tenacity.RetryCallState, time: Time) -> float:
    """Seconds before the next try: doubling with jitter, or what the service asked for."""
    backoff = 2.0 ** (state.attempt_number - 1) * (0.5 + time.jitter())
    fault = state.outcome.exception() if state.outcome else None
    return max(backoff, fault.wait if isinstance(fault, Unbelievable) else 0.0)


def asked_wait(headers: Mapping[str, str], time: Time) -> float:
    """Seconds until a service may be asked again, 0 where it does not say.

    Retry-After may be a number or a date (RFC 9110, 10.2.3); where a limit is spent, GitHub gives
    the time at which it starts anew.
    """
    text = headers.get("Retry-After", "").strip()
    reset = headers.get("X-RateLimit-Reset", "").strip()
    if not text and headers.get("X-RateLimit-Remaining") == "0" and reset.isdecimal():
        return max(0.0, float(reset) - time.seconds_since_epoch())
    if re.fullmatch(r"[0-9]+(\.[0-9]+)?", text):
        return float(text)
    try:
        at = parsedate_to_datetime(text).timestamp()
    except ValueError:
        return 0.0
    return max(0.0, at - time.seconds_since_epoch())


def _worth_another_try(fault: BaseException) -> bool:
    if isinstance(fault, Unbelievable):
        return not fault.final and fault.wait <= LONGEST_WAIT
    return isinstance(fault, requests.RequestException)


def _plain(fault: requests.RequestException) -> str:
    """The fault in words, without the address: it may hold a key."""
    if isinstance(fault, requests.Timeout):
        return "no answer in time"
    if isinstance(fault, requests.exceptions.SSLError):
        return "no secure connection could be made"
    if isinstance(fault, requests.exceptions.ChunkedEncodingError):
        return "the answer was cut off"
    if isinstance(fault, requests.ConnectionError):
        # requests reports a read that stalls after the headers as a ConnectionError too.
        return "no answer in time" if "timed out" in str(fault) else "no connection"
    return type(fault).__name__
