"""PubMed's XML read into articles: each rule on invented records, then all on real ones."""

import hashlib
import logging
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from bot.domain.records import Article, Correction, Record, Section
from bot.sources.pubmed.parsing import Parsed, parse
from tests.conftest import shared_folder

_CITATION = (
    "<PMID Version='1'>900000001</PMID>"
    "<DateRevised><Year>2025</Year><Month>02</Month><Day>03</Day></DateRevised>"
)
_TITLE = "<ArticleTitle>An invented trial of moon tea.</ArticleTitle>"


def _set(*elements: str) -> bytes:
    return f"<?xml version='1.0'?><PubmedArticleSet>{''.join(elements)}</PubmedArticleSet>".encode()


def _element(article: str = _TITLE, citation: str = "", data: str = "") -> str:
    return (
        f"<PubmedArticle><MedlineCitation>{_CITATION}<Article>{article}</Article>{citation}"
        f"</MedlineCitation><PubmedData>{data}</PubmedData></PubmedArticle>"
    )


def _article(article: str = _TITLE, citation: str = "", data: str = "") -> Article:
    parsed = parse(_set(_element(article, citation, data)))
    assert parsed.unreadable == ()
    (only,) = parsed.articles
    return only


def _record(article: str = "", citation: str = "", data: str = "") -> Record:
    return _article(_TITLE + article, citation, data).record


def _issue(date: str, more: str = "") -> str:
    return f"<Journal><JournalIssue>{more}<PubDate>{date}</PubDate></JournalIssue></Journal>"


def test_a_record_is_known_by_its_own_pmid() -> None:
    other = (
        "<CommentsCorrectionsList><CommentsCorrections RefType='CommentOn'>"
        "<RefSource>Demo J. 2020;1:1</RefSource><PMID>900000009</PMID>"
        "</CommentsCorrections></CommentsCorrectionsList>"
    )
    record = _record(citation=other)
    assert (record.id, record.pmid, record.source) == ("900000001", "900000001", "pubmed")


def test_title_keeps_all_words_through_markup() -> None:
    title = (
        "<ArticleTitle>Effect of <i>Luna\n  <b>ficta</b></i> on H<sub>2</sub>O: <!-- no -->"
        "<m:math xmlns:m='http://www.w3.org/1998/Math/MathML'><m:mi>x</m:mi></m:math>"
        "&#160;&gt; 10<sup>5</sup> &#233;lan.</ArticleTitle>"
    )
    assert _article(title).record.title == "Effect of Luna ficta on H2O: x > 105 élan."


def test_translated_title_keeps_its_brackets() -> None:
    words = (
        "<ArticleTitle>[Moon tea].</ArticleTitle><VernacularTitle>Mondtee.</VernacularTitle>"
        "<Language>ger</Language><Language>eng</Language>"
    )
    record = _article(words).record
    assert (record.title, record.vernacular_title) == ("[Moon tea].", "Mondtee.")
    assert record.languages == ("ger", "eng")


def test_sections_keep_order_and_printed_labels() -> None:
    abstract = (
        "<Abstract><AbstractText Label='AIM'>To <i>see</i>.</AbstractText>"
        "<AbstractText Label='UNLABELLED'>Some more.</AbstractText>"
        "<AbstractText Label='KEY POINTS' NlmCategory='UNASSIGNED'>We saw.</AbstractText>"
        "<AbstractText Label='NOTE'> </AbstractText>"
        "<CopyrightInformation>Nobody 2025.</CopyrightInformation></Abstract>"
    )
    article = _article(_TITLE + abstract)
    assert article.sections == (
        Section(text="To see.", label="AIM"),
        Section(text="Some more."),
        Section(text="We saw.", label="KEY POINTS"),
    )
    assert article.record.has_abstract


def test_other_abstracts_are_kept_apart() -> None:
    other = (
        "<OtherAbstract Type='Publisher' Language='spa'>"
        "<AbstractText Label='FIN'>Té.</AbstractText><AbstractText>Luna.</AbstractText>"
        "</OtherAbstract><OtherAbstract Type='plain-language-summary'>"
        "<AbstractText>Tea.</AbstractText></OtherAbstract>"
    )
    article = _article(citation=other)
    assert article.sections == ()
    assert not article.record.has_abstract
    assert article.other_abstracts == (
        Section(text="FIN: Té.\nLuna.", label="spa"),
        Section(text="Tea.", label="plain-language-summary"),
    )


