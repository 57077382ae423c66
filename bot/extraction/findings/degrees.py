"""The degree that words give a variable: ``worse memory`` is less of it, ``worse pain`` is more."""

import re
from operator import itemgetter

from bot.extraction.text import any_word

# These are searched in small letters: faster than to ignore what is a capital.
_MORE = any_word(
    r"more|higher|greater|increas\w+|longer|larger|stronger|severer|severe|heavier|advanc\w+"
    r"|older|elevated|rising|rises?"
)
_LESS = any_word(
    r"less|lower|fewer|decreas\w+|reduced|reductions?|shorter|smaller|younger|milder|weaker"
    r"|diminished|slower|falls?"
)
_WORSE = any_word(r"worse|poor(?:er)?|worsen\w+|impair\w+|deteriorat\w+|declin\w+")
_BETTER = any_word(r"better|improve\w*|superior")
_ABILITY = any_word(
    r"memory|performance|function(?:ing)?|abilit\w+|cogniti\w+|quality|accura\w+|recall"
    r"|retrieval|fluency|learning|outcomes?|mobility|sleep|skills?|attention|speed|health|mood"
    r"|well-?being|reading|writing|naming|vocabulary|spelling|reasoning|control|comprehension|recognition|iq|intelligence|mmse|moca|strength|gait"
    r"|recovery|capacity|competence|flexibility"
)
"""What people want more of: where it is worse there is less of it."""
_COMPLAINT = any_word(
    r"pain|symptoms?|severity|depress\w+|anxiety|fatigue|disability|impairment|decline|loss"
    r"|deficits?|distress|stress|inflammation|damage"
)
"""What people want less of: where it is better there is less of it."""
_GRADED_CHANGE = re.compile(
    r"(?:\w+ )?(?:(?P<more>greater|larger|more|stronger|bigger|steeper)"
    r"|(?P<less>smaller|lesser|less))"
    r" (?:\w+ )?(?:(?P<down>falls?|reductions?|decreases?|declines?|drops?|loss(?:es)?|decrements?)"
    r"|(?P<up>increases?|gains?|rises?|increments?|growth))\b"
)
"""``A larger fall of pain`` leaves less of it."""
_HEAD = 4
"""Words at the beginning of a variable among which its degree stands."""

_AMOUNT = (
    r"(?:severity|intensity|ratings?|scores?|duration|levels?|frequency|threshold|sensitivity)"
)
_NO_TRAIT = re.compile(
    r"\b(?:processing|stimul\w*|view\w+|tasks?|conditions?|trials?|cues?|images?|faces?|pictures?|vs|versus"
    r"|compared|contrast|treat\w+|therap\w+|training|administ\w+|intervention|diagnos\w+|disorders?|diseases?"
    r"|syndrome|sedation|an(?:a)?esthesia|ingestion|intake|consumption|deprivation|withdrawal|cancer|chronic|persistent|patients?|participants|groups?|status|exposure|carriers?|genotype"
    r"|allele|presence|men|women|males?|females?|injury|use|infection|sessions?|effects?|\w+(?:itis|osis|phrenia)"
    r"|autis\w+|adhd|ptsd|mdd|this|these|which|it|they|there|who)\b|^\W*\w+ing\b|[<>]"
    r"|\b(?:migraine|epilepsy|stroke|dementia|tinnitus|ibs|crps|ocd|\w{4,}(?:algia|plegia|opathy)"
    r"|(?:back|neck|phantom|pelvic|neuropathic|musculoskeletal|abdominal|orofacial|limb) pain)"
    rf"(?![- ](?:\w+ )?{_AMOUNT})",
    re.IGNORECASE,
)
"""Words of conditions, groups and treatments, which nobody has more or less of."""


def degree(variable: str, *, of_change: bool = True) -> int:
    """Return 1 where the head of a variable says more of it, -1 where less, else 0.

    Beside another change a larger fall is one of the variable; else the fall is the variable.
    """
    words = variable.lower()
    head = " ".join(words.split()[:_HEAD])
    change = _GRADED_CHANGE.match(head)
    if change and not of_change:
        return 1 if change["more"] else -1
    if change:
        return 1 if bool(change["more"]) == bool(change["up"]) else -1
    hits = [
        (hit.start(), pattern)
        for pattern in (_MORE, _LESS, _BETTER, _WORSE)
        if (hit := pattern.search(head))
    ]
    if not hits:
        return 0
    first = min(hits, key=itemgetter(0))[1]
    if first is _BETTER:
        return -1 if _COMPLAINT.search(words) and not _ABILITY.search(words) else 1
    if first is _WORSE:
        return -1 if _ABILITY.search(words) else 1
    return -1 if first is _LESS else 1


def is_trait(variable: str) -> bool:
    """Whether people have more or less of a variable: it is no condition, group or treatment."""
    return bool(variable.strip()) and not _NO_TRAIT.search(variable)
