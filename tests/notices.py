"""What a journal does to an invented paper after it appeared, as PubMed would show it."""

import re

from bot.demo import story

_WEEKS = ("seeds.xml", "week1.xml", "week2.xml")
_LIST = "CommentsCorrectionsList"


def paper(pmid: str) -> str:
    """The invented paper as PubMed first shows it."""
    for name in _WEEKS:
        for one in re.findall(
            r"<PubmedArticle>.*?</PubmedArticle>", story.corpus(name).decode(), re.DOTALL
        ):
            if f'<PMID Version="1">{pmid}</PMID>' in one.split("<Article ")[0]:
                return str(one)
    raise KeyError(pmid)


def noticed(text: str, kind: str, pmid: str, citation: str) -> str:
    """The paper with a notice of ``kind``, one of PubMed's RefTypes."""
    notice = (
        f'<CommentsCorrections RefType="{kind}"><RefSource>{citation}</RefSource>'
        f'<PMID Version="1">{pmid}</PMID></CommentsCorrections>'
    )
    if f"<{_LIST}>" in text:
        return text.replace(f"<{_LIST}>", f"<{_LIST}>{notice}", 1)
    return text.replace("</MedlineCitation>", f"<{_LIST}>{notice}</{_LIST}></MedlineCitation>", 1)


def typed(text: str, kind: str) -> str:
    """The paper with one more publication type."""
    more = f'<PublicationType UI="D000000">{kind}</PublicationType></PublicationTypeList>'
    return text.replace("</PublicationTypeList>", more, 1)


def reworded(text: str, old: str, new: str) -> str:
    """The paper with other words."""
    assert old in text
    return text.replace(old, new, 1)


def document(*papers: str) -> bytes:
    """An answer that holds ``papers``."""
    return f'<?xml version="1.0"?><PubmedArticleSet>{"".join(papers)}</PubmedArticleSet>'.encode()