def test_text_hash_changes_with_the_words_only() -> None:
    abstract = "<Abstract><AbstractText>Tea helps.</AbstractText></Abstract>"
    digest = hashlib.sha256(b"An invented trial of moon tea.\nTea helps.").hexdigest()[:16]
    assert _record(abstract).text_hash == digest
    assert _record(abstract + "<Language>eng</Language>").text_hash == digest
    assert _record().text_hash != digest


def test_authors_in_printed_order() -> None:
    names = (
        "<AuthorList><Author ValidYN='Y'><LastName>Van Demo</LastName><ForeName>Ada B</ForeName>"
        "<Initials>AB</Initials><Suffix>Jr</Suffix></Author>"
        "<Author ValidYN='N'><LastName>Wrong</LastName><Initials>W</Initials></Author>"
        "<Author><CollectiveName>Moon <i>Tea</i> Group</CollectiveName></Author>"
        "<Author><LastName>Solo</LastName></Author></AuthorList>"
        "<InvestigatorList><Investigator><LastName>No</LastName></Investigator></InvestigatorList>"
    )
    assert _record(names).authors == ("Van Demo AB Jr", "Moon Tea Group", "Solo")


def test_centres_are_the_institutions_of_the_first_and_the_last_author() -> None:
    def author(name: str, *affiliations: str) -> str:
        printed = "".join(
            f"<AffiliationInfo><Affiliation>{one}</Affiliation></AffiliationInfo>"
            for one in affiliations
        )
        return f"<Author><LastName>{name}</LastName>{printed}</Author>"

    names = (
        author("First", "Department of Tea, Lantern University Hospital, 1 Pond Road, Moon."),
        author("Middle", "Hospital of Nobody."),
        author("Last", "Pond Institute; Lantern University Hospital. last@example.org", "Home."),
    )
    record = _record(f"<AuthorList>{''.join(names)}</AuthorList>")
    assert record.centres == ("Lantern University Hospital", "Pond Institute")
    assert _record().centres == ()


@pytest.mark.parametrize(
    ("date", "printed", "year"),
    [
        ("<Year>2024</Year><Month>Jan</Month><Day>05</Day>", "2024 Jan 5", 2024),
        ("<Year>2024</Year><Month>06</Month>", "2024 Jun", 2024),
        ("<Year>2024</Year><Season>Winter</Season>", "2024 Winter", 2024),
        ("<MedlineDate>2025 Nov-Dec</MedlineDate>", "2025 Nov-Dec", 2025),
        ("<MedlineDate>1998 Dec-1999 Jan</MedlineDate>", "1998 Dec-1999 Jan", 1998),
        ("<MedlineDate>Winter</MedlineDate>", "Winter", None),
        ("", "2023 Mar 9", 2023),
    ],
)
def test_publication_date_as_printed(date: str, printed: str, year: int | None) -> None:
    online = "<ArticleDate><Year>2023</Year><Month>03</Month><Day>09</Day></ArticleDate>"
    record = _record(_issue(date) + online)
    assert (record.published, record.year) == (printed, year)


def test_journal_and_its_abbreviation() -> None:
    title = "<Journal><Title>Demo &amp; Journal</Title>{}</Journal>"
    medline = "<MedlineJournalInfo><MedlineTA>Demo J</MedlineTA></MedlineJournalInfo>"
    printed = _record(title.format("<ISOAbbreviation>Dem. J.</ISOAbbreviation>"), medline)
    assert (printed.journal, printed.journal_abbreviation) == ("Demo & Journal", "Dem. J.")
    assert _record(title.format(""), medline).journal_abbreviation == "Demo J"


@pytest.mark.parametrize(
    ("pagination", "pages"),
    [
        ("<Pagination><StartPage>7</StartPage><MedlinePgn>7-9</MedlinePgn></Pagination>", "7-9"),
        ("<Pagination><StartPage>7</StartPage><EndPage>19</EndPage></Pagination>", "7-19"),
        ("<Pagination><StartPage>e7</StartPage></Pagination>", "e7"),
        ("<ELocationID EIdType='pii' ValidYN='Y'>e0042</ELocationID>", "e0042"),
        ("<ELocationID EIdType='pii' ValidYN='N'>e0042</ELocationID>", ""),
    ],
)
def test_volume_issue_and_pages(pagination: str, pages: str) -> None:
    record = _record(_issue("", "<Volume>12</Volume><Issue>3 Pt 1</Issue>") + pagination)
    assert (record.volume, record.issue, record.pages) == ("12", "3 Pt 1", pages)


