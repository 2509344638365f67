"""Short names that only their place tells: a paper's initials at the head of a text, a share's code behind `mã`, the
board of a province's zones that is called no more than that.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from nlp.components.names.features import Sentence
from nlp.components.names.rules import lists
from nlp.components.names.tokens import Word
from nlp.linking.keys import CODE_LEAD

NamedSpan = TypeVar("NamedSpan", bound=Any)
_BYLINE = range(2, 6)  # letters of a paper's initials
_CODE = 3  # letters of a share's code
_LEAD = re.compile(rf"(?:^| )(?:{CODE_LEAD}|cổ phiếu)$")
_BOARD = ("quản", "lý")
_SAYS_MORE = frozenset("các khu kcn kkt kcx dự rừng cảng chợ di vườn công đầu quỹ vốn và của cụm chương".split())
_BEFORE = 5  # words that may lead a code, with the signs between


def add_codes(sentence: Sentence, names: Sequence[NamedSpan], make: Any) -> list[NamedSpan]:
    """Add the initials of papers and the codes of shares that no name takes in; `make(start, end, rule)` makes one.

    `(BĐT) - Theo dự kiến`, `mã chứng khoán IDV`, `HoSE: BCG`; also `Ban Quản lý cho biết`.
    """
    taken = {i for name in names for i in range(name.start, name.end)}
    found = [
        *names,
        *(make(i, i + 3, "board") for i in _iter_boards(sentence.words) if taken.isdisjoint(range(i, i + 4))),
    ]
    for i, word in enumerate(sentence.words):
        if i in taken or not word.raw.isupper() or not word.raw.isalpha() or word.low in lists().generic:
            continue
        if _is_byline(sentence, i):
            found.append(make(i, i + 1, "byline"))
        elif len(word.raw) == _CODE and _is_code(sentence.words, i):
            found.append(make(i, i + 1, "code"))
    return sorted(found) if len(found) > len(names) else found


def _iter_boards(words: Sequence[Word]) -> Iterator[int]:
    """Iterate over the places of `Ban Quản lý` that no word behind says more of."""
    for i in range(len(words) - 2):
        if words[i].raw == "Ban" and (words[i + 1].low, words[i + 2].low) == _BOARD:
            after = words[i + 3] if i + 3 < len(words) else None
            if after is None or not (after.capital or after.low in _SAYS_MORE):
                yield i


def _is_byline(sentence: Sentence, i: int) -> bool:
    words = sentence.words
    if len(words[i].raw) not in _BYLINE or i < 1 or i + 1 >= len(words):
        return False
    begins = i == 1 or i - 1 in sentence.breaks
    return begins and (words[i - 1].raw, words[i + 1].raw) == ("(", ")")


def _is_code(words: Sequence[Word], i: int) -> bool:
    before = " ".join(word.low for word in words[max(i - _BEFORE, 0) : i] if word.raw not in ":(")
    return _LEAD.search(before) is not None
