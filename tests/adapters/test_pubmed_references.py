"""Reference lists cut out of PubMed's XML, wherever its pieces end."""

import pytest

from bot.sources.pubmed.references import without_references

LIST = b"<ReferenceList><Reference><Citation>Moon &lt; tea.</Citation></Reference></ReferenceList>"
NESTED = b"<ReferenceList><Title>T</Title>" + LIST + LIST + b"</ReferenceList>"


def _pieces(text: bytes, size: int) -> list[bytes]:
    return [text[at : at + size] for at in range(0, len(text), size)]


@pytest.mark.parametrize("cut", [LIST, NESTED, LIST + b" \n" + LIST])
def test_lists_are_cut_out_wherever_a_piece_ends(cut: bytes) -> None:
    before, after = b"<a><PubmedData><x>1</x>", b"</PubmedData><PubmedData></PubmedData></a>"
    text = before + cut + after + before + cut + after
    wanted = text.replace(LIST, b"").replace(
        b"<ReferenceList><Title>T</Title></ReferenceList>", b""
    )
    for size in range(1, len(text) + 1, 3):
        assert b"".join(without_references(_pieces(text, size))) == wanted


@pytest.mark.parametrize(
    "text",
    [
        b"<a>no list</a>",
        b"<a><ReferenceListing>x</ReferenceListing></a>",
        # What is no list of one record is left for the parser to judge.
        b"<a><PubmedData><ReferenceList></PubmedData><PubmedData></ReferenceList></PubmedData></a>",
        b"<a><!-- <ReferenceList> --><b/></PubmedData><c></ReferenceList></c></a>",
        b"<a><ReferenceList><b>",
        b"",
    ],
)
def test_whatever_is_no_list_stays(text: bytes) -> None:
    for size in (1, 7, 1_000):
        assert b"".join(without_references(_pieces(text, size))) == text


def test_only_what_may_be_the_name_of_a_list_waits_for_the_next_piece() -> None:
    moon = b"Moon and tea, with cakes. "
    pieces = [b"<a>" + moon, moon, moon + b"<Refer", b"encing/></a>"]
    given = [*without_references(pieces)]
    assert given[:3] == [b"<a>" + moon, moon, moon]
    assert b"".join(given) == b"".join(pieces)
