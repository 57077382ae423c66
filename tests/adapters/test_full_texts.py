"""Full texts from PubMed Central: JATS as publishers send it, and answers that are none."""

from collections.abc import Iterator

import pytest

from bot.demo import story
from bot.demo.eutils import EutilsServer, Fault
from bot.domain.full_texts import FullText, Role
from bot.errors import ServiceFailed
from bot.extraction.coordinates import peaks
from bot.http_client import Http, Pace
from bot.sources.pmc import PubMedCentral
from bot.sources.pmc.jats import parse
from tests.conftest import HANG, shared_data, still_time

FRONT = (
    '<front><article-meta><article-id pub-id-type="{kind}">{id}</article-id></article-meta></front>'
)
BODY = "<sec><title>Results</title><p>Something was found.</p></sec>"


def jats(body: str = BODY, *, id: str = "PMC7", kind: str = "pmc") -> str:
    return f"<article>{FRONT.format(kind=kind, id=id)}<body>{body}</body></article>"


def answer(*articles: str) -> bytes:
    return f"<pmc-articleset>{''.join(articles)}</pmc-articleset>".encode()


def one(body: str) -> FullText:
    return parse(answer(jats(body)))[0]


def lines(body: str) -> list[tuple[str, str]]:
    return [(passage.part, passage.text) for passage in one(body).passages]


@pytest.fixture
def server() -> Iterator[EutilsServer]:
    with EutilsServer() as running:
        yield running


def central(server: EutilsServer) -> PubMedCentral:
    http = Http(service="PubMed Central", time=still_time(), read_seconds=HANG)
    return PubMedCentral(http=http, url=server.url, contact="nobody@example.org")


# ── Sections ─────────────────────────────────────────────────────────────────────────────────


def test_a_passage_is_known_by_the_titles_above_it() -> None:
    body = (
        "<sec><title>3. Results</title><p>One.</p><p>Two\n  lines.</p>"
        "<sec><title>3.1 <italic>Grey</italic> matter</title><p>Three.</p></sec></sec>"
    )
    assert lines(body) == [
        ("full text, 3. Results", "One.\nTwo lines."),
        ("full text, 3. Results > 3.1 Grey matter", "Three."),
    ]


def test_two_sections_of_one_title_are_told_apart() -> None:
    body = (
        "<sec><title>Results</title><p>One.</p></sec><sec><title>Results</title><p>Two.</p></sec>"
    )
    assert [part for part, _ in lines(body)] == ["full text, Results", "full text, Results (2)"]


@pytest.mark.parametrize(
    ("kind", "title", "role"),
    [
        ("", "Results", Role.RESULTS),
        ("", "3. RESULTS", Role.RESULTS),
        ("", "IV. Main findings", Role.RESULTS),
        ("results", "What we saw", Role.RESULTS),
        ("", "Materials and Methods", Role.METHODS),
        ("", "2 Patients and methods", Role.METHODS),
        ("", "Experimental procedures", Role.METHODS),
        ("materials|methods", "", Role.METHODS),
        ("", "Introduction", Role.OTHER),
        ("intro", "Results of others", Role.OTHER),
        ("", "Discussion", Role.OTHER),
        ("", "Results and discussion", Role.OTHER),
        ("results|discussion", "Findings", Role.OTHER),
        ("", "Discussion of results", Role.OTHER),
        ("", "Limitations", Role.OTHER),
        ("", "Something else", Role.OTHER),
        ("", "Author contributions", Role.OTHER),
    ],
)
def test_what_a_section_is_for(kind: str, title: str, role: Role) -> None:
    found = one(f'<sec sec-type="{kind}"><title>{title}</title><p>Words.</p></sec>')
    assert [passage.role for passage in found.passages] == [role]


