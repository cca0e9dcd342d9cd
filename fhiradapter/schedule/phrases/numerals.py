"""How texts write numbers: digits, words, decimal commas, powers of ten; and patterns over the tokens of a phrase."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fhiradapter.schedule.tokens import Cursor, Token

_TENS = {
    word: 10 * number
    for number, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}
_ONES = {word: number for number, word in enumerate("one two three four five six seven eight nine".split(), start=1)}
_COMPOUND = _TENS | {f"{tens}-{one}": _TENS[tens] + _ONES[one] for tens in _TENS for one in _ONES}

DASHES = ("-", "–", "—", "‐", "‑", "−", "~", "～", "to")

_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_POWER = re.compile(
    r"""
    (?: [x×х*] | times ) \s? 10
    (?: \s? (?: \\?\^ | \*\* | exp | e ) \s? \(? (?P<marked> \d{1,2} ) \)?
      | \s? \( (?P<bracket> \d{1,2} ) \)
      | (?P<raised> [⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2} )
      | (?P<lost> [4-9] | 1[01] ) ) (?! \d | [.,]\d | \w )
  | e \+? (?P<e> \d{1,2} ) (?! \w | [.,]\d )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_TEN_TO = re.compile(
    r"10 (?: \s? \\?\^ \s? \(? (?P<marked> \d{1,2} ) \)? | (?P<raised> [⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2} ) ) (?! \d | [.,]\d | \w )",
    re.VERBOSE,
)
SCALES = {"thousand": 3, "million": 6, "billion": 9}


def dash(cursor: Cursor) -> bool:
    """Takes what joins the ends of a range: "-", "to", "- to"."""
    return bool(cursor.phrase("- to", *DASHES))


def token_at(cursor: Cursor, index: int) -> Token | None:
    """The token with this index, None outside the sentence."""
    return cursor.tokens[index] if 0 <= index < len(cursor.tokens) else None


def touching(left: Token | None, right: Token | None) -> bool:
    """True where nothing, not even a blank, stands between two tokens."""
    return left is not None and right is not None and left.end == right.start


def take(cursor: Cursor, pattern: re.Pattern[str]) -> re.Match[str] | None:
    """Takes what the pattern finds from here on, if it ends where a token ends."""
    if cursor.token is None:
        return None
    match = pattern.match(cursor.sentence.text, cursor.token.start)
    if match is None or match.end() == match.start():
        return None
    index = cursor.index
    while index < len(cursor.tokens) and cursor.tokens[index].end < match.end():
        index += 1
    if index == len(cursor.tokens) or cursor.tokens[index].end != match.end():
        return None
    cursor.index = index + 1
    return match


def numeral(cursor: Cursor) -> Decimal | None:
    """NUMERAL = DIGITS [ "," one or two DIGITS ] | NUMBER-WORD [ "(" the same in digits ")" ]; never "10.000"."""
    token = cursor.token
    if token is None:
        return None
    if token.kind == "number":
        return _digits(cursor, token)
    if token.key in _COMPOUND:
        cursor.index += 1
        _same_in_brackets(cursor, Decimal(_COMPOUND[token.key]))
        return Decimal(_COMPOUND[token.key])
    return cursor.number()


def _same_in_brackets(cursor: Cursor, value: Decimal) -> None:
    inner = token_at(cursor, cursor.index + 1)
    if cursor.peek() == "(" and cursor.peek(2) == ")" and inner is not None and inner.number == value:
        cursor.index += 3


def _digits(cursor: Cursor, token: Token) -> Decimal | None:
    if _groups_or_decimals(token.text):
        return None
    comma, behind = token_at(cursor, cursor.index + 1), token_at(cursor, cursor.index + 2)
    if comma and behind and comma.text == "," and touching(token, comma) and touching(comma, behind):
        return _decimal_comma(cursor, token, behind)
    return cursor.number()


def _decimal_comma(cursor: Cursor, token: Token, behind: Token) -> Decimal | None:
    """ "1,4" is 1.4; "1,2,3", "1,8 and 15" and "100,1234" are lists or riddles; a list has no unit behind its
    second."""
    listed = cursor.peek(3) == "," and touching(behind, token_at(cursor, cursor.index + 3))
    if "." in token.text or "," in token.text or listed or not re.fullmatch(r"\d{1,2}", behind.text):
        return None
    cursor.index += 3
    return Decimal(f"{token.text}.{behind.text}")


def _groups_or_decimals(text: str) -> bool:
    """ "10.000" and "1.250": thousands in one country, decimals in the next. "0.125" can only be decimals."""
    return re.fullmatch(r"[1-9]\d{0,2}\.\d{3}", text) is not None


def power(cursor: Cursor) -> int | None:
    """POWER = "x" "10" [ "^" ] DIGITS, also with the exponent raised, in brackets, behind "e", or its sign lost."""
    match = take(cursor, _POWER)
    if match is not None:
        return int(next(group for group in match.groups() if group).translate(_SUPERSCRIPTS))
    scale = SCALES.get(cursor.peek())
    if scale is not None:
        cursor.index += 1
    return scale


def ten_to(cursor: Cursor) -> int | None:
    """TEN-TO = "10^" DIGITS standing alone."""
    match = take(cursor, _TEN_TO)
    return int((match["marked"] or match["raised"]).translate(_SUPERSCRIPTS)) if match else None


def scaled(value: Decimal, exponent: int) -> Decimal:
    """value x 10^exponent, written out: 1.80 x 10^6 is 1800000."""
    product = value * Decimal(10) ** exponent
    return product.quantize(Decimal(1)) if product == product.to_integral_value() else product