def test_identifiers_of_the_paper_but_not_of_its_references() -> None:
    places = (
        "<ELocationID EIdType='doi' ValidYN='N'>10.5555/demo.wrong</ELocationID>"
        "<ELocationID EIdType='doi' ValidYN='Y'>https://doi.org/10.5555/Demo.1</ELocationID>"
        "<ELocationID EIdType='pii' ValidYN='Y'>e0042</ELocationID>"
    )
    data = (
        "<ArticleIdList><ArticleId IdType='pubmed'>900000001</ArticleId>"
        "<ArticleId IdType='pii'>e0042</ArticleId><ArticleId IdType='mid'>NIHMS0</ArticleId>"
        "<ArticleId IdType='pmc'>PMC0000001</ArticleId></ArticleIdList>"
        "<ReferenceList><Reference><ArticleIdList><ArticleId IdType='pmc'>PMC9</ArticleId>"
        "</ArticleIdList></Reference></ReferenceList>"
    )
    record = _record(places, "<OtherID Source='KIE'>7</OtherID>", data)
    assert (record.doi, record.pmcid) == ("10.5555/demo.1", "PMC0000001")
    assert record.other_ids == ("pii:e0042", "mid:NIHMS0", "kie:7")


def test_doi_from_the_list_unless_marked_wrong() -> None:
    data = "<ArticleIdList><ArticleId IdType='doi'>10.5555/demo.2</ArticleId></ArticleIdList>"
    wrong = "<ELocationID EIdType='doi' ValidYN='N'>10.5555/demo.2</ELocationID>"
    assert _record(data=data).doi == "10.5555/demo.2"
    assert _record(wrong, data=data).doi == ""


def test_types_headings_and_keywords() -> None:
    types = (
        "<PublicationTypeList><PublicationType>Journal Article</PublicationType>"
        "<PublicationType>Retracted Publication</PublicationType></PublicationTypeList>"
    )
    index = (
        "<MeshHeadingList><MeshHeading><DescriptorName MajorTopicYN='Y'>Tea</DescriptorName>"
        "</MeshHeading><MeshHeading><DescriptorName>Moon</DescriptorName>"
        "<QualifierName MajorTopicYN='Y'>history</QualifierName>"
        "<QualifierName>economics</QualifierName></MeshHeading></MeshHeadingList>"
        "<KeywordList Owner='NOTNLM'><Keyword><i>Luna</i> ficta</Keyword><Keyword/></KeywordList>"
        "<KeywordList Owner='KIE'><Keyword>tea</Keyword></KeywordList>"
    )
    record = _record(types, index)
    assert record.publication_types == ("Journal Article", "Retracted Publication")
    assert record.retracted
    assert record.mesh == ("Tea", "Moon/history", "Moon/economics")
    assert record.keywords == ("Luna ficta", "tea")


def test_notices_are_kept_and_references_are_not() -> None:
    notices = (
        "<CommentsCorrectionsList><CommentsCorrections RefType='RetractionIn'>"
        "<RefSource>Demo J. <i>2025</i>;1:2</RefSource><PMID>900000002</PMID>"
        "</CommentsCorrections><CommentsCorrections RefType='ErratumIn'>"
        "<RefSource>Demo J. 2024;9:9</RefSource></CommentsCorrections>"
        "<CommentsCorrections RefType='Cites'><RefSource>Old J. 1990;1:1</RefSource>"
        "</CommentsCorrections></CommentsCorrectionsList>"
    )
    record = _record(citation=notices)
    assert record.corrections == (
        Correction(kind="RetractionIn", citation="Demo J. 2025;1:2", pmid="900000002"),
        Correction(kind="ErratumIn", citation="Demo J. 2024;9:9"),
    )
    assert record.retracted


def _step(status: str, year: str, month: str, day: str = "") -> str:
    parts = f"<Year>{year}</Year><Month>{month}</Month>" + (f"<Day>{day}</Day>" if day else "")
    return f"<PubMedPubDate PubStatus='{status}'>{parts}</PubMedPubDate>"


def test_dates_of_the_record_itself() -> None:
    steps = _step("received", "2024", "1", "1") + _step("pubmed", "2025", "1", "9")
    record = _record(data=f"<History>{steps}{_step('entrez', '2025', 'Feb')}</History>")
    assert (record.entered, record.created) == ("2025-01-09", "2025-02-01")
    assert record.revised == "2025-02-03"


