"""Words beside the name of a drug: salts, forms and ways leave it what it is, others make another thing of it.

"Etoposide phosphate", "oral etoposide", "etoposide 50 mg capsules" are etoposide; "interleukin-2 gene", "indium In 111
folic acid" are neither interleukin-2 nor folic acid.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from fhiradapter.schedule.tokens import Token

SALTS = frozenset(
    """
    acetate besylate bromide calcium citrate dihydrochloride dimaleate disodium ditosylate fumarate hcl hydrochloride
    malate maleate mesylate phosphate sodium succinate sulfate tartrate tosylate trihydrate
    """.split()
)
_FORMS = "tablets? capsules? injections? infusions? cream gel ointment solution suspension spray oral iv".split()
_SALT = re.compile(rf"(?<!\s)\s+(?:{'|'.join(sorted(SALTS))})$", re.IGNORECASE)
_QUALIFIER = re.compile(
    r"^(?:recombinant|human|oral|intravenous|inhaled|topical|therapeutic|liposomal (?=\w+ \w))\s+|"
    rf"(?<!\s)\s+(?:{'|'.join((*sorted(SALTS), *_FORMS))})$",
    re.IGNORECASE,
)
_WAYS = frozenset(
    """
    inhaled nebulized nebulised oral orally intravenous iv subcutaneous sc topical intranasal intramuscular im tablet
    tablets capsule capsules injection injections infusion cream gel ointment solution suspension spray nasal nebulizer
    powder for prefilled syringe inhalation drip
    high low dose standard daily weekly drug therapy treatment active study the of at a
    maintenance induction consolidation adjuvant neoadjuvant alone monotherapy arm group schedule
    six day days week weeks month months hour hours cycle cycles course courses every once twice - x
    mg g mcg ug ml kg m2 iu units milligram milligrams % / . ® ™ ,
    """.split()
)
"""What says how, when, or how much of it is given, and not what it is."""
_MAKES_ANOTHER = frozenset(
    """
    gene genes cdna vector antisense cell cells lymphocytes vaccine vaccines immunotoxin conjugate conjugated
    pre-treated pretreated transduced analog analogue derivative metabolite biosimilar
    radiolabeled radiolabelled labeled labelled allergy challenge controlled exposure
    actinium copper gallium holmium indium iodine lutetium rhenium samarium strontium technetium yttrium zirconium
    """.split()
)
_ELEMENT = "(?:I|Y|In|Tc|Lu|Re|Sm|Sr|Ho|Cu|Ga|Zr|Ac|P|F)"
_ISOTOPE = re.compile(rf"\b{_ELEMENT}[ -]?\d{{2,3}} ?m?\b|\b\d{{2,3}} ?m?[ -]?{_ELEMENT}\b")


_FORMS_BEFORE = frozenset("liposomal micellar pegylated".split())
_FORMS_BEHIND = frozenset("liposome liposomes liposomal".split())


def is_of_another_form(before: Sequence[Token], behind: Sequence[Token]) -> bool:
    """ "liposomal doxorubicin", "doxorubicin hydrochloride liposome": dosed in another way than doxorubicin."""
    if before and before[-1].key in _FORMS_BEFORE:
        return True
    salt = bool(behind) and behind[0].key in SALTS
    return len(behind) > salt and behind[salt].key in _FORMS_BEHIND


def without_salt(name: str) -> str:
    """ "gemcitabine hydrochloride" is gemcitabine."""
    return _SALT.sub("", name)


def without_qualifier(name: str) -> str:
    """ "oral etoposide", "leucovorin calcium", "prednisone tablets": the name without the first or the last of them."""
    return _QUALIFIER.sub("", name).strip()


def are_ways(words: Collection[str]) -> bool:
    """Whether these words beside a name only say how, when or how much of it is given.

    A bare number may be a part of the name.
    """
    numbers = [word for word in words if word.replace(".", "").isdigit()]
    others = [word.lower() for word in words if word not in numbers]
    return all(word in _WAYS for word in others) and (not numbers or any(map(str.isalpha, others)) or "%" in others)


def make_another(words: Collection[str], *, of_placebo: bool = False) -> bool:
    """Whether these words beside the name of a drug make something else of it; a placebo may be that of anything."""
    said = {word.lower() for word in words}
    if of_placebo:
        return "controlled" in said
    return not said.isdisjoint(_MAKES_ANOTHER) or is_radioactive(" ".join(words))


def is_radioactive(name: str) -> bool:
    """ "indium In 111 pentetreotide": it is given, as a drug is, whatever a record calls radiation."""
    return bool(_ISOTOPE.search(name))
