"""Nouns tell what a number counts: people, other things, or a measure."""

import re

from bot.extraction.arms.numbers import HYPHEN, WORDED
from bot.extraction.arms.words import plural_nouns

SEX = r"(?:wom[ae]n|m[ae]n|females?|males?|boys|girls)"
"""Women and men."""
_OTHERS = "|".join(
    (
        *(noun for noun in plural_nouns("heads.people", "heads.doers", "heads.animals")
          if not re.fullmatch(SEX, noun)),
        *("HCs?", "NCs", "parents", "couples", "recipients", "donors", "listeners"),
        *("cats", "sheep"),
    )
)  # fmt: skip
# "12 male volunteers" are not named by the word "male".
PEOPLE = rf"(?:{SEX}(?!\s(?:[\w-]{{1,20}}\s){{0,2}}(?:{_OTHERS})\b)|{_OTHERS})"
"""Those who take part in studies, animals among them."""
THINGS = (
    r"(?:studies|articles|papers|publications|reports|reviews|trials|experiments|sessions|visits"
    r"|scans|runs|blocks|images|slices|volumes|voxels|vertices|clusters|regions|areas|ROIs?|nodes"
    r"|edges|networks|tracts|electrodes|channels|contacts|sites|cent(?:er|re)s|hospitals|clinics"
    r"|schools|countries|cities|scanners|items|questions|questionnaires|words|stimuli|pictures|tasks"
    r"|tests|measures|measurements|variables|factors|features|components|models|samples|datasets"
    r"|data ?sets|groups?|cohorts|arms|conditions|pairs|eyes|knees|hips|teeth|limbs|lesions"
    r"|tumou?rs|metastases|biopsies|cells|neurons|events|time ?points|doses|tablets|cycles"
    r"|fractions|RCTs|observations|comparisons|contrasts|effects|foci|peaks|subtypes|types"
    r"|classes|levels|stages|phases|categories|times|points|steps|parts|databases|genes|loci|SNPs)"
)
"""What else studies count."""
UNITS = (
    r"(?:years?|weeks?|months?|days?|hours?|h|minutes?|mins?|seconds?|s|ms|percent|mg|kg|g|ml|mm(?!\s(?:patients|survivors|cases|group))|cm"
    r"|hz|khz|mhz|tesla|t|gy|ghz|hundreds?|thousands?|millions?|billions?|degrees|decades)"
)
"""What numbers measure."""
METHOD = (
    r"(?:[\w-]{1,20} ){0,3}(?:f?MRI|rs-?fMRI|PET|SPECT|EEG|MEG|DTI|DWI|MRS|fNIRS|(?:neuro)?imaging"
    r"|morphometry|spectroscopy|tractography|tomography|(?:electro|magneto)encephalography)"
)
"""What people are studied with, and do not have: ``27 women with functional MRI``."""
_LINKS = (
    r"(?:of|and|in|to|were|was|had|or|for|from|versus|vs|out|on|at|different|who|whom|that|which"
    r"|before|after|compared|underwent|received|completed|participated|recruited|scanned|than"
    r"|relative|using|by|lasting|during|as|with|without|is|are|did|have|has|among|across|between"
    r"|per|when|where|while|if|via|within|into|under|over|until|since|performed|took|viewed|showed"
    r"|enrolled|studied|examined|included|but|then|we|each|both|all|the|these|those"
    r"|aged|grouped|divided|assigned|allocated|randomi[sz]ed|according|undergoing|performing"
    r"|exhibited|demonstrated|developed|experienced|responded|improved|reported|died|relapsed|displayed|revealed|presented|not|spared)"
)
PLAIN = (
    rf"(?!(?:{WORDED}|{UNITS}|{THINGS}|{_LINKS})\b(?![{HYPHEN}]))"
    rf"[^\W\d_][\w'\u2019/+{HYPHEN}\u2013]{{0,40}}"
)
"""A word that may stand between a number and the people: no verb, no unit, nothing counted."""