def test_missing_and_impossible_dates_cost_nothing_else() -> None:
    old = "<DateCreated><Year>1999</Year><Month>12</Month><Day>31</Day></DateCreated>"
    bare = _record(citation=old)
    assert (bare.entered, bare.created) == ("", "1999-12-31")
    only = _record(data=f"<History>{_step('entrez', '2025', '3', '4')}</History>")
    assert (only.entered, only.created) == ("2025-03-04", "2025-03-04")
    assert _record(data=f"<History>{_step('pubmed', '2025', '02', '30')}</History>").entered == ""
    assert _record(data=f"<History>{_step('pubmed', '2025', 'Foo')}</History>").entered == ""


_BOOK = (
    "<BookTitle>Handbook of <i>Moon</i> Tea</BookTitle><PubDate><Year>2019</Year></PubDate>"
    "<AuthorList Type='editors'><Author><LastName>Ed</LastName><Initials>E</Initials></Author>"
    "</AuthorList><Isbn>9780000000002</Isbn>"
)
_CHAPTER = (
    "<ArticleTitle>Brewing</ArticleTitle><AuthorList Type='authors'><Author>"
    "<LastName>Chap</LastName><Initials>C</Initials></Author></AuthorList>"
    "<Language>eng</Language><PublicationType>Review</PublicationType>"
    "<Abstract><AbstractText Label='SUMMARY'>Boil it.</AbstractText></Abstract>"
    "<KeywordList><Keyword>tea</Keyword></KeywordList>"
)


def _book(chapter: str) -> str:
    return (
        "<PubmedBookArticle><BookDocument><PMID>900000003</PMID><ArticleIdList>"
        "<ArticleId IdType='bookaccession'>NBK0</ArticleId></ArticleIdList>"
        f"<Book>{_BOOK}</Book>{chapter}</BookDocument><PubmedBookData><History>"
        f"{_step('pubmed', '2020', '5', '6')}</History><ArticleIdList>"
        "<ArticleId IdType='pubmed'>900000003</ArticleId></ArticleIdList>"
        "</PubmedBookData></PubmedBookArticle>"
    )


def test_a_chapter_of_a_book() -> None:
    (article,) = parse(_set(_book(_CHAPTER))).articles
    record = article.record
    assert (record.pmid, record.title, record.authors) == ("900000003", "Brewing", ("Chap C",))
    assert (record.journal, record.published, record.year) == ("Handbook of Moon Tea", "2019", 2019)
    assert record.other_ids == ("bookaccession:NBK0", "isbn:9780000000002")
    assert (record.publication_types, record.languages) == (("Review",), ("eng",))
    assert (record.entered, record.keywords) == ("2020-05-06", ("tea",))
    assert article.sections == (Section(text="Boil it.", label="SUMMARY"),)


def test_a_whole_book_has_its_own_title_and_editors() -> None:
    (article,) = parse(_set(_book(""))).articles
    assert article.record.title == "Handbook of Moon Tea"
    assert article.record.authors == ("Ed E",)


def test_a_single_record_is_a_document_too() -> None:
    body = f"\n<!-- invented -->{_element()}"
    assert [one.record.pmid for one in parse(body.encode()).articles] == ["900000001"]
    assert len(parse(_book(_CHAPTER).encode()).articles) == 1


