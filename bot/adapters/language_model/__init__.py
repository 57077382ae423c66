"""A language model behind the chat-completions protocol, which many servers speak.

One question, one answer of the shape asked for. What ends all asking is a
:class:`~bot.errors.ServiceFailed`; what concerns one question alone is a
:class:`~bot.model_answers.BadAnswer`.
"""

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import tenacity
from pydantic import BaseModel, Field, ValidationError

from bot.adapters.language_model.answer_cache import AnswerCache, digest
from bot.adapters.language_model.faults import (
    BadKey,
    Broken,
    NoModelServer,
    OutOfQuota,
    Overloaded,
    RetiredModel,
    UnknownForm,
    meaning_of_status,
)
from bot.http_client import CONNECT_SECONDS, LONGEST_WAIT, TRIES, Time, Unbelievable, pause, within
from bot.model_answers import BadAnswer, fitting
from bot.ports import Reply

if TYPE_CHECKING:
    from ssl import SSLContext

    from openai import OpenAI

__all__ = ["BadKey", "ChatModel", "OutOfQuota", "Overloaded", "RetiredModel"]
log = logging.getLogger(__name__)

URL = "https://api.openai.com/v1"
READ_SECONDS = 120.0
"""Longest silence: models that think say nothing until they have thought."""
ANSWER_SECONDS = 600.0
"""Longest time for a whole answer."""
LARGEST = 10_000_000
"""Bytes of an answer, unpacked: many times what any model says."""
_LADDER = ("json_schema", "json_object", "plain")
"""Ways to ask for a shape, the most binding first; not every server knows every one."""


@dataclass(kw_only=True)
class ChatModel:
    """One model on one server."""

    model: str
    time: Time
    cache: Path
    """The folder of ``model.sqlite``, which may be deleted at any time."""
    url: str = URL
    key: str = field(default="", repr=False)
    read_seconds: float = READ_SECONDS
    answer_seconds: float = ANSWER_SECONDS

    def ask(self, prompt: str, schema: Mapping[str, Any], name: str) -> Reply:
        """The answer to ``prompt`` in the shape of ``schema``, which is called ``name``.

        Raises:
            BadAnswer: none that can be used; other questions may fare better.
            OutOfQuota, BadKey, RetiredModel, Overloaded: no question will fare better now.
        """
        answers = AnswerCache(self.cache / "model.sqlite")
        question = digest(self.model, prompt, name, schema)
        kept = answers.find("answer", question)
        if kept is not None:
            return Reply(text=kept, cached=True)
        server = digest(self.url, self.model)
        known = answers.find("rung", server)
        for rung in _LADDER[_LADDER.index(known) :] if known in _LADDER else _LADDER:
            body = _body(rung, self.model, prompt, schema, name)
            try:
                answer = self._patiently(body, proven=rung == known)
            except UnknownForm as refusal:
                log.debug("The form %s is refused: %s", rung, refusal)
                continue
            answers.keep("rung", server, rung)
            reply = _reply(answer, schema)
            answers.keep("answer", question, reply.text)
            return reply
        raise BadAnswer("the server refuses the question in every form")

    def _patiently(self, body: Mapping[str, Any], *, proven: bool) -> bytes:
        """The answer to ``body``, asked for again while that may help."""
        tries = tenacity.Retrying(
            stop=tenacity.stop_after_attempt(TRIES),
            retry=tenacity.retry_if_exception(_worth_another_try),
            wait=lambda state: pause(state, self.time),
            sleep=self.time.sleep,
            before_sleep=_say,
            reraise=True,
        )
        try:
            return tries(self._once, body)
        except Unbelievable as refusal:
            fault = refusal
        if isinstance(fault, Broken) and not proven and "response_format" in body:
            raise UnknownForm(fault.reason)
        raise Overloaded(
            f"The language model failed: {fault.reason}",
            hint="Papers it has not judged stay undecided. The next run asks again.",
        )

    def _once(self, body: Mapping[str, Any]) -> bytes:
        from openai import (  # noqa: PLC0415 - takes a second, and most reviews ask no model
            APIConnectionError,
            APIStatusError,
            APITimeoutError,
        )

        fault: Exception
        try:
            create = self._client.chat.completions.with_raw_response.create
            answer = within(self.answer_seconds, lambda: create(**body))
        except APIStatusError as refusal:
            fault = meaning_of_status(refusal, self.model, self.time)
        except APIConnectionError as refusal:
            slow = isinstance(refusal, APITimeoutError)
            fault = Unbelievable("no answer in time" if slow else "no connection")
            if isinstance(refusal.__cause__, Unbelievable):
                fault = refusal.__cause__
        else:
            return answer.http_response.content
        # Raised here, not above: the client's own exception holds the request and so the key.
        raise fault

    @cached_property
    def _client(self) -> "OpenAI":
        from openai import DefaultHttpxClient, OpenAI, Timeout  # noqa: PLC0415 - as above

        if not (self.key.isascii() and self.key.strip().isprintable()):
            raise BadKey.because("it holds characters that no key has")
        # Servers at home want no key, but the client insists on one.
        key = self.key.strip() or "none"
        client = OpenAI(
            api_key=key,
            # Said twice: OPENAI_CUSTOM_HEADERS would overrule the argument above.
            default_headers={"Authorization": f"Bearer {key}"},
            base_url=self.url,
            max_retries=0,
            timeout=Timeout(self.read_seconds, connect=CONNECT_SECONDS),
            http_client=DefaultHttpxClient(
                event_hooks={"response": [_read_so_far]}, verify=_trusted()
            ),
        )
        # Otherwise taken from the environment, which is none of an adapter's business.
        client.organization = client.project = None
        return client


