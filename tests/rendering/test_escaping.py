"""Strangers' words are shown and command nothing, read as GitHub would read them."""

import re
import unicodedata
from html.parser import HTMLParser
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from bot.rendering.escaping import Safe, cell, link, markdown, one_line

# Each hides what it would do in a paper's title.
HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '<a href="https://example.org">win</a>',
    "<!-- living-review:end status -->",
    "<!-- hidden",
    "--> shown again",
    "<details open><summary>x</summary>",
    "</td></tr></table>",
    "<https://example.org>",
    "<someone@example.org>",
    "[click](https://example.org)",
    "[click](javascript:alert(1))",
    "![pixel](https://example.org/p.png)",
    "[click][ref]",
    "[^1] footnote",
    "[x] done",
    "https://example.org/path",
    "HTTP://EXAMPLE.ORG",
    "ftp://example.org",
    "see(https://example.org)",
    "_https://example.org_",
    "2024https://example.org",
    "éhttps://example.org",
    "www.example.org",
    "WWW.example.org",
    "_www.example.org",
    "(www.example.org)",
    "*www.example.org*",
    "mailto:someone@example.org",
    "someone@example.org",
    "someone@-example.org",
    "@someone",
    "@some-org/some-team",
    "hello@someone and @another",
    "@\u200bsomeone",
    "#12",
    "closes #3",
    "Fixes: #3, resolves owner/repo#4",
    "GH-12",
    "gh-12",
    "#\u200b12",
    "owner/repo@0123456789abcdef0123456789abcdef01234567",
    "0123abc",
    "deadbeef0123456789deadbeef0123456789dead",
    ":tada:",
    ":+1:",
    ":white_check_mark:",
    ":non-potable_water:",
    "**bold**",
    "__bold__",
    "*slanted*",
    "_slanted_",
    "a*b*c",
    "~~gone~~",
    "~gone~",
    "`code`",
    "``",
    "a | b | c",
    "a \\| b",
    "\\",
    "ends in \\",
    "\\\\| x",
    "\\<b>",
    "line\n\n# heading",
    "line\r\n| a | b |\r\n|---|---|",
    "line\u2028- item",
    "line\x85- item",
    "tab\there",
    "$\\unicode{x}$",
    "$$x$$",
    "$`x`$",
    "&lt;script&gt;",
    "&#64;someone",
    "&#x23;12",
    "&commat;someone",
    "&#124; cell",
    "right\u202eto left\u202c",
    "iso\u2066lated\u2069",
    "soft\u00adhyphen",
    "zero\u200bwidth\ufeff",
    "bell\x07\x1b[31mred",
    "tag\U000e0041s",
    "Hangul\u3164filler",
    "smuggled\ufe00\U000e0100",
    "{{ config }} {% raw %}",
    "/approve",
    "# heading",
    "###### small heading",
    "- item",
    "+ item",
    "1. item",
    "12) item",
    "===",
    "---",
    "- - -",
    "-",
    ":-:",
    "[skip ci] all is well",
    "[ no ci ]",
    "skip-checks: true",
    "Signed-off-by: someone",
)

PLAIN = (
    "T1-weighted MRI at 3.0 T: p < 0.05 & n = 20",
    "β2-adrenergic receptors, TGF-β/IL-6 and 50% of patients (n=12)",
    "[Moon tea in Östergötland]. [Article in Swedish]",
    "A*B*C, a_b_c, a|b and a\\b ~ c `d`",
    "“Quoted”, “quoted” and it's naïve: is it?",
    "18F-FDG PET/CT in 5-HT1A; r > 0.9!",
    "AT&T &amp; &alpha; < 5 <i>in vivo</i>",
    "- a dash, 1. a number, # a cross, + a plus, > a mark",
)