@pytest.mark.parametrize(
    ("outer", "inner", "role"),
    [
        ("Results", "Participants", Role.RESULTS),
        ("Methods", "Results of a pilot", Role.METHODS),
        ("Discussion", "Main findings", Role.OTHER),
        ("Results and discussion", "Results", Role.RESULTS),
        ("Study 1", "Methods", Role.METHODS),
    ],
)
def test_a_subsection_is_for_what_its_section_is_for(outer: str, inner: str, role: Role) -> None:
    body = f"<sec><title>{outer}</title><sec><title>{inner}</title><p>Words.</p></sec></sec>"
    assert [passage.role for passage in one(body).passages] == [role]


@pytest.mark.parametrize(
    ("inside", "wanted"),
    [
        ("the insula<sup><xref ref-type='bibr'>12</xref>,13</sup> was thin", "the insula was thin"),
        ("the insula<xref ref-type='bibr'><sup>12</sup></xref> was", "the insula was"),
        ("as <xref ref-type='bibr'>Nobody (2020)</xref> said", "as Nobody (2020) said"),
        ("10<sup>-3</sup> and R<sup>2</sup>", "10-3 and R2"),
        ("p<xref ref-type='table-fn'>a</xref> less", "p less"),
        ("x<!-- not this --> y <?pi that?>z", "x y z"),
        ("a &lt; b &#8722;3", "a < b −3"),
        ("<xref ref-type='fig'>Fig 1</xref>.<fig><caption><p>No</p></caption></fig>", "Fig 1."),
        ("so <disp-formula><tex-math>x^2</tex-math></disp-formula> it is", "so it is"),
        ("one<break/>two", "one two"),
        ("a\u00ad\u200bb\u0085c", "ab c"),
        ("bold <bold>and <italic>deep</italic></bold> words", "bold and deep words"),
        ("<table-wrap><table><tr><td>cell</td></tr></table></table-wrap>after", "after"),
    ],
)  # fmt: skip
def test_a_paragraph_holds_its_sentences_and_nothing_that_floats_in_it(
    inside: str, wanted: str
) -> None:
    assert lines(f"<sec><title>Results</title><p>{inside}</p></sec>")[0][1] == wanted


def test_lists_are_read_and_boxes_are_not() -> None:
    body = (
        "<sec><title>Results</title><list><list-item><p>One.</p></list-item></list>"
        "<boxed-text><p>Two.</p></boxed-text><fig><caption><p>Three.</p></caption></fig></sec>"
    )
    assert lines(body) == [("full text, Results", "One.")]


def test_a_report_by_a_peer_is_no_part_of_the_paper() -> None:
    peer = "<sub-article><body><sec><title>Results</title><p>Weak.</p></sec></body></sub-article>"
    whole = jats().replace("</article>", f"{peer}</article>")
    assert [passage.text for passage in parse(answer(whole))[0].passages] == [
        "Something was found."
    ]


def test_a_very_long_title_is_cut() -> None:
    part = lines(f"<sec><title>{'Results ' * 90}</title><p>Words.</p></sec>")[0][0]
    assert len(part) < 130


# ── Tables ───────────────────────────────────────────────────────────────────────────────────

TABLE = """<table-wrap><label>Table 1</label><caption><title>Peaks</title><p>In MNI.</p></caption>
<table><thead><tr><th rowspan="2">R</th><th colspan="3">MNI</th></tr>
<tr><th>x</th><th>y</th><th>z</th></tr></thead>
<tbody><tr><td>A<sup>a</sup></td><td>−1</td>
<td>2<xref ref-type="table-fn">b</xref></td></tr></tbody></table>
<table-wrap-foot><fn><p><sup>a</sup> A note.</p></fn></table-wrap-foot></table-wrap>"""


def test_a_table_has_its_head_its_rows_and_what_is_written_around_it() -> None:
    table = one(f"<sec><title>Results</title><p>Text.</p>{TABLE}</sec>").tables[0]
    assert (table.label, table.caption, table.notes) == ("Table 1", "Peaks In MNI.", "A note.")
    assert table.header == (("R", "MNI", "MNI", "MNI"), ("R", "x", "y", "z"))
    assert table.rows == (("A", "−1", "2", ""),)
    assert table.role is Role.RESULTS