@cache
def _trusted() -> "SSLContext":
    """The certificates that the client trusts: to read them all takes a twentieth of a second."""
    from httpx2 import create_ssl_context  # noqa: PLC0415 - as above

    return create_ssl_context()


def _read_so_far(answer: Any) -> None:  # noqa: ANN401 - the client's own, which is not imported
    """Unpack an answer piece by piece: a small one may unpack to any size."""
    content = bytearray()
    for piece in answer.iter_bytes():
        content += piece
        if len(content) > LARGEST:
            answer.close()
            raise Unbelievable(f"an answer of more than {LARGEST:,} bytes", final=True)
    answer._content = bytes(content)  # noqa: SLF001 - the client has no other way


class _Message(BaseModel):
    content: str | None = None
    refusal: str | None = None


class _Choice(BaseModel):
    message: _Message
    finish_reason: str | None = None


class _Usage(BaseModel):
    prompt_tokens: int = 0
    completion_tokens: int = 0


class _Completion(BaseModel):
    choices: list[_Choice] = Field(min_length=1)
    usage: _Usage | None = None


def _reply(answer: bytes, schema: Mapping[str, Any]) -> Reply:
    completion = _completion(answer)
    if completion is None and answer.lstrip().startswith(b"<"):
        raise NoModelServer(
            "The language model failed: a web page came where an answer was asked for",
            hint="OPENAI_BASE_URL should be the address that ends in /v1.",
        )
    if completion is None:
        raise BadAnswer("the server's answer is no chat completion")
    spent = completion.usage or _Usage()
    try:
        text = _text(completion.choices[0], schema)
    except BadAnswer as fault:
        fault.tokens_in, fault.tokens_out = spent.prompt_tokens, spent.completion_tokens
        raise
    return Reply(text=text, tokens_in=spent.prompt_tokens, tokens_out=spent.completion_tokens)


def _text(choice: _Choice, schema: Mapping[str, Any]) -> str:
    if choice.finish_reason == "length":
        raise BadAnswer("it was cut off")
    if choice.finish_reason == "content_filter":
        raise BadAnswer("the server withheld it")
    if choice.message.refusal:
        raise BadAnswer("the model refused to answer")
    return json.dumps(fitting(choice.message.content or "", schema))


def _completion(answer: bytes) -> _Completion | None:
    try:
        return _Completion.model_validate_json(answer)
    except ValidationError:
        return None


def _body(
    rung: str, model: str, prompt: str, schema: Mapping[str, Any], name: str
) -> dict[str, Any]:
    """The request. Nothing else is set: what some models take, others refuse."""
    binding = {"name": name, "strict": True, "schema": schema}
    formats: dict[str, dict[str, Any]] = {
        "json_schema": {"type": "json_schema", "json_schema": binding},
        "json_object": {"type": "json_object"},
    }
    if rung != "json_schema":
        prompt = f"{prompt}\n\nThe JSON schema of the answer:\n\n{json.dumps(schema)}\n"
    body = {"model": model, "messages": [{"role": "user", "content": prompt}]}
    return {**body, "response_format": formats[rung]} if rung in formats else body


def _worth_another_try(fault: BaseException) -> bool:
    return isinstance(fault, Unbelievable) and not fault.final and fault.wait <= LONGEST_WAIT


def _say(state: tenacity.RetryCallState) -> None:
    fault = state.outcome.exception() if state.outcome else None
    pause = state.next_action.sleep if state.next_action else 0.0
    log.warning("The language model: %s; trying again in %.0f s", fault, pause)
