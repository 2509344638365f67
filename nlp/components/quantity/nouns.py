"""Third step, for counts: the noun that is counted, known or never seen (`18 tenant companies`, `14 giải pháp`)."""

from dataclasses import replace

from nlp.components.quantity.exclusions import is_year
from nlp.components.quantity.lexicon import Lexicon, Unit
from nlp.components.quantity.tokens import Tokens
from nlp.components.quantity.units import UnitSpan, find_unit, is_bracketed_acronym

_ADJECTIVES = 3  # words up to a known noun in the singular
_REACH = 9  # tokens of a noun phrase
_HYPHENS = frozenset("-‑–")
_COUNTED = {"count"}
_NO_SIZES = frozenset(("share", "money", "multiple"))
_LONG = 3  # digits that count no sized things
_QUOTES = frozenset("“”\"'‘’")
_OWNERS = frozenset(("its", "their", "his", "her", "your"))


def read_noun(tokens: Tokens, i: int, lexicon: Lexicon) -> UnitSpan | None:
    """Read the counted noun that starts at token i; its unit is the English singular."""
    if tokens.is_line_start(i) and (tokens.raw[i][0].isupper() or tokens.raw[i] in _QUOTES):
        # a page number over a heading
        return None
    if lexicon.language == "vi":
        return _read_vietnamese(tokens, i, lexicon)
    span = _read_english(tokens, i, lexicon)
    named = span and tokens.is_glued(i) and tokens.raw[i].isalpha() and span.unit.code not in lexicon.known_codes
    return None if named else span  # 3PLs


def _read_english(tokens: Tokens, i: int, lexicon: Lexicon) -> UnitSpan | None:
    if (stop := _skip_size(tokens, i, lexicon)) > i:
        sized = _read_english(tokens, stop, lexicon)
        return sized and UnitSpan(sized.unit, i)  # its size is a figure of its own
    if tokens.at(i) in _HYPHENS and tokens.is_glued(i) and tokens.is_glued(i + 1):
        return _hyphened_noun(tokens, i + 1, lexicon)
    best: UnitSpan | None = None
    known = False
    j, limit = i, min(i + _REACH, len(tokens))
    while j < limit:
        word = tokens.low[j]
        found = find_unit(tokens, j, lexicon) if not known or best is None or j - best.stop < 4 else None
        if found and found[0].dimension in _COUNTED and _is_plural_form(tokens, j, found[1], lexicon):
            best, known = UnitSpan(found[0], j + found[1]), True
            j += found[1]
            continue
        if not _continues(tokens, j, lexicon, has_head=best is not None):
            break
        if is_plural(word, lexicon) and _reads_as_noun(tokens, j) and (best is None or (not known and best.stop == j)):
            best = UnitSpan(Unit(singular(word, lexicon), "count"), j + 1)  # the last of `biogas digesters`
            limit = min(limit, j + 4)
        elif best is not None and not known and j - best.stop >= 3:
            break
        j += 1
    return best or _known_singular(tokens, i, lexicon)


def _skip_size(tokens: Tokens, i: int, lexicon: Lexicon) -> int:
    """Return the token behind the size of what a small number counts: `two 110kV substations`, or i itself."""
    small = tokens.at(i - 1) in lexicon.numbers or (tokens.is_digits(i - 1) and len(tokens.raw[i - 1]) < _LONG)
    if not (small and tokens.is_digits(i)):
        return i
    hyphened = tokens.at(i + 1) in _HYPHENS
    unit = find_unit(tokens, i + 1 + hyphened, lexicon)
    if unit is None or unit[0].is_counted or not tokens.is_glued(i + 1) or unit[0].dimension in _NO_SIZES:
        return i
    return i + 1 + hyphened + unit[1]


def _reads_as_noun(tokens: Tokens, j: int) -> bool:
    """Tell an unknown plural from a scrap of a heading in capitals (`22   22   LOGISTICS CENTER`)."""
    return tokens.raw[j].isalpha() and not (tokens.raw[j].isupper() and tokens.raw[j - 1].isdecimal())