def test_a_table_in_the_methods_is_known_as_such() -> None:
    body = f"<sec><title>Methods</title><sec><title>Seeds</title><p>T.{TABLE}</p></sec></sec>"
    assert [table.role for table in one(body + BODY).tables] == [Role.METHODS]


def test_tables_that_stand_apart_from_the_text_are_found() -> None:
    apart = jats().replace("</article>", f"<floats-group>{TABLE}</floats-group></article>")
    assert [table.role for table in parse(answer(apart))[0].tables] == [Role.OTHER]


@pytest.mark.parametrize("inside", ["<graphic/>", "", "<table/>", "<table><tbody/></table>"])
def test_a_table_that_is_a_picture_is_none(inside: str) -> None:
    assert one(f"{BODY}<table-wrap>{inside}</table-wrap>").tables == ()


@pytest.mark.parametrize("span", ["0", "-1", "x", "", "99999999999", "٣"])
def test_a_span_that_is_no_number_breaks_nothing(span: str) -> None:
    wrap = f'<table-wrap><table><tr><td colspan="{span}">A</td><td>B</td></tr></table></table-wrap>'
    assert one(BODY + wrap).tables[0].rows == (("A", "B"),)


# ── Whose text, and is there one ─────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("kind", "id"), [("pmc", "7"), ("pmc", "PMC7"), ("pmcid", "PMC7")])
def test_a_text_is_known_by_its_number_however_it_is_written(kind: str, id: str) -> None:
    assert [text.pmcid for text in parse(answer(jats(id=id, kind=kind)))] == ["PMC7"]


@pytest.mark.parametrize(
    "article",
    [
        jats(id="x"),
        jats(""),
        jats("").replace("<body></body>", "<!--The publisher does not allow this.-->"),
        "<article/>",
        '<Reply Id="7" error="The following PMCID is not available"/>',
        "<error>nothing here</error>",
    ],
)
def test_an_article_without_a_text_is_left_out(article: str) -> None:
    assert [text.pmcid for text in parse(answer(article, jats(id="8")))] == ["PMC8"]


@pytest.mark.parametrize(
    "body",
    [b"", b"  ", b"<pmc-articleset><article>", b"<html></html>", b"not XML", answer(jats("&no;"))],
)
def test_what_is_no_set_of_articles_is_refused(body: bytes) -> None:
    with pytest.raises(ValueError, match="the answer is"):
        parse(body)


def test_entities_are_not_expanded() -> None:
    opening = '<!DOCTYPE a [<!ENTITY e "lol"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    body = "<sec><title>Results</title><p>Before &e; &f; after.</p></sec>"
    texts = parse(f"{opening}<pmc-articleset>{jats(body)}</pmc-articleset>".encode())
    assert [passage.text for text in texts for passage in text.passages] == ["Before after."]


def test_a_bomb_of_entities_is_refused() -> None:
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    opening = f'<!DOCTYPE a [<!ENTITY e0 "lol">{bomb}]>'
    with pytest.raises(ValueError, match="the answer is not whole XML"):
        parse(f"{opening}<pmc-articleset>{jats('<p>&e11;</p>')}</pmc-articleset>".encode())


def test_ten_megabytes_are_read() -> None:
    body = f"<sec><title>Results</title>{'<p>Words without end stand here.</p>' * 290_000}</sec>"
    assert len(one(body).passages[0].text) > 8_000_000


# ── The service ──────────────────────────────────────────────────────────────────────────────


