"""Sentences to tokens: numbers, words and signs, each with its place."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from fhiradapter.prose import Citation, Prose, Stated

V = TypeVar("V")
W = TypeVar("W")

_TOKEN = re.compile(
    r"""
    (?P<number> (?<![\d,.])0,\d+(?=\s?(?:%|(?:[munµμ]?g|mcg|ml|iu)(?!\w)))
              | \d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d) | \d+(?:\.\d+)? | \.\d+ )
  | (?P<word>   [^\W\d_][\w^'’²]*(?:-[^\W\d_][\w^'’²]*)* )
  | (?P<sign>   \S )
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""A comma behind a zero is the decimal one ("0,075 mg"), before three digits of a longer number it groups them."""
_WIDE = str.maketrans("，；：（）、。～－／％＋＝", ",;:(),.~-/%+=")
"""Signs as wide as an ideograph, for the plain ones."""
_FREQUENT = 10_000
"""So many different words are known at a time."""

_NUMBER_WORDS = {
    word: Decimal(number)
    for number, word in enumerate(
        (
            "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
            "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
        )
    )
}  # fmt: skip


class Token(NamedTuple):
    """`kind` is number, word or sign; `key` the text in lower case; `start`..`end` its place in the sentence.

    `plain` is the key without hyphens ("Anti-thymocyte" is "antithymocyte"), `number` the value of a number, in digits
    or as a word up to twenty; `glued`: a word with a digit in it. A tuple, for a text is made of thousands.
    """

    kind: str
    text: str
    key: str
    plain: str
    number: Decimal | None
    glued: bool
    start: int
    end: int


@lru_cache(maxsize=_FREQUENT)
def _known(kind: str, text: str) -> tuple[str, str, str, str, Decimal | None, bool]:
    """What a token is wherever it stands; texts use the same words again and again."""
    key = text.lower()
    if kind == "number":
        return kind, text, key, key, Decimal(text.replace(",", "." if text.startswith("0,") else "")), False
    glued = kind == "word" and any(character.isdigit() for character in key)
    return kind, text, key, key.replace("-", "") if kind == "word" else key, _NUMBER_WORDS.get(key), glued


_token = tuple.__new__
"""A token of all its fields at once."""


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a sentence, in order; blanks are no tokens."""
    for match in _TOKEN.finditer(text.translate(_WIDE)):
        yield _token(Token, (*_known(str(match.lastgroup), match.group()), *match.span()))


@cache
def _by_first_word(phrases: tuple[str, ...]) -> dict[str, list[tuple[str, ...]]]:
    """The words of each phrase, the longest first; the grammar asks for the same few families at every token."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in sorted(phrases, key=len, reverse=True):
        words = tuple(phrase.split(" "))
        found.setdefault(words[0], []).append(words)
    return found


class Cursor:
    """A place among the tokens of one sentence: rules advance it when they match, and leave it where they do not."""

    def __init__(self, sentence: Prose) -> None:
        self.sentence = sentence
        self.tokens = tuple(tokens(sentence.text))
        self.index = 0
        self.name_end = -1
        """Where the last name of a treatment ends: the number of "ZD 1839" is its own."""
        self._keys = tuple(token.key for token in self.tokens)

    @property
    def token(self) -> Token | None:
        """The next token, None at the end."""
        return self.tokens[self.index] if self.index < len(self.tokens) else None

    @property
    def at_end(self) -> bool:
        """True when nothing is left but a full stop."""
        return all(token.text in ".;" for token in self.tokens[self.index :])

    def peek(self, ahead: int = 0) -> str:
        """The lower-case text of a token further on, empty behind the end."""
        place = self.index + ahead
        return self._keys[place] if 0 <= place < len(self._keys) else ""

    def stands(self, words: tuple[str, ...]) -> bool:
        """Whether these are the next tokens, in lower case."""
        return self._keys[self.index : self.index + len(words)] == words

    def word(self, *choices: str) -> str:
        """Takes one token if it is one of these; the empty string if it is not."""
        here = self.peek()
        if here and here in choices:
            self.index += 1
            return here
        return ""

    def phrase(self, *choices: str) -> str:
        """Takes the longest of these phrases (words separated by single blanks) that stands here."""
        for words in _by_first_word(choices).get(self.peek(), ()):
            if self.stands(words):
                self.index += len(words)
                return " ".join(words)
        return ""

    def number(self) -> Decimal | None:
        """number = DIGITS | WORD up to twenty [ "(" the same in digits ")" ]"""
        token = self.token
        if token is None or token.number is None:
            return None
        self.index += 1
        if token.kind == "word" and self.peek() == "(" and self.peek(2) == ")":
            inner = self.tokens[self.index + 1].number
            if inner == token.number:
                self.index += 3
        return token.number

    def entry(self, table: Mapping[str, V], longest: int = 6) -> V | None:
        """Takes the longest run of tokens whose text, blanks and case folded, is a key of the table."""
        for count in range(min(longest, len(self.tokens) - self.index), 0, -1):
            run = self.tokens[self.index : self.index + count]
            text = " ".join(self.sentence.text[run[0].start : run[-1].end].lower().split())
            if text in table:
                self.index += count
                return table[text]
        return None

    def maybe(self, rule: Callable[[Cursor], W | None]) -> W | None:
        """Applies a rule; where it fails the cursor stays."""
        start = self.index
        found = rule(self)
        if found is None:
            self.index = start
        return found

    def since(self, index: int) -> Prose:
        """The sentence from token `index` up to here."""
        return self.sentence[self.tokens[index].start : self.tokens[self.index - 1].end]

    def cite(self, index: int) -> Citation:
        """Where the tokens from `index` up to here stood."""
        return self.since(index).cite()

    def state(self, value: W, index: int) -> Stated[W]:
        """`value` as the tokens from `index` up to here state it."""
        return self.since(index).state(value)
