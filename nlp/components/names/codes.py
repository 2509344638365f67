"""Short names that only their place tells: a paper's initials at the head of a text, a share's code behind `mã`."""

import re
from collections.abc import Sequence
from typing import Any, TypeVar

from nlp.components.names.features import Sentence
from nlp.components.names.rules import lists
from nlp.components.names.tokens import Word
from nlp.linking.keys import CODE_LEAD

NamedSpan = TypeVar("NamedSpan", bound=Any)
_BYLINE = range(2, 6)  # letters of a paper's initials
_CODE = 3  # letters of a share's code
_LEAD = re.compile(rf"(?:^| )(?:{CODE_LEAD}|cổ phiếu)$")
_BEFORE = 5  # words that may lead a code, with the signs between


def add_codes(sentence: Sentence, names: Sequence[NamedSpan], make: Any) -> list[NamedSpan]:
    """Add the initials of papers and the codes of shares that no name takes in; `make(start, end, rule)` makes one.

    `(BĐT) - Theo dự kiến`, `mã chứng khoán IDV`, `HoSE: BCG`.
    """
    taken = {i for name in names for i in range(name.start, name.end)}
    found = list(names)
    for i, word in enumerate(sentence.words):
        if i in taken or not word.raw.isupper() or not word.raw.isalpha() or word.low in lists().generic:
            continue
        if _is_byline(sentence, i):
            found.append(make(i, i + 1, "byline"))
        elif len(word.raw) == _CODE and _is_code(sentence.words, i):
            found.append(make(i, i + 1, "code"))
    return sorted(found) if len(found) > len(names) else found


def _is_byline(sentence: Sentence, i: int) -> bool:
    words = sentence.words
    if len(words[i].raw) not in _BYLINE or i < 1 or i + 1 >= len(words):
        return False
    begins = i == 1 or i - 1 in sentence.breaks
    return begins and (words[i - 1].raw, words[i + 1].raw) == ("(", ")")


def _is_code(words: Sequence[Word], i: int) -> bool:
    before = " ".join(word.low for word in words[max(i - _BEFORE, 0) : i] if word.raw not in ":(")
    return _LEAD.search(before) is not None
