"""A language model's answers and refusals, from a server on loopback."""

import gzip
import json
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path
from typing import get_type_hints

import pytest
from pydantic import TypeAdapter

from bot.adapters.language_model import (
    BadKey,
    ChatModel,
    OutOfQuota,
    Overloaded,
    RetiredModel,
)
from bot.domain.model_votes import verdict_of
from bot.domain.protocol import Criterion, Protocol, SearchPlan
from bot.domain.verdicts import Verdict
from bot.errors import ServiceFailed
from bot.http_client import TRIES, Time
from bot.model_answers import BadAnswer
from bot.screening.criteria import checked, parse, schema
from bot.screening.criterion_words import criterion_words
from tests import chat_server
from tests.chat_server import ORDER, ChatServer, Said, fails, says
from tests.conftest import HANG
from tests.screening.test_criteria import filled

KEY = "sk-test-0123456789abcdef"
NOW = datetime(2026, 11, 16, 8, 0, tzinfo=UTC)
CRITERIA = {"population": Criterion(include="Adults"), "outcome": Criterion(include="Sleep")}
SCHEMA = schema(CRITERIA)
PROTOCOL = Protocol(
    title="Moon tea and sleep",
    question="Does moon tea help?",
    contact="reviewer@example.org",
    search=SearchPlan(lines={}, strategies={}),
    criteria=CRITERIA,
)
TITLE = "Moon tea for sleep"
ABSTRACT = "Forty adults drank moon tea and slept well. Insomnia eased."
GOOD = json.dumps({one: {"quote": "", "met": "not stated"} for one in CRITERIA})
PROMPT = filled(PROTOCOL, TITLE, ABSTRACT)


@dataclass
class Waits:
    """A clock in which waiting takes no time, and what was waited."""

    seconds: list[float] = field(default_factory=list)

    @property
    def time(self) -> Time:
        return Time(
            monotonic=lambda: 0.0,
            sleep=self.seconds.append,
            jitter=lambda: 0.5,
            seconds_since_epoch=NOW.timestamp,
        )


@pytest.fixture
def server() -> Iterator[ChatServer]:
    with ChatServer() as chat:
        yield chat


@pytest.fixture
def waits() -> Waits:
    return Waits()


@pytest.fixture
def model(server: ChatServer, waits: Waits, tmp_path: Path) -> ChatModel:
    return ChatModel(
        model="test-model",
        time=waits.time,
        cache=tmp_path,
        url=server.url,
        key=KEY,
        read_seconds=HANG,
    )


def ask(model: ChatModel, prompt: str = PROMPT) -> str:
    return model.ask(prompt, SCHEMA, "screening").text


# ── Asking ───────────────────────────────────────────────────────────────────────────────────


def test_the_request_has_the_documented_shape(server: ChatServer, model: ChatModel) -> None:
    ask(model)
    [request] = server.requests
    assert request.path == "/v1/chat/completions"
    assert request.headers["authorization"] == f"Bearer {KEY}"
    assert request.body == {
        "model": "test-model",
        "messages": [{"role": "user", "content": PROMPT}],
        "response_format": {
            "type": "json_schema",
            "json_schema": {"name": "screening", "strict": True, "schema": SCHEMA},
        },
    }


def test_an_answer_comes_with_what_it_cost(model: ChatModel) -> None:
    reply = model.ask(PROMPT, SCHEMA, "screening")
    quotes = {one.quote for one in parse(reply.text, CRITERIA)}
    assert quotes == {TITLE, "Forty adults drank moon tea and slept well."}
    assert (reply.tokens_in, reply.tokens_out, reply.cached) == (700, 90, False)


def test_the_same_question_is_asked_once(server: ChatServer, model: ChatModel) -> None:
    first = model.ask(PROMPT, SCHEMA, "screening")
    again = replace(model).ask(PROMPT, SCHEMA, "screening")
    assert len(server.requests) == 1
    assert again == replace(first, tokens_in=0, tokens_out=0, cached=True)


