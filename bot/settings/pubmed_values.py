"""What PubMed calls its languages, publication types and search fields.

From the PubMed User Guide (https://pubmed.ncbi.nlm.nih.gov/help/), "Search field tags" and
"Publication types", and NLM's table of language codes, as of 2026.
"""

LANGUAGES = {
    "afr": "Afrikaans", "alb": "Albanian", "amh": "Amharic", "ara": "Arabic", "arm": "Armenian",
    "aze": "Azerbaijani", "ben": "Bengali", "bos": "Bosnian", "bul": "Bulgarian", "cat": "Catalan",
    "chi": "Chinese", "cze": "Czech", "dan": "Danish", "dut": "Dutch", "eng": "English",
    "epo": "Esperanto", "est": "Estonian", "fin": "Finnish", "fre": "French", "geo": "Georgian",
    "ger": "German", "gla": "Scottish Gaelic", "gre": "Greek", "heb": "Hebrew", "hin": "Hindi",
    "hrv": "Croatian", "hun": "Hungarian", "ice": "Icelandic", "ind": "Indonesian",
    "ita": "Italian", "jpn": "Japanese", "kin": "Kinyarwanda", "kor": "Korean", "lat": "Latin",
    "lav": "Latvian", "lit": "Lithuanian", "mac": "Macedonian", "mal": "Malayalam",
    "mao": "Maori", "may": "Malay", "mul": "Multiple languages", "nor": "Norwegian",
    "per": "Persian", "pol": "Polish", "por": "Portuguese", "pus": "Pushto", "rum": "Romanian",
    "rus": "Russian", "san": "Sanskrit", "slo": "Slovak", "slv": "Slovenian", "spa": "Spanish",
    "srp": "Serbian", "swe": "Swedish", "tha": "Thai", "tur": "Turkish", "ukr": "Ukrainian",
    "und": "Undetermined", "urd": "Urdu", "vie": "Vietnamese", "wel": "Welsh",
}  # fmt: skip
"""English name of each language by the code that PubMed's records carry."""

PUBLICATION_TYPES = (
    "Adaptive Clinical Trial", "Address", "Autobiography", "Bibliography", "Biography",
    "Case Reports", "Classical Article", "Clinical Conference", "Clinical Study",
    "Clinical Trial", "Clinical Trial Protocol", "Clinical Trial, Phase I",
    "Clinical Trial, Phase II", "Clinical Trial, Phase III", "Clinical Trial, Phase IV",
    "Clinical Trial, Veterinary", "Collected Work", "Comment", "Comparative Study", "Congress",
    "Consensus Development Conference", "Consensus Development Conference, NIH",
    "Controlled Clinical Trial", "Corrected and Republished Article", "Dataset", "Dictionary",
    "Directory", "Duplicate Publication", "Editorial", "Electronic Supplementary Materials",
    "English Abstract", "Equivalence Trial", "Evaluation Study", "Expression of Concern",
    "Festschrift", "Government Publication", "Guideline", "Historical Article",
    "Interactive Tutorial", "Interview", "Introductory Journal Article", "Journal Article",
    "Lecture", "Legal Case", "Legislation", "Letter", "Meta-Analysis", "Multicenter Study",
    "Network Meta-Analysis", "News", "Newspaper Article", "Observational Study",
    "Observational Study, Veterinary", "Overall", "Patient Education Handout",
    "Periodical Index", "Personal Narrative", "Portrait", "Practice Guideline",
    "Pragmatic Clinical Trial", "Preprint", "Published Erratum", "Randomized Controlled Trial",
    "Randomized Controlled Trial, Veterinary", "Research Support, N.I.H., Extramural",
    "Research Support, N.I.H., Intramural", "Research Support, Non-U.S. Gov't",
    "Research Support, U.S. Gov't, Non-P.H.S.", "Research Support, U.S. Gov't, P.H.S.",
    "Retracted Publication", "Retraction Notice", "Retraction of Publication", "Review",
    "Scientific Integrity Review", "Scoping Review", "Systematic Review", "Technical Report",
    "Twin Study", "Validation Study", "Video-Audio Media", "Webcast",
)  # fmt: skip

FIELD_TAGS = frozenset((
    "1au", "ad", "affiliation", "aid", "all", "all fields", "article identifier", "au", "auid",
    "author", "author - corporate", "author - first", "author - full", "author - identifier",
    "author - last", "book", "cn", "cois", "completion date", "conflict of interest statements",
    "crdt", "create date", "date - completion", "date - create", "date - entry", "date - mesh",
    "date - modification", "date - publication", "dcom", "dp", "ec/rn number", "ed", "edat",
    "editor", "entry date", "fau", "filter", "fir", "first author name", "full author name",
    "gr", "grants and funding", "investigator", "investigator - full", "ip", "ir", "isbn",
    "issue", "jid", "journal", "jt", "la", "lang", "language", "last author name", "lastau",
    "lid", "location id", "lr", "majr", "mesh", "mesh date", "mesh major topic",
    "mesh subheading", "mesh terms", "mh", "mhda", "modification date", "nlm unique id", "nm",
    "ot", "other term", "pa", "pagination", "pdat", "pg", "pharmacological action",
    "pl", "place of publication", "pmc", "pmcid", "pmid", "ps", "pt", "publication date",
    "publication type", "publisher", "pubn", "rn", "sb", "secondary source id", "sh", "si",
    "so", "subheading", "subject - personal name", "subset", "supplementary concept", "ta",
    "text word", "text words", "ti", "tiab", "title", "title/abstract", "transliterated title",
    "tt", "tw", "uid", "vi", "volume",
))  # fmt: skip
"""What may stand in square brackets after a term, in small letters."""
EXPLODED_TAGS = frozenset(("majr", "mesh", "mesh major topic", "mesh subheading", "mesh terms",
                           "mh", "sh", "subheading"))  # fmt: skip
"""Tags that take ``:noexp``."""
PROXIMITY_TAGS = frozenset(("ad", "affiliation", "ti", "tiab", "title", "title/abstract"))
"""Tags that take ``:~N``, the number of words that may stand between."""
