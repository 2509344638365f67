"""Same story, told elsewhere: articles grouped across outlets and languages by their days, names and numbers.

Pure functions over what was extracted; titles are not compared, since they share no words between languages.
"""

import math
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import combinations

from config.schema import Figure, LanguageCode, Mention, stable_id
from pipelines.comparing import Amount, compare, slip

WINDOW = 14  # days between two tellings of one story
THRESHOLD = 0.55
UNDATED = 0.10  # added where a day is unknown
RELATIVE = 0.7  # of the better likeness that one of two tellings has
NAMES = 0.5  # what the share of names counts beside that of numbers
_CURRENCIES = frozenset({"USD", "VND", "EUR", "CHF", "JPY"})
COMMON = 40  # a name or number in more tellings than this finds nobody


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """An article as the grouping sees it."""

    article_id: str
    source: str
    language: LanguageCode
    published: date | None
    names: frozenset[str]  # entity ids, or names folded to ASCII
    amounts: tuple[Amount, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """Why two tellings are one story."""

    one: str
    other: str
    score: float
    names: tuple[str, ...]
    amounts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One story: its tellings, earliest first, and what joins them."""

    id: str
    articles: tuple[str, ...]
    likenesses: tuple[Likeness, ...]


def make_telling(
    article_id: str,
    source: str,
    language: LanguageCode,
    published: date | None,
    mentions: Iterable[Mention],
    figures: Iterable[Figure],
) -> Telling:
    """Build a telling of an article's mentions and figures; dates and small counts say too little and are left out."""
    names = frozenset(m.entity_id or fold(m.evidence.surface) for m in mentions if m.label != "DATE")
    amounts = {_amount(figure) for figure in figures if _tells(figure)}
    return Telling(
        article_id=article_id,
        source=source,
        language=language,
        published=published,
        names=names - {""},
        amounts=tuple(sorted(amounts, key=lambda a: (a.unit, a.value, str(a.upper), a.modifier))),
    )


def group_stories(
    tellings: Iterable[Telling], *, window: int = WINDOW, threshold: float = THRESHOLD
) -> tuple[Story, ...]:
    """Group tellings to stories, largest first; one that is like no other is no story.

    Two tellings are joined when the share of numbers that agree and half the share of names, both of the smaller one
    and weighted by rarity, reach `threshold`; a follow-up that is much less like either than its own story is not
    joined, and a third only if it is like at least half of the story, so that chains do not grow.
    """
    by_id = {telling.article_id: telling for telling in tellings}
    found = _strongest(iter_likenesses(by_id.values(), window=window, threshold=threshold))
    pairs = {frozenset((like.one, like.other)): like for like in found}
    groups: dict[str, set[str]] = {name: {name} for name in by_id}
    for like in found:
        one, other = groups[like.one], groups[like.other]
        if one is other:
            continue
        across = sum(frozenset((a, b)) in pairs for a in one for b in other)
        if across * 2 >= len(one) * len(other):
            one |= other
            for name in other:
                groups[name] = one
    distinct = {id(group): group for group in groups.values() if len(group) > 1}
    stories = [_story(group, by_id, pairs) for group in distinct.values()]
    return tuple(sorted(stories, key=lambda story: (-len(story.articles), story.id)))


def iter_likenesses(
    tellings: Iterable[Telling], *, window: int = WINDOW, threshold: float = THRESHOLD
) -> Iterator[Likeness]:
    """Yield the pairs of tellings that are one story; candidates share a rare name or number."""
    known = sorted(tellings, key=lambda telling: telling.article_id)
    weights = _weights(known)
    for one, other in _candidates(known):
        if one.published and other.published and abs((one.published - other.published).days) > window:
            continue
        like = _likeness(one, other, weights)
        undated = one.published is None or other.published is None
        enough = len(like.amounts) > 1 or (len(like.amounts) == 1 and not undated)
        if enough and like.names and like.score >= threshold + UNDATED * undated and not _other_money(one, other):
            yield like


def fold(name: str) -> str:
    """Write a name in ASCII lower case, so that its Vietnamese and English spelling meet."""
    flat = unicodedata.normalize("NFD", name.lower().replace("đ", "d"))
    return " ".join("".join(c for c in flat if not unicodedata.combining(c) and (c.isalnum() or c in " -")).split())


def _amount(figure: Figure) -> Amount:
    return Amount(value=figure.value, upper=figure.upper, unit=figure.unit, modifier=figure.modifier)


def _tells(figure: Figure) -> bool:
    return figure.dimension not in {"duration", "index"} and (figure.dimension != "count" or figure.value >= 10)


def _marks(telling: Telling) -> set[str]:
    """Return what a telling can be found by: names, and numbers in two significant digits up and down."""
    return set(telling.names) | {mark for amount in telling.amounts for mark in _buckets(amount)}


def _buckets(amount: Amount) -> set[str]:
    value, unit = amount.base()
    if value == 0:
        return set()
    shift = Decimal(10) ** (value.copy_abs().adjusted() - 1)
    low = int(value / shift)
    return {f"#{unit}:{(low + step) * shift.normalize():f}" for step in (0, 1)}


def _weights(tellings: Sequence[Telling]) -> Mapping[str, float]:
    counts = Counter(mark for telling in tellings for mark in _marks(telling))
    return {mark: math.log(1 + len(tellings) / count) for mark, count in counts.items()}


def _candidates(tellings: Sequence[Telling]) -> Iterator[tuple[Telling, Telling]]:
    holders: dict[str, list[int]] = defaultdict(list)
    for place, telling in enumerate(tellings):
        for mark in _marks(telling):
            holders[mark].append(place)
    pairs = {pair for places in holders.values() if len(places) <= COMMON for pair in combinations(places, 2)}
    for a, b in sorted(pairs):
        yield tellings[a], tellings[b]


def _likeness(one: Telling, other: Telling, weights: Mapping[str, float]) -> Likeness:
    names = one.names & other.names
    shared = [(a, b) for a in one.amounts for b in other.amounts if compare(a, b) in {"agree", "rounding"}]
    sides = {a for a, _ in shared}, {b for _, b in shared}
    amounts = min(_sum(side, weights) for side in sides)
    least = min(_sum(one.amounts, weights), _sum(other.amounts, weights))
    named = min(sum(weights[name] for name in telling.names) for telling in (one, other))
    score = (amounts / least if least else 0.0) + NAMES * (sum(weights[n] for n in names) / named if named else 0.0)
    return Likeness(
        one=one.article_id,
        other=other.article_id,
        score=round(score, 4),
        names=tuple(sorted(names)),
        amounts=tuple(sorted(f"{a.value:f} {a.unit}" for a in sides[0])),
    )


def _sum(amounts: Iterable[Amount], weights: Mapping[str, float]) -> float:
    return sum(max((weights[mark] for mark in _buckets(amount)), default=0.0) for amount in amounts)


def _other_money(one: Telling, other: Telling) -> bool:
    """Tell whether both speak of money and of none in common, not even by a slip of zeros."""
    pairs = [(a, b) for a in one.amounts for b in other.amounts if a.unit == b.unit and a.unit in _CURRENCIES]
    return bool(pairs) and all(compare(a, b) == "conflict" and slip(a, b) is None for a, b in pairs)


def _strongest(likenesses: Iterable[Likeness]) -> list[Likeness]:
    """Order by strength and drop what is much weaker than the best of either telling."""
    found = sorted(likenesses, key=lambda like: (-like.score, like.one, like.other))
    best: dict[str, float] = {}
    for like in found:
        best.setdefault(like.one, like.score)
        best.setdefault(like.other, like.score)
    return [like for like in found if like.score >= RELATIVE * max(best[like.one], best[like.other])]


def _story(group: set[str], by_id: Mapping[str, Telling], pairs: Mapping[frozenset[str], Likeness]) -> Story:
    articles = sorted(group, key=lambda name: (by_id[name].published or date.max, name))
    likenesses = [pairs[pair] for a, b in combinations(sorted(group), 2) if (pair := frozenset((a, b))) in pairs]
    return Story(id=stable_id("story", *sorted(group)), articles=tuple(articles), likenesses=tuple(likenesses))