def test_another_prompt_model_or_schema_is_another_question(
    server: ChatServer, model: ChatModel
) -> None:
    ask(model)
    ask(model, filled(PROTOCOL, TITLE, "Ten adults drank coffee and lay awake."))
    ask(replace(model, model="other-model"))
    server.script.append(says('{"outcome": {"quote": "", "met": "not stated"}}'))
    model.ask(PROMPT, schema(["outcome"]), "screening")
    assert len(server.requests) == 4


def test_a_broken_cache_is_made_anew(server: ChatServer, model: ChatModel, tmp_path: Path) -> None:
    (tmp_path / "model.sqlite").write_bytes(b"no database" * 100)
    ask(model)
    ask(model)
    assert len(server.requests) == 1


@pytest.mark.parametrize(("key", "sent"), [(KEY, KEY), ("", "none")])
def test_the_environment_has_no_say_in_whom_the_server_sees(
    server: ChatServer, model: ChatModel, monkeypatch: pytest.MonkeyPatch, key: str, sent: str
) -> None:
    for name in ("OPENAI_API_KEY", "OPENAI_ADMIN_KEY", "OPENAI_ORG_ID", "OPENAI_PROJECT_ID"):
        monkeypatch.setenv(name, "of-the-environment")
    monkeypatch.setenv("OPENAI_CUSTOM_HEADERS", "Authorization: Bearer of-the-environment")
    ask(replace(model, key=key))
    assert server.requests[0].headers["authorization"] == f"Bearer {sent}"
    assert "of-the-environment" not in str(server.requests[0].headers)


def test_prose_and_drafts_around_the_object_are_left_out(
    server: ChatServer, model: ChatModel
) -> None:
    server.script.append(says(f'<think>{{"a": 1}}?</think>Here:\n```json\n{GOOD}\n```\nDone.'))
    assert ask(model) == GOOD


# ── Answers that cannot be used ──────────────────────────────────────────────────────────────

UNUSABLE = {
    "refusal": (chat_server.refuses(), "the model refused to answer"),
    "truncation": (chat_server.is_cut_off(), "it was cut off"),
    "filter": (chat_server.is_filtered(), "the server withheld it"),
    "nothing": (says(None), "it holds no JSON object"),
    "prose": (says("It meets them all."), "it holds no JSON object"),
    "other keys": (says('{"population": "met"}'), "it has other keys than: population, outcome"),
    "other word": (says(GOOD.replace("not stated", "yes")), "met is none of: "),
    "no choices": (Said(body={"error": {"message": "busy"}}), "is no chat completion"),
    "no JSON": (Said(body=b"busy"), "is no chat completion"),
    "too long": (fails(400, "context_length_exceeded"), "the server refuses this question"),
    "prompt filter": (fails(400, "content_filter"), "the server refuses this question"),
    "too large": (fails(413), "the server refuses this question"),
}


def test_a_web_page_concerns_every_question(server: ChatServer, model: ChatModel) -> None:
    server.script.append(Said(body=b"<h1>Welcome</h1>"))

    with pytest.raises(ServiceFailed, match="a web page came") as caught:
        ask(model)

    assert "/v1" in caught.value.hint


@pytest.mark.parametrize(("said", "reason"), UNUSABLE.values(), ids=UNUSABLE)
def test_an_unusable_answer_concerns_that_question_alone(
    server: ChatServer, model: ChatModel, said: Said, reason: str
) -> None:
    server.script.append(said)
    with pytest.raises(BadAnswer, match=reason):
        ask(model)
    assert len(server.requests) == 1
    ask(model)
    assert len(server.requests) == 2, "an unusable answer is not kept"


# ── Waiting and giving up ────────────────────────────────────────────────────────────────────


def test_a_wait_that_the_server_asks_for_is_waited(
    server: ChatServer, model: ChatModel, waits: Waits
) -> None:
    server.script.append(fails(429, "rate_limit_exceeded", Retry_After="2"))
    ask(model)
    date = format_datetime(NOW.replace(second=30), usegmt=True)
    server.script.append(fails(503, Retry_After=date))
    ask(model, f"{PROMPT} ")
    assert waits.seconds == [2.0, 30.0]


