"""Answers that no service documents: a bad record costs itself, odd JSON is foreseen."""

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from bot import json_input
from bot.adapters import event_file
from bot.adapters.github import GitHub
from bot.demo.loopback import Loopback
from bot.errors import Foreseen, Mistake
from bot.http_client import Http
from bot.sources.europe_pmc import EuropePmc
from bot.sources.pubmed import PubMed
from tests.conftest import FEW, HANG, shared_data, still_time
from tests.notices import document, paper

Reply = Callable[[str], bytes]
DEEP = "[" * 200_000
ODD = (
    "", "null", "1", '"x"', "[]", "{}", "[null]", "[[]]", "[1]", DEEP, f'{{"a": {DEEP}', "NaN",
    '{"esearchresult": {"count": "²", "idlist": []}}',
    '{"esearchresult": {"count": "0", "idlist": [], "errorlist": [1]}}',
    '{"esearchresult": []}', '{"linksets": 1}', '{"linksets": [1]}',
    '{"linksets": [{"linksetdbs": 1}]}',
    '{"hitCount": "x", "resultList": {"result": []}}',
    '{"hitCount": 1, "resultList": {"result": [{}]}}',
    '{"hitCount": 1, "resultList": []}', '{"errMsg": {"a": [1]}}',
    '{"number": [], "head": []}', '{"number": 1, "head": {"repo": 5}}',
    '[{"number": 1, "head": 3}]', '[{"number": 1, "user": []}]', '[{"id": "x"}]', '[{"id": {}}]',
    '{"message": ["x"], "errors": 5}', '[{"tag_name": "v1"}]',
    '[{"tag_name": "v1", "id": 1, "draft": true}]',
)  # fmt: skip


class Service:
    """Answers every request as ``reply`` makes of its body."""

    def __init__(self) -> None:
        self.reply: Reply = lambda _: b""
        self.status = 200
        self.asked: list[str] = []
        self.url = ""


@pytest.fixture
def service() -> Iterator[Service]:
    state = Service()

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            asked = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            state.asked.append(asked)
            body = state.reply(asked)
            self.send_response(state.status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = do_PATCH = do_DELETE = answer  # noqa: N815 - the names http.server calls

        def log_message(self, *_: object) -> None:
            pass

    server = Loopback(Handler)
    server.start()
    state.url = server.url
    yield state
    server.stop()


def http() -> Http:
    return Http(service="A service", time=still_time(), read_seconds=HANG)


def pubmed(url: str) -> PubMed:
    return PubMed(http=http(), url=url, contact="a@example.org", today=date(2026, 11, 16))


@pytest.mark.parametrize("bad", ["&#0;", "&#xD83D;", "\x00", "&nothing;", "<", "x" * 10_100_000])
def test_one_record_that_is_no_xml_costs_itself_alone(service: Service, bad: str) -> None:
    spoilt = FEW[4]

    def reply(asked: str) -> bytes:
        ids = parse_qs(asked)["id"][0].split(",")
        papers = (paper(one) for one in ids)
        return document(*(
            one.replace("<ArticleTitle>", f"<ArticleTitle>{bad}") if key == spoilt else one
            for key, one in zip(ids, papers, strict=True)
        ))  # fmt: skip

    service.reply = reply
    fetched = pubmed(service.url).fetch(FEW)

    assert fetched.unreadable == (spoilt,)
    assert set(fetched.articles) == set(FEW) - {spoilt}
    assert len(service.asked) < len(FEW)


def test_half_a_surrogate_pair_costs_no_record(service: Service, tmp_path: Path) -> None:
    record = {"id": "PPR1", "source": "PPR", "title": "Moon \ud83d tea \ud83c\udf75"}
    body = json.dumps({"hitCount": 1, "resultList": {"result": [record]}}).encode()
    service.reply = lambda _: body
    fetched = EuropePmc(http=http(), url=service.url).fetch(["PPR/PPR1"])

    title = fetched.articles["PPR/PPR1"].record.title
    assert title == "Moon tea \U0001f375"
    (tmp_path / "title").write_text(title, "utf-8")


@pytest.mark.parametrize("body", ODD)
def test_odd_json_from_any_service_is_a_foreseen_failure(service: Service, body: str) -> None:
    service.reply = lambda _: body.encode()
    github = GitHub(http=http(), url=service.url, repository="o/n")
    uses: tuple[Callable[[], object], ...] = (
        lambda: pubmed(service.url).search("x"),
        lambda: pubmed(service.url).linked(["1"], "cited-by"),
        lambda: EuropePmc(http=http(), url=service.url).search("x"),
        lambda: EuropePmc(http=http(), url=service.url).fetch(["PPR/PPR1"]),
        lambda: github.pull_requests("b"), lambda: github.pull_request(1),
        lambda: github.comments(1), lambda: github.revisions(1), lambda: github.issues("x"),
        lambda: github.may_write("a"), lambda: github.get("x"),
        lambda: github.release("v1", "t", "b", "c", {"a": b"a"}),
    )  # fmt: skip
    for use in uses:
        # Nothing else may come of it: where nothing does, the answer was harmless.
        with suppress(Foreseen):
            use()
    # The words of a refusal are read, too.
    service.status = 422
    with suppress(Foreseen):
        github.pull_request(1)
    with suppress(Foreseen):
        pubmed(service.url).search("x")


@pytest.mark.parametrize("text", [*ODD, '{"action": [], "sender": {"login": "a"}}', "\xff"])
def test_an_odd_event_file_is_a_mistake(tmp_path: Path, text: str) -> None:
    (tmp_path / "event").write_bytes(text.encode("latin-1", errors="ignore"))

    with pytest.raises(Mistake, match="no event"):
        event_file.number_of_event(tmp_path / "event")


def test_githubs_own_examples_of_events_are_read() -> None:
    """And they say what the workflow asks before it starts the program."""
    folder = shared_data() / "real" / "webhooks"
    for file in folder.glob("*.json"):
        event = json.loads(file.read_text("utf-8"))
        thing = event.get("issue") or event["pull_request"]
        assert event_file.number_of_event(file) == thing["number"], file.name
        if file.name.startswith("pull_request."):
            assert {"ref", "repo"} <= thing["head"].keys(), file.name


def test_json_keeps_whole_pairs_and_no_halves() -> None:
    assert json_input.loads('["\\ud83c\\udf75", "a\\ud83db"]') == ["\U0001f375", "ab"]