TAGS = {"table", "thead", "tbody", "tr", "th", "td", "p", "span"}
ZERO_WIDTH = "\u200b"
# What cmark-gfm's autolink extension links in the source, and in the text; www. only there.
LINKED_SOURCE = (
    re.compile(r"(?:https?|ftp)://", re.IGNORECASE),
    re.compile(r"(?:(?<=[\s*_~(|])|^)www\."),
)
LINKED_TEXT = re.compile(r"[\w.+-]@[\w-]*\.\w|(?:mailto|xmpp):[\w.+-]+@\w")
# What GitHub makes of the text after Markdown: mentions, references, commits, pictures.
READ = (
    re.compile(r"@\w"),
    re.compile(r"(?<!&)#\d"),
    re.compile(r"\bGH-\d", re.IGNORECASE),
    re.compile(r"\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?):?\s+#\d", re.IGNORECASE),
    re.compile(r"\b(?=\w*\d)(?=\w*[a-f])[0-9a-f]{7,40}\b", re.IGNORECASE),
    re.compile(r":[a-z0-9+_-]+:", re.IGNORECASE),
)


class _Seen(HTMLParser):
    """What a browser would show."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.html = html
        self.tags: list[str] = []
        self.links: list[str] = []
        self.comments: list[str] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name == "href"]

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)

    def handle_data(self, data: str) -> None:
        self.text += data


def read_as_github(source: str) -> _Seen:
    reader = MarkdownIt("gfm-like")
    assert reader.linkify
    # GitHub links neither `example.org` nor `//example.org`, and www. is looked for in the source.
    reader.linkify.set({"fuzzy_link": False})
    reader.linkify.add("//", None)
    return _Seen(reader.render(source))


def _cell(source: str) -> _Seen:
    return read_as_github(f"| a | b | c |\n|---|---|---|\n| left | {source} | right |\n")


def _paragraph(source: str) -> _Seen:
    return read_as_github(f"Before {source} after.\n")


def _shown_in_cell(source: str) -> str:
    text = " ".join(_cell(source).text.split())
    return text.removeprefix("a b c left").removesuffix("right").strip()


def test_nothing_becomes_markup_in_a_table() -> None:
    for text in HOSTILE + PLAIN:
        seen = _cell(markdown(text))
        assert set(seen.tags) <= TAGS, text
        assert seen.comments == [], text
        assert [seen.tags.count(one) for one in ("table", "tr", "th", "td")] == [1, 2, 3, 3], text


def test_nothing_becomes_markup_in_a_paragraph() -> None:
    for text in HOSTILE + PLAIN:
        seen = _paragraph(markdown(text))
        assert set(seen.tags) <= {"p", "span"}, text
        assert seen.tags.count("p") == 1, text
        assert seen.comments == [], text


def test_nothing_becomes_markup_at_the_start_of_a_line() -> None:
    for text in HOSTILE + PLAIN:
        for before in ("", "Before\n"):
            seen = read_as_github(f"{before}{markdown(text)}\n")
            assert set(seen.tags) <= {"p", "span"}, text
            assert seen.tags.count("p") == 1, text


def test_github_links_and_notifies_nothing() -> None:
    for text in HOSTILE + PLAIN:
        source = markdown(text)
        shown = _paragraph(source).text
        assert [one.pattern for one in LINKED_SOURCE if one.search(source)] == [], text
        assert not LINKED_TEXT.search(shown), text
        assert [one.pattern for one in READ if one.search(shown)] == [], text


def test_nothing_invisible_comes_through() -> None:
    """Controls, directions, and what Unicode calls ignorable by default."""
    for text in HOSTILE:
        source = markdown(text)
        assert [
            one for one in source if unicodedata.category(one) in ("Cc", "Cf", "Zl", "Zp")
        ] == [], text
        assert not re.search("[\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\ufe00-\ufe0f]", source), (
            text
        )
        assert not re.search("[\U000e0000-\U000e0fff]", source), text


@pytest.mark.parametrize("text", PLAIN)
def test_a_plain_title_reads_unchanged(text: str) -> None:
    assert _paragraph(markdown(text)).text.strip() == f"Before {text} after."
    assert _shown_in_cell(markdown(text)) == text


def test_a_hostile_title_is_still_readable() -> None:
    """Only zero-width spaces come in between."""
    for text in HOSTILE:
        shown = _paragraph(markdown(text)).text.replace(ZERO_WIDTH, "")
        assert shown.strip() == f"Before {one_line(text)} after.", text


@given(
    st.lists(
        st.sampled_from("ab1 @#:/\\`*_[]()<>!|~$&;-+=.'\"\n")
        | st.sampled_from(["www.", "http://", "&#", "&lt;", "GH-1", "<!--", "\u200b"])
    ).map(lambda parts: f"x{''.join(parts)}x")
)
def test_any_mixture_is_shown_as_it_is(text: str) -> None:
    source = markdown(text)
    seen = _cell(source)
    assert set(seen.tags) <= TAGS
    assert seen.tags.count("td") == 3
    assert seen.comments == []
    assert [one.pattern for one in LINKED_SOURCE if one.search(source)] == []
    assert _shown_in_cell(source).replace(ZERO_WIDTH, "") == one_line(text)


@pytest.mark.parametrize("pmid", ["90000001", "900000012", "900000099"])
def test_a_pmid_stays_whole(pmid: str) -> None:
    assert markdown(f"PMID {pmid}, again {pmid}.") == f"PMID {pmid}, again {pmid}."


def test_our_own_markdown_is_left_alone() -> None:
    assert markdown(Safe("**ours** @team")) == "**ours** @team"
    assert (markdown(None), markdown(12), markdown("")) == ("", "12", "")


@given(st.text())
def test_one_line_is_one_line(text: str) -> None:
    once = one_line(text)
    assert once.splitlines() in ([once], [])
    assert once == " ".join(once.split())
    assert one_line(once) == once


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\n=1", "\r=1", "\u200b=1", "\ufeff=1",
     "\u200b =1", '=HYPERLINK("https://example.org")', "=cmd|' /C calc'!A0"],
)  # fmt: skip
def test_a_csv_cell_is_never_a_formula(text: str) -> None:
    assert cell(text).startswith("'")


@pytest.mark.parametrize("text", ["", "Moon tea", "3 = 3", "900000001", "10.1000/a", "(-1)"])
def test_a_plain_csv_cell_is_left_alone(text: str) -> None:
    assert cell(text) == text


@pytest.mark.parametrize("number", [-5.3, -13.1, -1, 0, 95.0, 1e-7])
def test_a_number_stays_one_to_whoever_reads_the_table(number: float) -> None:
    assert float(cell(number)) == number


@given(st.text() | st.none())
def test_no_text_makes_a_formula(value: object) -> None:
    assert not cell(value).strip().startswith(("=", "+", "-", "@"))
    assert len(cell(value).splitlines()) <= 1


@pytest.mark.parametrize(
    "doi",
    [
        "10.1000/plain",
        "10.1000/a(b)c",
        "10.1000/(a",
        "10.1000/a)",
        "10.1000/(SICI)1097-0142(19990101)77:11<2358::AID-MOON24>3.0.CO;2-#",
        "10.1000/a\"b'c",
        "10.1000/a b",
        "10.1000/a\\b",
        "10.1000/a|b",
        "10.1000/a]b[c",
        "10.1000/*a*_b_`c`",
        "10.1000/é",
        "10.1000/a?b=c&d",
        "10.1000/a&lt;b&gt;c",
        "10.1000/a&copy;b",
        "10.1000/@someone#12",
        "10.1000/<script>",
    ],
)
@pytest.mark.parametrize("place", [_cell, _paragraph])
def test_a_link_leads_where_it_says(doi: str, place: type[_Seen]) -> None:
    address = f"https://doi.org/{doi}"
    seen = place(link("doi " + doi, address))
    assert seen.tags.count("a") == 1
    assert [unquote(one) for one in seen.links] == [address]
    assert f"doi {doi}" in seen.text.replace(ZERO_WIDTH, "")
    assert set(seen.tags) <= {*TAGS, "a"}


def test_a_link_with_hostile_text_is_one_link() -> None:
    for text in HOSTILE:
        seen = _cell(link(text, "https://doi.org/10.1000/a"))
        assert seen.links == ["https://doi.org/10.1000/a"], text
        assert seen.tags.count("a") == 1, text
        assert seen.tags.count("td") == 3, text


def test_text_without_an_address_is_no_link() -> None:
    assert _paragraph(link("[Luna](x) 2024", "")).links == []