def test_texts_come_in_one_request(server: EutilsServer) -> None:
    server.add_texts(story.corpus("full_texts.xml"))
    source = central(server)

    found = source.texts(["PMC900000001", "PMC900000015", "PMC999", "no number"])

    assert sorted(found) == ["PMC900000001", "PMC900000015"]
    assert source.sent == 1
    assert server.requests[0].parameters["db"] == "pmc"
    assert server.requests[0].parameters["id"] == "900000001,900000015,999"


def test_nothing_is_asked_where_there_is_no_number(server: EutilsServer) -> None:
    assert central(server).texts(["PMC", "", "7"]) == {}
    assert server.requests == []


def test_one_broken_article_does_not_cost_the_others(server: EutilsServer) -> None:
    server.add_texts(answer(jats(id="8")))
    server.faults.append(Fault(endpoint="efetch.fcgi", body=answer(jats(id="8"), "<article><p>")))

    found = central(server).texts(["PMC7", "PMC8"])

    assert list(found) == ["PMC8"]
    assert [one.parameters["id"] for one in server.requests] == ["7,8", "7", "8"]


def test_what_was_not_asked_for_is_not_taken(server: EutilsServer) -> None:
    server.faults.append(Fault(body=answer(jats(id="9"))))
    assert central(server).texts(["PMC8"]) == {}


@pytest.mark.parametrize(
    "fault",
    [
        Fault(status=503, times=0),
        Fault(status=429, times=0),
        Fault(kind="drop", times=0),
        Fault(body=b"", times=0),
        Fault(body=b"<!DOCTYPE html><html>Maintenance</html>", times=0),
        Fault(body=b'{"error":"API rate limit exceeded"}', times=0),
        Fault(status=404, times=0),
    ],
)
def test_a_service_that_is_down_says_so(server: EutilsServer, fault: Fault) -> None:
    server.faults.append(fault)
    with pytest.raises(ServiceFailed, match="PubMed Central failed"):
        central(server).texts(["PMC7", "PMC8"])


def test_a_passing_fault_is_overcome(server: EutilsServer) -> None:
    server.add_texts(answer(jats(id="8")))
    server.faults.append(Fault(status=503, times=2))
    assert list(central(server).texts(["PMC8"])) == ["PMC8"]


def test_an_id_that_nobody_holds_may_be_answered_with_a_bad_request(server: EutilsServer) -> None:
    server.faults.append(Fault(status=400, body=b"ID list is empty"))
    assert central(server).texts(["PMC7"]) == {}


def test_the_key_goes_along_and_is_not_shown(server: EutilsServer) -> None:
    time = still_time()
    http = Http(service="PubMed Central", time=time, pace=Pace(3.0, time))
    source = PubMedCentral(http=http, url=server.url, contact="", key="secret")
    source.texts(["PMC7"])
    assert server.requests[0].parameters["api_key"] == "secret"
    assert "secret" not in repr(source)


def test_results_that_are_nested_in_the_methods_are_results() -> None:
    text = one(
        "<sec sec-type='methods'><title>Methods</title><p>We drank.</p>"
        "<sec><title>2. Results</title><p>It was less.</p><table-wrap><label>Table 1</label>"
        "<table><tr><td>1</td></tr></table></table-wrap></sec>"
        "<sec><title>Discussion</title><sec><title>Results</title><p>So be it.</p></sec></sec>"
        "</sec>"
    )
    assert [passage.role for passage in text.passages] == [Role.METHODS, Role.RESULTS, Role.OTHER]
    assert text.tables[0].role is Role.RESULTS


def test_real_articles_are_read_with_their_sections_and_tables() -> None:
    folder = shared_data() / "real" / "jats"
    if not folder.is_dir():
        pytest.skip(f"there is no folder {folder} with real articles")
    for file in sorted(folder.glob("*.nxml")):
        (text,) = parse(file.read_bytes())
        assert text.pmcid == file.stem
        assert {passage.role for passage in text.passages} > {Role.METHODS}, file.name
        assert all(rejected.why for rejected in peaks(text, "a reader").rejected)
