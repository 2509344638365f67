"""Guess what a person meant who mistyped a word, or left out or mistook marks."""

from collections.abc import Callable, Sequence

from index.analysis import WORD, iter_placed, strip_marks, token_of, tokens, words_of
from index.vocabulary import Form, Vocabulary

SHORTEST = 4  # letters of a word that is taken for mistyped
LONG = 8  # letters from which two mistakes are forgiven


def correct(text: str, vocabulary: Vocabulary, is_known: Callable[[str], bool]) -> str | None:
    """Write a query as it may be meant; None if there is nothing to mend. `is_known` tells words of the texts."""
    mended = WORD.sub(lambda match: _mended(match.group(), vocabulary, is_known), text)
    marked = _marked(mended, vocabulary)
    return marked if _reads_otherwise(marked, text) else None


def add_marks(text: str, vocabulary: Vocabulary) -> str | None:
    """Write a query that is typed without marks with them, if all of it is known to be written so."""
    words = words_of(text)
    if any(token_of(word).marked for word in words):
        return None
    spans = vocabulary.find_in_query(words)
    if not words or sum(span.end - span.start for span in spans) < len(words):
        return None
    marked = _marked(text, vocabulary)
    return marked if _reads_otherwise(marked, text) else None


def _reads_otherwise(meant: str, text: str) -> bool:
    """Whether two texts are searched differently: CO2 and CO₂ are not."""
    return [token.exact for token in tokens(meant)] != [token.exact for token in tokens(text)]


def _mended(word: str, vocabulary: Vocabulary, is_known: Callable[[str], bool]) -> str:
    plain = strip_marks(token_of(word).exact)
    if len(plain) < SHORTEST or not plain.isalpha() or is_known(word):
        return word
    allowed = 2 if len(plain) >= LONG else 1
    near = ((_distance(plain, other, allowed), other) for other in vocabulary.plain_words if other[0] == plain[0])
    best = min((pair for pair in near if pair[0] <= allowed), default=None)
    return best[1] if best else word


def _marked(text: str, vocabulary: Vocabulary) -> str:
    """Give the Vietnamese forms in a text their marks, whatever marks it has."""
    plain = strip_marks(text.lower())
    if len(plain) != len(text):
        return text
    pieces, end = [], 0
    placed = list(iter_placed(plain))
    for span in vocabulary.find_in_query([plain[a:b] for a, b, _ in placed]):
        form = _only(span.forms)
        if form is not None:
            start, stop = placed[span.start][0], placed[span.end - 1][1]
            pieces += [text[end:start], form.text]
            end = stop
    return "".join(pieces) + text[end:]


def _only(forms: Sequence[Form]) -> Form | None:
    """The Vietnamese form, unless the words are a form in another language too."""
    if any(form.language != "vi" for form in forms):
        return None
    return min(forms, key=lambda form: form.text)


def _distance(a: str, b: str, most: int) -> int:
    """Edits, swaps of neighbours counting as one, between two words; more than `most` is not told apart."""
    if abs(len(a) - len(b)) > most:
        return most + 1
    before, row = list(range(len(b) + 1)), list(range(len(b) + 1))
    for i, left in enumerate(a, 1):
        former, before, row = before, row, [i]
        for j, right in enumerate(b, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (left != right))
            if i > 1 and j > 1 and left == b[j - 2] and a[i - 2] == right:
                cost = min(cost, former[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]
