"""By which way: "PO", "by mouth", "intravenously (IV)", "IV or SC"; and where "IV" is a numeral and "oral" no way
at all.

In the rules, "a" is the word a, [ ] may be absent, { } may repeat, | is or; capitals name other rules or tables.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fhiradapter.schedule.phrases.numerals import token_at, touching

if TYPE_CHECKING:
    from fhiradapter.prose import Stated
    from fhiradapter.schedule.lexicon import Lexicon
    from fhiradapter.schedule.tokens import Cursor, Token

_OPENERS = (
    "by the", "via the", "by", "via", "given by", "given", "as an", "by an", "through", "by way of",
    "administered by", "administered",
)  # fmt: skip
_UNCERTAIN = {"IT": "intrathecal", "ID": "intradermal", "IP": "intraperitoneal"}
"""Capitals that are a route only beside a dose, "given" or a time; IA, IN, PR, SL, CI, OD, TD, IO and INH never are."""

_DOSING_BEFORE = frozenset(
    """
    mg mcg g ug µg μg ng ml cc iu u units mu miu gy mci mbq cells m2 m^2 m² kg pfu given administered injected
    infused dose doses day
    methotrexate cytarabine hydrocortisone chemotherapy injection injections triple
    """.split()
)
_DOSING_BEHIND = frozenset(
    """
    on over once twice weekly every daily infusion injection injections push bolus day days q qd bid d1 x for
    at via continuously methotrexate
    cytarabine hydrocortisone chemotherapy
    """.split()
)

_HEADS = frozenset(
    """
    stage stages phase phases grade grades class type types arm arms group groups level levels regimen
    regimens nyha cohort cohorts part
    parts schedule stratum strata course courses step factor category collagen figo clinical-stage axis
    bethesda child who section appendix
    table study studies trial aim schema block segment fraction subgroup period wave tier stratification stg gr
    """.split()
)
"""A numeral follows these: "stage IV", "Arm IV", "NYHA class IV"."""
_ROMAN = frozenset("i ii iii iv v vi vii iia iib iic iiia iiib iiic iva ivb ia ib 1 2 3".split())
_NUMERAL_BEHIND = frozenset(
    """
    non-small ovarian melanoma breast diffuse prostate disease cancer cancers carcinoma lymphoma nsclc
    colorectal tumor tumors tumour
    follicular metastatic solid squamous colon rectal hodgkin neuroblastoma gvhd toxicity toxicities heart chf
    renal glioma astrocytoma
    """.split()
)

_NOT_A_ROUTE = {
    "oral": """
        rinse rinses mouthwash mouthrinse
        cavity mucosa mucositis mucosal immunotherapy food candidiasis contraceptive contraceptives
        contraception surgery
        bioavailability glucose hygiene health examination exam intake leukoplakia cancer cancers squamous
        lesion lesions tongue ulcer
        ulcers ulceration care swab swabs complications thrush anticoagulant anticoagulants anticoagulation
        hypoglycemic hypoglycemics
        antidiabetic antidiabetics temperature premalignant carcinoma tolerance challenge fluids feeding
        feedings diet nutrition
        steroids steroid corticosteroids corticosteroid pain secretions premalignancy allergy clearance
        absorption herpes hairy
        bisphosphonate bisphosphonates dysplasia epithelial tumors disease soft tissue tissues pharyngeal
        complication agents retinoids
        mucous lichen symptoms toxicity toxicities and submucous assessment epithelium poliovirus
    """,
    "inhaled": """
        corticosteroid corticosteroids steroid steroids allergen allergens short-acting long-acting beta-agonist
        beta2-agonists medications medication beta
    """,
    "inhalation": "challenge challenges injury anesthesia provocation test tests of",
    "topical": """
        corticosteroid corticosteroids steroid steroids therapies therapy treatments treatment agents
        medications antibiotics anesthetic
    """,
    "intradermal": "test tests testing skin nevus",
    "intraocular": """
        pressure lens lenses inflammation surgery melanoma lymphoma retinoblastoma tumor involvement hemorrhage
    """,
    "subcutaneous": """
        tissue tissues fat nodule nodules mass panniculitis abscess metastases adipose emphysema infection layer
        port
    """,
    "intramuscular": "hematoma hemorrhage bleeding fat",
    "intravenous": """
        drug drugs access line lines catheter catheters contrast fluid fluids hydration antibiotics user users
        abuse immunoglobulin immunoglobulins immune gammaglobulin gamma immunoglobulin-g ig use or/and tube
        pyelogram antibiotic
    """,
    "iv": """
        drug access line lines catheter catheters contrast fluid fluids hydration antibiotics user users use
        abuse immunoglobulin immune site sites tube bag gammaglobulin antibiotic pole pump
    """,
    "epidural": "hematoma anesthesia analgesia steroid catheter abscess space spinal",
    "intraperitoneal": "metastases metastasis disease adhesions spread recurrence hemorrhage",
    "buccal": "swab swabs mucosa cells smear smears mucosal",
    "intracerebral": "hemorrhage haemorrhage metastases bleeding lesion lesions tumor",
    "intraarterial": "catheter line",
    "intra-arterial": "catheter line thrombolysis",
    "intrapleural": "disease",
    "transdermal": "nicotine-free",
    "otic": "nerve",
    "bd": "",
}
_BLOCKED = {word: frozenset(behind.split()) for word, behind in _NOT_A_ROUTE.items()}
_ALTERNATIVE = (("or",), ("/",), ("and", "/", "or"), ("and/or",), ("and",), ("&",))


def route(cursor: Cursor, lexicon: Lexicon) -> Stated[str] | None:
    """ROUTE = [ "by" | "via" | "given" ] row of `mappings/routes.tsv` [ "(" the same route ")" ]; never one of two
    ("IV or PO")"""
    start = cursor.index
    key = None if _is_second(cursor, lexicon) else _opened(cursor, lexicon)
    if key is None or _second(cursor, lexicon, key) is not None:
        cursor.index = start
        return None
    return cursor.state(key, start)


def alternatives_of_route(cursor: Cursor, lexicon: Lexicon) -> Stated[tuple[str, ...]] | None:
    """ALTERNATIVES = ROUTE { ( "or" | "and/or" | "/" | "and" ) ROUTE }, two different ones at least"""
    start = cursor.index
    first = None if _is_second(cursor, lexicon) else _opened(cursor, lexicon)
    found = [first] if first else []
    while first and (further := _second(cursor, lexicon, first, take=True)) is not None:
        found.append(further)
    if len(found) < 2:
        cursor.index = start
        return None
    return cursor.state(tuple(dict.fromkeys(found)), start)


def _is_of_another(cursor: Cursor, index: int) -> bool:
    """ "A IV and oral B": the "oral" at `index` is of what follows, and no second route of the same treatment."""
    before, here, behind = (token_at(cursor, index + offset) for offset in (-1, 0, 1))
    joined = here is not None and here.key == "oral" and before is not None and before.key in {"and", "&"}
    return joined and behind is not None and behind.kind == "word" and behind.key not in _GOES_ON


_GOES_ON = frozenset(
    "on for every once twice daily weekly over at in during until beginning starting administration route".split()
)


def _opened(cursor: Cursor, lexicon: Lexicon) -> str | None:
    start = cursor.index
    key = _plain(cursor, lexicon)
    if key is None and cursor.phrase(*_OPENERS):
        key = _plain(cursor, lexicon)
    if key is None:
        cursor.index = start
        return None
    _again(cursor, lexicon, key)
    return key


def _plain(cursor: Cursor, lexicon: Lexicon) -> str | None:
    """The route that stands here, whatever is beside it."""
    start, token = cursor.index, cursor.token
    if token is None:
        return None
    key = cursor.entry(lexicon.routes)
    uncertain = cursor.index == start + 1 and token.text in _UNCERTAIN
    if key is None and token.text in _UNCERTAIN:
        cursor.index += 1
        key, uncertain = _UNCERTAIN[token.text], True
    if key is None or (uncertain and not _beside_a_dose(cursor, start)) or not _is_route(cursor, token, start):
        cursor.index = start
        return None
    return key


def _beside_a_dose(cursor: Cursor, start: int) -> bool:
    before = token_at(cursor, start - 1)
    if before is not None and before.text == "(":
        return False
    named = before is not None and (before.key in _DOSING_BEFORE or _is_short_for_a_drug(cursor, before, start))
    return named or cursor.peek() in _DOSING_BEHIND


def _is_short_for_a_drug(cursor: Cursor, before: Token, start: int) -> bool:
    """ "MTX IT, DOX IV": short names, each with its route in capitals."""
    ways = {token.text for token in cursor.tokens if token is not cursor.tokens[start]}
    short = before.kind == "word" and before.text.isupper() and len(before.text) > 1
    return cursor.tokens[start].text == "IT" and short and not _ROUTES_IN_CAPITALS.isdisjoint(ways)


_ROUTES_IN_CAPITALS = frozenset({"IV", "IM", "PO", "SC", "SQ"})


def _is_route(cursor: Cursor, token: Token, start: int) -> bool:
    if token.key == "iv" and cursor.index == start + 1 and _is_numeral(cursor, start):
        return False
    if len(token.text) <= 4 and not (
        token.text.isupper() or token.text.islower() or token.text in {"Oral", "SubQ", "subQ", "Ⅳ"}
    ):
        return False
    if _tied(cursor, start):
        return False
    last = cursor.peek(-1)
    return cursor.peek() not in _BLOCKED.get(last, frozenset()) and cursor.peek() not in _BLOCKED.get(
        token.key if cursor.index == start + 1 else "", frozenset()
    )


def _tied(cursor: Cursor, start: int) -> bool:
    """The "IM" of "IM-862", the "SC" of "SC-48334" and "DOX-SC", the "SQ" of "10,000 SQ"."""
    hyphen, before = token_at(cursor, cursor.index), token_at(cursor, start - 1)
    here = token_at(cursor, cursor.index - 1)
    if hyphen is not None and hyphen.text in "-+" and touching(here, hyphen):
        return True
    if before is None:
        return False
    if before.text in "-+" and touching(before, cursor.tokens[start]):
        return True
    return before.kind == "number" and cursor.tokens[start].key in {"sq", "im", "sc"}


def _is_numeral(cursor: Cursor, start: int) -> bool:
    """True for the "IV" of "stage IV", "III-IV", "III or IV", "IV." at the start of a line, "IV ovarian cancer"."""
    before = token_at(cursor, start - 1)
    if before is None:
        return cursor.peek() in {".", ":", ")", "-"} or cursor.token is None or cursor.peek() in _NUMERAL_BEHIND
    if before.key in _HEADS or cursor.peek() in _NUMERAL_BEHIND or before.text in {"#", "•"}:
        return True
    if before.text in {".", ";"} and cursor.peek() in {".", ":"}:
        return True
    further = token_at(cursor, start - 2)
    joined = before.key in {"or", "and", "to", "through", "/", "-", "–", ",", "&", "vs", "versus"}
    if joined and further is not None and (further.key in _ROMAN or further.key in _HEADS):
        return True
    return cursor.peek() in {"/", "-", "or", "and", ","} and cursor.peek(1) in {"iii", "ii", "v", "iva", "ivb"}


def _again(cursor: Cursor, lexicon: Lexicon, key: str) -> None:
    """Passes over "(IV)" behind "intravenously": the abbreviation, certain or not, of the same route."""
    start = cursor.index
    bracket = cursor.word("(", "[")
    token = cursor.token
    if bracket and token is not None:
        same = _family(cursor.entry(lexicon.routes)) == _family(key)
        if not same and token.text in _DEFINED:
            cursor.index = start + 2
            same = True
        if same and cursor.word(")", "]"):
            return
    cursor.index = start


_DEFINED = frozenset("IT ID IP IN IA SL PR PV TD CI INH IM SC SQ PO IV IO".split())


def _family(key: str | None) -> str:
    return "intravenous" if key and key.startswith("intravenous") else key or ""


def _second(cursor: Cursor, lexicon: Lexicon, key: str, *, take: bool = False) -> str | None:
    """The other route of "IV or PO"; the cursor passes it only when asked to."""
    start = cursor.index
    for joint in _ALTERNATIVE:
        if all(cursor.peek(place) == word for place, word in enumerate(joint)):
            cursor.index += len(joint)
            of_another = _is_of_another(cursor, cursor.index)
            other = None if of_another else _opened(cursor, lexicon)
            if other is not None and other != key:
                cursor.index = cursor.index if take else start
                return other
            cursor.index = start
    return None


def _is_second(cursor: Cursor, lexicon: Lexicon) -> bool:
    """True behind "IV or": the choice was refused as a whole."""
    if cursor.peek(-1) not in {"or", "/", "and/or", "and", "&"} or _is_of_another(cursor, cursor.index):
        return False
    here = cursor.index
    end = here - 1
    while end > 0 and cursor.tokens[end - 1].key in {"and", "/", "or"}:
        end -= 1
    for place in range(max(0, end - 7), end):
        cursor.index = place
        if _opened(cursor, lexicon) is not None and cursor.index == end:
            cursor.index = here
            return True
    cursor.index = here
    return False
