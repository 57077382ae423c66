"""What a language model's server refuses, by what there is to do about it.

What the server says is never repeated in messages: some repeat the key.
"""

from typing import TYPE_CHECKING, Self

from bot.errors import ServiceFailed
from bot.http_client import Time, Unbelievable, asked_wait
from bot.model_answers import BadAnswer

if TYPE_CHECKING:
    from openai import APIStatusError

_NO_CREDIT = {"insufficient_quota", "billing_not_active", "billing_hard_limit_reached"}
_THIS_QUESTION = {"context_length_exceeded", "string_above_max_length", "content_filter"}
_PAYMENT_REQUIRED = 402
"""Said by others than OpenAI when there is no credit left."""
_TOO_LARGE = 413
_UNKNOWN_FORM = (400, 422)
_TRY_AGAIN = (408, 409, 429)
_SERVER_ERROR = 500


class OutOfQuota(ServiceFailed):
    """The account has no credit left."""


class BadKey(ServiceFailed):
    """The server does not accept the key."""

    @classmethod
    def because(cls, cause: str) -> Self:
        """With what is wrong in words, never with the key."""
        return cls(
            f"The language model's server does not accept the key: {cause}",
            hint="Set another key, or run without a model.",
        )


class RetiredModel(ServiceFailed):
    """The server has no model of that name, or none any more."""


class Overloaded(ServiceFailed):
    """The server did not answer within the tries and waits that a run affords."""


class NoModelServer(ServiceFailed):
    """What answers is no server of language models: a web page came, as from a proxy."""


class UnknownForm(Exception):
    """The server does not know this way to ask for a shape."""


class Broken(Unbelievable):
    """HTTP 500: a passing fault, or a server that breaks on a form it does not know."""


def meaning_of_status(refusal: "APIStatusError", model: str, time: Time) -> Exception:
    """What an HTTP status and the code beside it mean for this question, or for all."""
    status, codes = refusal.status_code, {refusal.code, refusal.type}
    ends = _ends_all(status, codes, model)
    if ends:
        return ends
    if status == _SERVER_ERROR:
        return Broken(f"HTTP {status}", wait=asked_wait(refusal.response.headers, time))
    if status in _TRY_AGAIN or status > _SERVER_ERROR:
        return Unbelievable(f"HTTP {status}", wait=asked_wait(refusal.response.headers, time))
    if status == _TOO_LARGE or codes & _THIS_QUESTION:
        return BadAnswer(f"the server refuses this question (HTTP {status})")
    if status in _UNKNOWN_FORM:
        return UnknownForm(f"HTTP {status}")
    return ServiceFailed(
        f"The language model failed: HTTP {status}", hint="Check the server's address."
    )


def _ends_all(status: int, codes: set[str | None], model: str) -> ServiceFailed | None:
    """The failure that no other question and no other try would escape."""
    if status == _PAYMENT_REQUIRED or codes & _NO_CREDIT:
        return OutOfQuota(
            "The language model's account has no credit left",
            hint="Top it up, or run without a model.",
        )
    if status in (404, 410) or "model_not_found" in codes:
        return RetiredModel(
            f"The language model's server has no model '{model}'",
            hint="Name a model that it has, and check the server's address.",
        )
    if status in (401, 403):
        return BadKey.because(f"HTTP {status}")
    return None