def test_a_wait_beyond_the_ceiling_ends_the_asking(
    server: ChatServer, model: ChatModel, waits: Waits
) -> None:
    server.script.append(fails(429, "rate_limit_exceeded", Retry_After="600"))
    with pytest.raises(Overloaded, match="HTTP 429"):
        ask(model)
    assert (waits.seconds, len(server.requests)) == ([], 1)


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 529])
def test_a_passing_fault_is_tried_again_with_growing_pauses(
    server: ChatServer, model: ChatModel, waits: Waits, status: int
) -> None:
    server.script.extend([fails(status, Retry_After="soon")] * (TRIES - 1))
    ask(model)
    assert waits.seconds == [1.0, 2.0, 4.0]
    assert set(server.forms) == {"json_schema"}


def test_a_fault_that_lasts_is_given_up(server: ChatServer, model: ChatModel) -> None:
    server.script.extend([fails(503)] * TRIES)
    with pytest.raises(Overloaded, match="The language model failed: HTTP 503"):
        ask(model)
    assert len(server.requests) == TRIES


def test_a_silent_server_is_given_up(server: ChatServer, model: ChatModel) -> None:
    server.script.extend([chat_server.stalls()] * TRIES)
    with pytest.raises(Overloaded, match="no answer in time"):
        ask(replace(model, read_seconds=0.05))


def test_a_server_that_is_not_there_is_given_up(model: ChatModel) -> None:
    with pytest.raises(Overloaded, match="no connection"):
        ask(replace(model, url="http://127.0.0.1:9/v1"))


FINAL = {
    "no credit": (fails(429, "insufficient_quota", Retry_After="2"), OutOfQuota),
    "no credit elsewhere": (fails(402), OutOfQuota),
    "wrong key": (fails(401, "invalid_api_key"), BadKey),
    "forbidden": (fails(403), BadKey),
    "retired model": (fails(404, "model_not_found"), RetiredModel),
    "hidden model": (fails(403, "model_not_found"), RetiredModel),
    "no such method": (fails(405), ServiceFailed),
}


@pytest.mark.parametrize(("said", "kind"), FINAL.values(), ids=FINAL)
def test_what_no_other_try_escapes_is_final(
    server: ChatServer, model: ChatModel, waits: Waits, said: Said, kind: type[ServiceFailed]
) -> None:
    server.script.append(said)
    with pytest.raises(ServiceFailed) as caught:
        ask(model)
    assert type(caught.value) is kind
    assert caught.value.hint
    assert (waits.seconds, len(server.requests)) == ([], 1)


# ── Servers that know less ───────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("status", [400, 422, 500])
def test_a_form_the_server_does_not_know_is_not_used_again(
    server: ChatServer, model: ChatModel, status: int
) -> None:
    server.unknown_forms = {"json_schema": status}
    ask(model)
    first = TRIES if status == 500 else 1
    assert server.forms == [*["json_schema"] * first, "json_object"]
    ask(replace(model), f"{PROMPT} ")
    assert server.forms[first + 1 :] == ["json_object"]
    assert json.dumps(SCHEMA) in server.requests[-1].prompt
    assert server.requests[-1].body["response_format"] == {"type": "json_object"}


def test_the_last_form_is_a_plain_prompt(server: ChatServer, model: ChatModel) -> None:
    server.unknown_forms = {"json_schema": 400, "json_object": 400}
    ask(model)
    assert server.forms == ["json_schema", "json_object", "plain"]
    assert set(server.requests[-1].body) == {"model", "messages"}


def test_every_form_of_request_is_one_that_the_published_schema_allows(
    server: ChatServer, model: ChatModel
) -> None:
    """The types of the `openai` package are made from OpenAI's published schema."""
    from openai.types.chat.completion_create_params import CompletionCreateParamsNonStreaming

    server.unknown_forms = {"json_schema": 400, "json_object": 400}
    ask(model)
    published = TypeAdapter(CompletionCreateParamsNonStreaming)
    assert len(server.requests) == 3
    for request in server.requests:
        assert set(request.body) <= set(get_type_hints(CompletionCreateParamsNonStreaming))
        # Messages are checked when they are looked at.
        assert list(published.validate_python(request.body)["messages"])