def _known_singular(tokens: Tokens, i: int, lexicon: Lexicon) -> UnitSpan | None:
    """Read a known noun that lost its plural (`about 10 FDI project`) where no other noun follows."""
    for j in range(i, min(i + _ADJECTIVES, len(tokens))):
        found = find_unit(tokens, j, lexicon)
        if found and found[0].dimension in _COUNTED:
            after = tokens.at(j + found[1])
            goes_on = after.isalpha() and after not in lexicon.stops
            named = not tokens.raw[j + found[1] - 1].islower() or is_year(tokens, i - 1)
            return None if goes_on or named else UnitSpan(found[0], j + found[1])
        if not tokens.low[j].isalpha() or tokens.low[j] in lexicon.stops:
            return None
    return None


def read_single_noun(tokens: Tokens, i: int, lexicon: Lexicon) -> UnitSpan | None:
    """Read the noun that `one` counts: the last word before a verb, a sign or a function word."""
    for k in range(i, min(i + 4, len(tokens))):
        found = find_unit(tokens, k, lexicon)
        if found and found[0].dimension in _COUNTED:
            return UnitSpan(found[0], k + found[1])
        if tokens.low[k] in lexicon.stops or not (tokens.low[k].isalpha() or tokens.is_glued(k)):
            break
    j = i
    while j < min(i + 4, len(tokens)) and tokens.low[j].isalpha() and tokens.low[j] not in lexicon.stops:
        if j > i and tokens.low[j].endswith("s") and not tokens.low[j].endswith("ss"):
            break
        j += 1
    return UnitSpan(Unit(tokens.low[j - 1], "count"), j) if j > i else None


def _is_plural_form(tokens: Tokens, j: int, length: int, lexicon: Lexicon) -> bool:
    """Singular spellings count nothing but after one or a hyphen."""
    last = tokens.low[j + length - 1]
    return is_plural(last, lexicon) or last in {"staff", "personnel", "labour", "manpower", "workforce", "kcn", "ccn"}


def _hyphened_noun(tokens: Tokens, i: int, lexicon: Lexicon) -> UnitSpan | None:
    """Read `500-seat`, `five-year`; an adjective with a second hyphen (`two-and-a-half`) is none."""
    word = tokens.at(i)
    if len(word) < 3 or not word.isalpha() or word in lexicon.stops or tokens.at(i + 1) == "-":
        return None
    if tokens.is_glued(i + 1) and tokens.is_digits(i + 1):  # 1661745-xathai1
        return None
    found = find_unit(tokens, i, lexicon)
    unit = found[0] if found else Unit(singular(word, lexicon), "count")
    return UnitSpan(unit, i + (found[1] if found else 1), hyphened=True)


def _continues(tokens: Tokens, j: int, lexicon: Lexicon, *, has_head: bool) -> bool:
    """Tell whether token j may still belong to the noun phrase."""
    word = tokens.low[j]
    if word in _HYPHENS:
        hangs = tokens.at(j + 1) in {"and", "or"} and tokens.at(j - 1) not in lexicon.numbers  # small- and medium-sized
        return tokens.is_glued(j) and (tokens.is_glued(j + 1) or hangs)
    if word in {"’", "‘", "'", "“", "”", '"', "(", ")", "&", "."}:
        if word == ".":
            return len(tokens.raw[j - 1]) == 1 and tokens.is_glued(j) and tokens.is_glued(j + 1)  # S.Korean
        return word == "&" or (word in "’‘'“”\"" or is_bracketed_acronym(tokens, j))
    if word in {"and", "or"}:
        before = tokens.low[j - 1]
        return not has_head and (before.isalpha() or before in _HYPHENS or tokens.is_glued(j))  # small-and-medium sized
    if word == ",":
        return not has_head and tokens.at(j + 1) not in lexicon.stops and tokens.at(j + 2) in {"and", ","}
    if tokens.at(j + 1) in _HYPHENS and tokens.is_glued(j + 1) and tokens.is_glued(j + 2) and not has_head:
        return True
    if tokens.is_digits(j):
        if tokens.is_glued(j) and tokens.low[j - 1] in _HYPHENS and not has_head and tokens.low[j - 2].isalpha():
            return True  # the 19 of `thousands of COVID-19 tests`
        follows = j + 1 < len(tokens) and tokens.low[j + 1].isalpha() and not has_head
        return follows and (tokens.is_glued(j + 1) or (tokens.raw[j + 1].istitle() and tokens.low[j - 1].isalpha()))
    if not word.isalpha():
        return False
    if word not in lexicon.stops:
        return True
    hyphened = tokens.is_glued(j) and tokens.low[j - 1] in _HYPHENS and tokens.at(j - 2).isalpha()  # centrally-run
    owned = word in _OWNERS and tokens.low[j - 1] == "of"  # three of their assets
    return (hyphened or owned or word in lexicon.fillers or _is_acronym(tokens, j)) and not has_head