@pytest.mark.parametrize("body", [b"<PubmedArticleSet/>", _set("\n", "<!-- none -->", "\n")])
def test_an_empty_set_is_an_answer(body: bytes) -> None:
    assert parse(body) == Parsed((), ())


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (b'{"error": "API rate limit exceeded"}', "not whole XML"),
        (b"<html><body><p>Down<br></body></html>", "not whole XML"),
        (b"<html><body>Down for repairs</body></html>", "a html document"),
        (b"<eFetchResult><ERROR>No such set</ERROR></eFetchResult>", "No such set"),
        (_set(_element(), "<ERROR>Lost the rest</ERROR>"), "Lost the rest"),
        (_set(_element(), "Backend failed"), "words between"),
        (_set("Backend failed"), "words between"),
        (b"<Other><PubmedArticle/></Other>", "a Other document"),
        (_set(_element())[:-5], "not whole XML"),
        (_set(_element()) + _set(), "not whole XML"),
    ],
)
def test_anything_but_a_whole_set_is_refused(body: bytes, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        parse(body)


@given(st.integers(min_value=0, max_value=len(_set(_element(), _book(_CHAPTER))) - 1))
def test_a_cut_answer_is_never_taken_for_a_whole_one(length: int) -> None:
    with pytest.raises(ValueError, match="the answer is"):
        parse(_set(_element(), _book(_CHAPTER))[:length])


def test_an_unreadable_record_costs_only_itself(caplog: pytest.LogCaptureFixture) -> None:
    bare = (
        "<PubmedArticle><MedlineCitation><PMID>900000004</PMID></MedlineCitation></PubmedArticle>"
    )
    odd = _element().replace("900000001", "not a number")
    strange = "<PubmedThing><PMID>900000005</PMID></PubmedThing>"
    gone = "<DeleteCitation><PMID>900000006</PMID></DeleteCitation>"
    with caplog.at_level(logging.WARNING):
        parsed = parse(_set(bare, _element(), odd, "<PubmedArticle/>", strange, gone))
    assert [one.record.pmid for one in parsed.articles] == ["900000001"]
    assert parsed.unreadable == ("900000004", "", "", "900000005")
    assert len(caplog.records) == 4
    assert "900000004 could not be read: neither title nor abstract" in caplog.text


def test_an_abstract_alone_is_enough() -> None:
    abstract = "<Abstract><AbstractText>Tea helps.</AbstractText></Abstract>"
    assert _article(abstract).record.title == ""


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("moonbeam", encoding="utf-8")
    head = f"<!DOCTYPE PubmedArticleSet [<!ENTITY s SYSTEM '{secret.as_uri()}'><!ENTITY t 'tea'>]>"
    title = _element("<ArticleTitle>Of &s; and &t;.</ArticleTitle>")
    body = f"{head}<PubmedArticleSet>{title}</PubmedArticleSet>"
    (article,) = parse(body.encode()).articles
    assert article.record.title == "Of &s; and &t;."


def test_a_large_answer_is_read_whole() -> None:
    numbers = [str(900000001 + at) for at in range(2000)]
    body = _set(*(_element().replace("900000001", one) for one in numbers))
    assert [one.record.pmid for one in parse(body).articles] == numbers


_FILES = sorted(
    path
    for pattern in ("metapub/*.xml", "biopython/pubmed*.xml")
    for path in (shared_folder() / "pubmed_xml").glob(pattern)
    if re.search(rb"<Pubmed(Book)?Article\b", path.read_bytes())
)


def _plain(elements: Iterator[etree._Element]) -> str:
    return " ".join(" ".join("".join(map(str, one.itertext())) for one in elements).split())


@pytest.mark.skipif(not _FILES, reason="the folder with real PubMed files is not here")
@pytest.mark.parametrize("path", _FILES or [Path()], ids=lambda path: path.stem)
def test_real_files_keep_every_word(path: Path) -> None:
    root = etree.fromstring(path.read_bytes(), etree.XMLParser(resolve_entities=False))
    elements = list(root.iter("PubmedArticle", "PubmedBookArticle"))
    parsed = parse(path.read_bytes())
    assert parsed.unreadable == ()
    assert len(parsed.articles) == len(elements) > 0
    for element, article in zip(elements, parsed.articles, strict=True):
        record = article.record
        assert record.pmid == element.findtext(".//PMID")
        assert record.title
        assert record.title == _plain(element.iter("ArticleTitle"))
        sections = " ".join(section.text for section in article.sections)
        assert sections == _plain(element.iterfind(".//Abstract/AbstractText"))
        assert all((record.published, record.year, record.created, record.entered))


def test_the_numbers_of_registered_trials_are_kept() -> None:
    def bank(name: str, *numbers: str) -> str:
        listed = "".join(f"<AccessionNumber>{one}</AccessionNumber>" for one in numbers)
        return (
            f"<DataBank><DataBankName>{name}</DataBankName>"
            f"<AccessionNumberList>{listed}</AccessionNumberList></DataBank>"
        )

    banks = bank("ClinicalTrials.gov", "NCT00000000", "NCT00000001") + bank("GENBANK", "AB000000")
    record = _record(f"<DataBankList>{banks}{bank('ISRCTN', 'ISRCTN00000000')}</DataBankList>")

    assert record.other_ids == (
        "clinicaltrials.gov:NCT00000000",
        "clinicaltrials.gov:NCT00000001",
        "isrctn:ISRCTN00000000",
    )