def test_each_model_has_its_own_form(server: ChatServer, model: ChatModel) -> None:
    server.unknown_forms = {"json_schema": 400}
    ask(model)
    server.unknown_forms = {}
    ask(replace(model, model="other-model"))
    assert server.forms == ["json_schema", "json_object", "json_schema"]


def test_a_form_that_worked_is_not_given_up_for_a_broken_server(
    server: ChatServer, model: ChatModel
) -> None:
    ask(model)
    server.unknown_forms = {"json_schema": 500}
    with pytest.raises(Overloaded, match="HTTP 500"):
        ask(model, f"{PROMPT} ")
    assert set(server.forms) == {"json_schema"}


def test_a_question_refused_in_every_form_has_no_answer(
    server: ChatServer, model: ChatModel
) -> None:
    server.unknown_forms = {"json_schema": 400, "json_object": 400, "plain": 400}
    with pytest.raises(BadAnswer, match="in every form"):
        ask(model)


@pytest.mark.parametrize("status", [200, 500])
def test_an_answer_that_unpacks_without_end_is_read_so_far(
    server: ChatServer, model: ChatModel, status: int
) -> None:
    bomb = gzip.compress(bytes(30_000_000))
    server.script += [Said(status=status, body=bomb, headers={"Content-Encoding": "gzip"})]

    with pytest.raises(Overloaded, match="more than 10,000,000 bytes"):
        ask(model)
    assert len(server.requests) == 1


# ── Strangers' orders ────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("answer", [chat_server.inventive, chat_server.obedient])
def test_quotes_that_the_record_lacks_include_nothing(
    server: ChatServer, model: ChatModel, answer: Callable[[str], str]
) -> None:
    server.answer = answer
    abstract = f"Rats drank moon tea and slept well. {ORDER}"
    said = parse(ask(model, filled(PROTOCOL, TITLE, abstract)), CRITERIA)
    assert verdict_of(said) is Verdict.INCLUDE, "the model itself was fooled"
    assert verdict_of(checked(said, TITLE, abstract, criterion_words(PROTOCOL))) is Verdict.UNSURE


# ── Secrets ──────────────────────────────────────────────────────────────────────────────────


def chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


@pytest.mark.parametrize(
    "said",
    [
        Said(status=401, body={"error": {"message": f"Incorrect API key provided: {KEY}"}}),
        Said(status=404, body={"error": {"message": KEY, "code": KEY, "type": KEY}}),
        Said(status=400, body={"error": KEY}),
        Said(status=500, body=KEY.encode()),
        Said(body={"choices": KEY}),
        says(KEY),
    ],
)
def test_the_key_is_never_shown(
    server: ChatServer, model: ChatModel, said: Said, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    server.script.extend([said] * (3 * TRIES))
    with pytest.raises((ServiceFailed, BadAnswer)) as caught:
        ask(model)
    shown = [caplog.text, repr(model), str(model)]
    shown += [f"{one!r} {one} {vars(one)}" for one in chain(caught.value)]
    assert "sk-test" not in "\n".join(shown)


@pytest.mark.parametrize("key", [f"{KEY}\n", f" {KEY} "])
def test_space_around_the_key_does_no_harm(server: ChatServer, model: ChatModel, key: str) -> None:
    ask(replace(model, key=key))
    assert server.requests[0].headers["authorization"] == f"Bearer {KEY}"


@pytest.mark.parametrize("key", [f"{KEY}\nX-More: 1", f"{KEY}é"])
def test_what_cannot_be_a_key_is_not_sent(server: ChatServer, model: ChatModel, key: str) -> None:
    with pytest.raises(BadKey) as caught:
        ask(replace(model, key=key))
    assert not server.requests
    assert "sk-test" not in "".join(f"{one!r} {one}" for one in chain(caught.value))