def _is_acronym(tokens: Tokens, j: int) -> bool:
    """Tell the capitals in `5 IT companies`, `three Grade A warehouses` from words in a line of capitals."""
    return tokens.raw[j].isupper() and not tokens.raw[j - 1].isupper() and not tokens.is_glued(j)


def is_plural(word: str, lexicon: Lexicon) -> bool:
    """Tell whether an English word looks like a plural noun."""
    if word in lexicon.irregular:
        return True
    if len(word) < 3 or word in lexicon.not_plural or word in lexicon.stops:
        return False
    if word.endswith("men") and len(word) > 5:
        return True
    return word.endswith("s") and not word.endswith(("ss", "us", "is", "ous"))


def singular(word: str, lexicon: Lexicon) -> str:
    """Return the singular of an English plural."""
    if word in lexicon.irregular:
        return lexicon.irregular[word]
    if word.endswith("men") and len(word) > 5:
        return word[:-3] + "man"
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _read_vietnamese(tokens: Tokens, i: int, lexicon: Lexicon) -> UnitSpan | None:
    if tokens.at(i) in _QUOTES and not tokens.is_glued(i):  # hai “siêu dự án”
        span = _read_vietnamese(tokens, i + 1, lexicon)
        return replace(span, stop=span.stop + (tokens.at(span.stop) in _QUOTES)) if span else None
    for j in range(i, min(i + 3, len(tokens))):
        found = find_unit(tokens, j, lexicon)
        if found and found[0].dimension in _COUNTED and not _is_name(tokens, j, found[1]):
            stop = j + found[1]
            taken = find_unit(tokens, stop, lexicon) if found[0].code == "visit" and found[1] == 1 else None
            if taken and taken[0].dimension in _COUNTED:  # 400 lượt cán bộ
                return UnitSpan(taken[0], stop + taken[1])
            return UnitSpan(found[0], stop)
        if tokens.low[j] not in lexicon.fillers:
            break
    return _unseen_vietnamese(tokens, i, lexicon)


def _is_name(tokens: Tokens, j: int, length: int) -> bool:
    """A capitalised common noun with one syllable inside a sentence is the start of a name (`Cầu Giấy`)."""
    return (
        length == 1
        and tokens.raw[j].istitle()
        and len(tokens.raw[j]) > 1
        and tokens.at(j + 1)[:1].isalpha()
        and (tokens.raw[j + 1].istitle())
    )


def _unseen_vietnamese(tokens: Tokens, i: int, lexicon: Lexicon) -> UnitSpan | None:
    """Take up to two lower-case syllables as a noun that no table knows."""
    stop = i
    while stop < min(i + 2, len(tokens)) and tokens.raw[stop].isalpha() and tokens.raw[stop].islower():
        if tokens.low[stop] in lexicon.stops or (stop > i and tokens.low[stop] in lexicon.numbers):
            break
        stop += 1
    if stop == i or tokens.is_glued(i) or (stop - i == 1 and len(tokens.raw[i]) < 2):
        return None
    return UnitSpan(Unit(" ".join(tokens.low[i:stop]), "count"), stop)
