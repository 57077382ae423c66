"""The patterns of the YAML file beside this, for small letters."""

from bot.extraction.word_lists import alternatives, whole_words

_HERE = "bot.extraction.assertion"

EFFECT = alternatives(_HERE, "effect")
POINTING = alternatives(_HERE, "pointing")
PROCEDURE = alternatives(_HERE, "procedure")
NOT_SIGNIFICANT = whole_words(_HERE, "not_significant")
TREND_BEFORE = whole_words(_HERE, "trend_before")
TREND_BEHIND = whole_words(_HERE, "trend_behind")
NEGATORS = whole_words(_HERE, "negators")
NO_DENIAL = whole_words(_HERE, "no_denial")
LACKING_PEOPLE = whole_words(_HERE, "lacking_people")
DENIED_BEHIND = whole_words(_HERE, "denied_behind")
OTHERS = whole_words(_HERE, "others")
BESIDE_OTHERS = whole_words(_HERE, "beside_others")
EXPECTED = whole_words(_HERE, "expected")
NOT_EXPECTED = whole_words(_HERE, "not_expected")
HEDGES = whole_words(_HERE, "hedges")
