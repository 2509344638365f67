"""Sixth step: what is measured: the dimension by unit and words around, the item, what recurs."""

from collections.abc import Sequence
from itertools import pairwise
from operator import itemgetter

from nlp.components.quantity.draft import Draft, are_alike
from nlp.components.quantity.lexicon import Lexicon
from nlp.components.quantity.phrases import Phrases, digits_stay_glued
from nlp.components.quantity.tokens import Tokens, cut
from nlp.components.quantity.units import find_unit

_LIQUID = frozenset(("liquid", "liquefied", "lỏng"))
_OWN = 4  # tokens behind a number in which its own substance stands
_GOODS = frozenset(("t", "kg", "m3", "kWh", "MWh", "l"))  # that have a price, whatever the time
_TIMES = frozenset(("year", "month", "day", "hour", "minute", "second", "week", "quarter", "season", "shift"))
_MEETINGS = frozenset(("general", "meeting", "report", "reports", "conference", "review", "survey", "forum"))
_ADJECTIVES = frozenset(("annual", "yearly", "daily", "monthly"))  # of what stands close
_RECURS = 22  # tokens back to what says how often
_LEFT, _RIGHT = 9, 7  # tokens around a figure that say what it measures
_EMISSIONS = "t CO2e"
_PER_UNIT = frozenset(("mass", "volume", "energy", "money"))
_WHOLE_UNITS = frozenset(("t", "ha", "m2", "m3", "kg", "l", "kWh"))
_ALIKE = 3  # times that flows of one sentence, and rents of one passage, differ
_SHARED_REACH = 14  # tokens back to `per hectare`
_STUFFS = frozenset(("mass", "volume", "energy", "emissions"))
_STORES = frozenset(
    ("hồ", "bể", "bồn", "kho", "tank", "tanks", "reservoir", "pond", "ponds", "lake", "basin", "lagoon", "pool")
)
_FLOWS = frozenset(("m3/day", "t/day", "l/day"))
_RECURRING = frozenset(("mass", "volume", "emissions", "energy", "money", "count", "area"))
_SAVINGS = frozenset(("mass", "volume", "energy", "emissions", "money"))
_CAPITAL = frozenset(("investment", "invested", "capital", "vốn", "tư"))
_PERFECT = frozenset(
    ("has", "have", "had", "đã", "tổng", "total", "so", "cumulative", "luỹ", "lũy", ";")
)  # over all years
_SAVED_REACH = 30  # tokens back to a word for savings
_BEFORE = 4  # figures looked back
_SHARED = frozenset(("mass", "volume", "energy", "emissions"))
_JOINS = frozenset(("and", "và", ",", "cùng", "with", "plus"))
_NEXT = _JOINS | {"với"}
_AND = frozenset(("and", "và"))
_WHOLES = frozenset(("it", "this", "that", "which", "them"))
_ENDS = frozenset((".", "!", "?", "|"))
_CHANGE = 9  # tokens from a figure to what it changes to
_SUBJECT = 2  # words that name something new
_PRICED = "/m2"
_ROW = 6  # tokens between two figures of a row
_MADE = frozenset(("product", "piece", "package", "wafer", "vehicle", "unit", "panel", "bottle", "can", "set", "pair"))
_ENDS_OF_CHANGE = frozenset(("to", "from", "at"))  # behind them stands the level, not the change
_CLAUSE_ENDS = frozenset((".", ";", "!", "?", "(", ")", ":"))
_CAPACITIES = frozenset(("mass", "volume", "area", "count", "power"))
_RATED_DIMENSIONS = {
    "money": "money",
    "energy": "energy",
    "emissions": "emissions",
    "length": "length",
    "distance": "speed",
}


def settle_measure(tokens: Tokens, draft: Draft, lexicon: Lexicon, before: Sequence[Draft] = ()) -> None:
    """Set dimension, item and per of a draft by the words around it; `before` are those that stand before it."""
    left = clause_start(tokens, draft.first, _LEFT)
    right = clause_stop(tokens, draft.stop, _RIGHT)
    counts = draft.dimension == "count"
    _settle_pounds(tokens, draft, lexicon, left, right)
    _settle_emissions(tokens, draft, lexicon, right, before[-1].stop if before else 0)
    draft.dimension = _dimension(tokens, draft, lexicon, left, right)
    if before and _names_its_own(tokens, draft, lexicon):
        left = max(left, _start_of_own(tokens, before[-1].stop, draft.first))
    is_noun = draft.dimension == "count" or (draft.dimension == "ratio" and (counts or draft.of is not None))
    if is_noun and draft.stop > draft.number_stop:
        draft.item = tokens.slice(draft.number_stop, draft.stop).lstrip("-‑– ") or None
    else:
        if draft.dimension == "ratio" and tokens.at(draft.first - 1) == "(":  # COD (62 mg/l)
            left = clause_start(tokens, draft.first - 1, _LEFT)
        left = max(left, _start_of_clause(tokens, before[-1], draft, lexicon)) if before else left
        left = tokens.label_start(left) if draft.first - left <= _OWN else left
        other = _span_of(tokens, before[-1], draft) if before else (draft.first, draft.first)
        draft.item = _item(tokens, draft, lexicon, left, _end_of_own(tokens, draft, lexicon, right), other)
        measured = lexicon.measured_units.starting((draft.item or "").split(), 0)
        if draft.dimension == "count" and measured is None:
            draft.item = None  # 15 next year, whose noun was said before
    draft.trend = _trend(tokens, draft, lexicon)


def _names_its_own(tokens: Tokens, draft: Draft, lexicon: Lexicon) -> bool:
    """Tell whether a noun behind a mass or volume says what it is of: `200 tonnes of solvents`, `40 tấn bao bì`."""
    behind = tokens.at(draft.stop)
    named = behind == "of" or (behind.isalpha() and behind not in lexicon.stops)
    return named and draft.unit.partition("/")[0] in {"t", "m3", "l"}


def _start_of_own(tokens: Tokens, start: int, first: int) -> int:
    """Return where the words of a figure begin behind those of one of another unit: `3 m3 of water and | 2 t`."""
    return next((i for i in range(first, start, -1) if tokens.at(i - 1) in _JOINS), start)


def _start_of_clause(tokens: Tokens, before: Draft, draft: Draft, lexicon: Lexicon) -> int:
    """Return where the clause begins that speaks of something new: `lấp đầy 10 KCN, | tiền thuê đất tăng 8%`."""
    start = next((i for i in range(draft.first, before.stop, -1) if tokens.at(i - 1) == ","), draft.first)
    told = [word for word in tokens.low[start : draft.first] if word.isalpha() and word not in lexicon.stops]
    return start if len(told) >= _SUBJECT and before.dimension != draft.dimension else 0


def _end_of_own(tokens: Tokens, draft: Draft, lexicon: Lexicon, right: int) -> int:
    """Return where the words behind a figure end that are of it: `10 tỷ đồng | và giảm phát thải`."""
    i = next((i for i in range(draft.stop, right) if _begins_next(tokens, i, lexicon)), right)
    in_row = i == draft.number_stop and tokens.is_digits(i + 1)  # 44 and 67 percent of the FDI
    return right if in_row else i


def _begins_next(tokens: Tokens, i: int, lexicon: Lexicon) -> bool:
    """Tell whether token i joins something else on, or is a number that is not the whole (`63% of the 650 t`)."""
    is_number = tokens.is_digits(i) and not tokens.is_glued(i)
    return tokens.at(i) in _NEXT or (is_number and lexicon.of_total.ending(tokens.low, i) is None)


def _settle_pounds(tokens: Tokens, draft: Draft, lexicon: Lexicon, left: int, right: int) -> None:
    """Pounds are a weight beside words of weight, and money otherwise."""
    if draft.unit != "GBP" or draft.has_magnitude or tokens.low[draft.stop - 1] not in {"pounds", "pound"}:
        return
    words = lexicon.weight_words
    if words.within(tokens.low, left, draft.first) or words.within(tokens.low, draft.stop, right):
        draft.unit, draft.dimension = "pound", "mass"


def settle_recurrence(tokens: Tokens, drafts: Sequence[Draft], lexicon: Lexicon) -> None:
    """Make rates of what is said to recur before it, and of what goes on in the same row."""
    for i, draft in enumerate(drafts):
        before = drafts[max(i - _BEFORE, 0) : i]
        _settle_recurrence(tokens, draft, lexicon, before)
        if before and _goes_on(tokens, before[-1], draft, lexicon):
            draft.per, draft.unit = before[-1].per, f"{draft.unit}/{before[-1].per}"


def _goes_on(tokens: Tokens, before: Draft, draft: Draft, lexicon: Lexicon) -> bool:
    """`annual savings of 15 GWh of electricity, 341,000 m3 of water and $3 million`: a row goes on."""
    if before.per is None or "/" in draft.unit or draft.rule == "vague":
        return False
    saved = draft.dimension == "money" and _is_saved(tokens, draft, lexicon)
    return _is_row(tokens, before, draft, lexicon) and (draft.dimension in _STUFFS or saved)


def _is_row(tokens: Tokens, before: Draft, draft: Draft, lexicon: Lexicon) -> bool:
    """Tell whether a comma, `and` or the like joins two figures, with a few words of the first between.

    A second verb of saving may stand between: `save 5 m3 of water and curb 6 t of CO2`.
    """
    verb = lexicon.saving_words.ending(tokens.low, draft.first)
    joined = verb is not None and tokens.at(draft.first - verb[1] - 1) in _AND and _saves(tokens, before, lexicon)
    between = tokens.low[before.stop : draft.first - (verb[1] if verb and joined else 0)]
    added = lexicon.added.ending(tokens.low, draft.first)
    joint = added[1] if added else int(bool(lexicon.noun_links.intersection(between[-1:])))
    return 0 < joint <= len(between) <= _ROW and _is_phrase(between[:-joint])


def _saves(tokens: Tokens, draft: Draft, lexicon: Lexicon) -> bool:
    """Tell whether a figure is of savings that go on, not of what has been saved so far."""
    before = tokens.low[clause_start(tokens, draft.first, _LEFT) : draft.first]
    return _PERFECT.isdisjoint(before) and _is_saved(tokens, draft, lexicon)


def _is_saved(tokens: Tokens, draft: Draft, lexicon: Lexicon) -> bool:
    """Tell whether the sentence speaks of savings before a figure."""
    first = clause_start(tokens, draft.first, _SAVED_REACH)
    return lexicon.saving_words.within_backwards(tokens.low, first, draft.first) is not None


def _settle_recurrence(tokens: Tokens, draft: Draft, lexicon: Lexicon, before: Sequence[Draft]) -> None:
    """`Each year 5,000 t`: what recurs before the figure is said of the whole clause, and makes its unit a rate.

    The `per year` of a figure before it is that one's own.
    """
    rated = not _TIMES.isdisjoint(draft.unit.split("/")[1:])
    if rated or draft.dimension not in _RECURRING or draft.rule == "vague":
        return
    if draft.dimension == "count" and draft.unit not in _MADE:
        return
    start = clause_start(tokens, draft.first, _RECURS)
    found = lexicon.per_before.within_backwards(tokens.low, start, draft.first)
    if found is None and tokens.at(start - 1) == ":" and (label := lexicon.per_before.ending(tokens.low, start - 1)):
        found = label[0], start - 1 - label[1]  # Saved every year: 5 GWh
    if found and tokens.low[found[1]] in _ADJECTIVES:
        is_far = found[1] < clause_start(tokens, draft.first, _LEFT)
        if is_far or tokens.at(found[1] + 1) in _MEETINGS:
            return
    if found and draft.dimension in {"money", "price"} and draft.unit.rpartition("/")[2] in _GOODS:
        return  # 5 t are taken each day, for 420 VND/t
    if found and "/" in draft.unit and any(found[1] < other.first for other in before):  # each year 9 t, at 2 USD/t
        return
    is_money = before and draft.dimension == "money"
    beside = tokens.low[max(before[-1].stop, draft.first - _OWN) : draft.stop + 2] if is_money else []
    if found and before and before[-1].first > found[1] and not _CAPITAL.isdisjoint(beside):
        return  # each year it makes 5 t, its investment was 30 million
    if found and not any(other.first <= found[1] <= other.stop for other in before):
        draft.per, draft.unit = found[0], f"{draft.unit}/{found[0]}"
    if draft.dimension in _PER_UNIT and "/" not in draft.unit:
        _settle_share(tokens, draft, lexicon, before)


def _settle_share(tokens: Tokens, draft: Draft, lexicon: Lexicon, before: Sequence[Draft]) -> None:
    """`Mỗi tấn giấy cần 612 kWh và 14 m3`, `investment per hectare is $12 million`: amounts of one unit."""
    first = clause_start(tokens, draft.first, _SHARED_REACH)
    lead = lexicon.unit_shares.within_backwards(tokens.low, first, draft.first)
    unit = find_unit(tokens, lead[1] + len(lead[0].split()), lexicon) if lead else None
    if lead is None or unit is None or unit[0].code not in _WHOLE_UNITS:
        return
    beside = [other for other in before if other.stop > lead[1]]
    joined = all(other.first > lead[1] and other.unit.endswith(f"/{unit[0].code}") for other in beside)
    if joined and unit[0].code != draft.unit and "," not in tokens.low[lead[1] : draft.first]:
        draft.unit = f"{draft.unit}/{unit[0].code}"


def share_rates(tokens: Tokens, drafts: Sequence[Draft], lexicon: Lexicon) -> None:
    """`10 tonnes of instant and 6 tonnes of liquid coffee a year`: the last of a row says the rate of all."""
    is_saved = False  # `9 GWh and $2 million could be saved annually`
    for draft, following in zip(reversed(drafts[:-1]), reversed(drafts[1:]), strict=True):
        head, _, rate = following.unit.partition("/")
        between = tokens.low[draft.stop : following.first]
        is_saved = lexicon.saving_words.within(tokens.low, following.number_stop, following.stop) is not None or (
            is_saved and following.unit.endswith("/year")
        )
        if _saves_worth(tokens, draft, following, rate, lexicon) or (
            draft.unit != head and _saves_alike(tokens, draft, following, rate, lexicon, is_saved=is_saved)
        ):
            draft.unit = f"{draft.unit}/{rate}"
        if draft.unit != head or draft.rule == "vague" or not rate:
            continue
        if " ".join(between) in lexicon.change_links or between == ["to"]:  # from 90 USD to 100 USD per m2
            draft.unit = following.unit
        elif rate not in _TIMES or draft.dimension not in _SHARED:
            continue
        elif 0 < len(between) <= _ROW and between[-1] in lexicon.noun_links and _is_phrase(between[:-1]):
            draft.unit = following.unit


def _saves_alike(
    tokens: Tokens, draft: Draft, following: Draft, rate: str, lexicon: Lexicon, *, is_saved: bool
) -> bool:
    """`22 GWh of electricity, 600 m3 of water and 3 tonnes of coal every year`: one time said of a row of stuffs.

    So it is of money in a row of savings.
    """
    said = rate == "year" and "/" not in tokens.low[following.number_stop : following.stop]
    if not said or "/" in draft.unit or draft.rule == "vague" or not _is_row(tokens, draft, following, lexicon):
        return False
    kinds = {draft.dimension, following.dimension}
    if kinds <= _STUFFS:
        return True
    return kinds <= _SAVINGS and kinds != {"money"} and (is_saved or _is_saved(tokens, draft, lexicon))


def _saves_worth(tokens: Tokens, draft: Draft, following: Draft, rate: str, lexicon: Lexicon) -> bool:
    """`Use fell by 96,000 kWh, worth VND80 million per year`, `by 90 t, which saves $9,000 a year`: the same time."""
    between = tokens.low[draft.stop : following.first]
    said = rate == "year" and "/" not in tokens.low[following.number_stop : following.stop]
    if not said or following.dimension != "money" or draft.dimension not in _STUFFS or "/" in draft.unit:
        return False
    first = following.first
    leads = lexicon.equal_words.ending(tokens.low, first) or lexicon.saving_words.ending(tokens.low, first)
    is_near = leads is not None and len(between) <= _CHANGE and _ENDS.isdisjoint(between)
    if not is_near or any(map(str.isdecimal, between)):
        return False
    falls = lexicon.down.within_backwards(tokens.low, draft.first - _OWN, draft.first)
    return falls is not None or "less" in between or _saves(tokens, draft, lexicon)


def keep_rates(tokens: Tokens, drafts: Sequence[Draft], lexicon: Lexicon) -> None:
    """`29 tonnes every year; 10 tonnes of this`, `from 20 tonnes a year to 30 tonnes`: the rate said before goes on.

    So it does to what a figure is compared with: `9,000 dong per m3, versus 13,500 dong`.
    """
    _keep_flows(tokens, drafts)
    _keep_compared(tokens, drafts, lexicon)
    for before, draft in pairwise(drafts):
        head, _, rate = before.unit.partition("/")
        between = tokens.low[before.stop : draft.first]
        named = tokens.at(draft.stop) == "of" and tokens.at(draft.stop + 1) in _WHOLES
        may_go_on = rate in _TIMES and "/" not in draft.unit and draft.dimension in _SAVINGS and draft.rule != "vague"
        if may_go_on and (_saves_too(tokens, before, draft, lexicon) or _saves_on(tokens, before, draft, lexicon)):
            draft.unit = f"{draft.unit}/{rate}"
        if draft.unit != head or rate not in _TIMES or (not _ENDS.isdisjoint(between) and not named):
            continue
        leads = between[-1:] == ["to"] or bool(lexicon.change_links.intersection(between[-1:]))
        if named or (leads and len(between) <= _CHANGE):
            draft.unit = before.unit


def _saves_too(tokens: Tokens, before: Draft, draft: Draft, lexicon: Lexicon) -> bool:
    """`replaces 31 t of coal a year and cuts emissions by 74 t`, `9 GWh a year, worth $1 million`: the same time."""
    between = tokens.low[before.stop : draft.first]
    is_near = len(between) <= _CHANGE and _ENDS.isdisjoint(between) and _PERFECT.isdisjoint(between)
    if not is_near or any(map(str.isdecimal, between)):
        return False
    stop = draft.first
    if lexicon.equal_words.within(tokens.low, before.stop, stop):
        return draft.dimension != "money" or _is_saved(tokens, before, lexicon)
    return draft.dimension in _STUFFS and lexicon.saving_words.within(tokens.low, before.stop, stop) is not None


def _saves_on(tokens: Tokens, before: Draft, draft: Draft, lexicon: Lexicon) -> bool:
    """`saves 22 billion VND a year along with 5 GWh and 69,000 m3`, `down by 7 GWh per year, water by 200 m3`."""
    between = tokens.low[before.stop : draft.first]
    gapped = len(between) <= _OWN and between[:1] == [","] and between[-1:] == ["by"]
    goes_on = "," not in between and _is_row(tokens, before, draft, lexicon)
    return (gapped or goes_on) and _is_saved(tokens, before, lexicon)


def _keep_flows(tokens: Tokens, drafts: Sequence[Draft]) -> None:
    """`8,500 m3 a day, of which 6,100 m3`: cubic metres beside a flow of their sentence, no total of a year."""
    daily: Draft | None = None
    for draft in drafts:
        if daily and draft.unit == daily.unit.partition("/")[0] and draft.value <= daily.value * _ALIKE:
            beside = tokens.low[max(draft.first - _OWN, 0) : draft.stop + 1]
            near = draft.unit == "m3" or draft.value * _ALIKE >= daily.value
            if near and _ENDS.isdisjoint(tokens.low[daily.stop : draft.first]) and _STORES.isdisjoint(beside):
                draft.unit = daily.unit
        daily = draft if draft.unit in _FLOWS else daily


def _keep_compared(tokens: Tokens, drafts: Sequence[Draft], lexicon: Lexicon) -> None:
    """`9,000 dong per m3, versus 13,500 dong`: what a rate is compared with is one."""
    rated: Draft | None = None
    for draft in drafts:
        if draft.dimension in {"share", "rate", "multiple"}:  # a third of the national average of 12.5 m3
            continue
        if rated and draft.unit == rated.unit.partition("/")[0]:
            led = lexicon.compared_before.ending(tokens.low, _behind_article(tokens, draft.first))
            if (led or _is_intensity(draft, rated)) and _ENDS.isdisjoint(tokens.low[rated.stop : draft.first]):
                draft.unit = rated.unit
        rated = draft if "/" in draft.unit else None


def _is_intensity(draft: Draft, rated: Draft) -> bool:
    """`3.9 l for each l of beer; the goal is 3.5 l`: whether an amount is like one for each unit of something."""
    is_same = rated.unit.rpartition("/")[2] not in _TIMES and rated.unit.partition("/")[2] in _WHOLE_UNITS
    return is_same and are_alike(draft.value, rated.value, _ALIKE) and not draft.has_magnitude and draft.rule != "vague"


def _behind_article(tokens: Tokens, first: int) -> int:
    return first - (tokens.at(first - 1) in {"the", "a", "mức"})


def share_prices(drafts: Sequence[Draft]) -> None:
    """`$145 per sq.m, against $128`, `208 USD/m2, ahead of Bac Ninh (152 USD)`: what is like a rent nearby is one."""
    rents = [draft if _PRICED in draft.unit else None for draft in drafts]
    for i, draft in enumerate(drafts) if any(rents) else ():
        if draft.dimension != "money" or "/" in draft.unit or draft.has_magnitude:
            continue
        beside = range(max(i - _ROW, 0), min(i + _ROW + 1, len(drafts)))
        near = [(abs(i - j), rent) for j in beside if (rent := rents[j]) and _is_like(draft, rent)]
        if near:
            draft.unit = min(near, key=itemgetter(0))[1].unit


def _is_like(draft: Draft, rent: Draft) -> bool:
    is_same = rent.unit.startswith(draft.unit + _PRICED)
    return is_same and are_alike(draft.value, rent.value, _ALIKE)


def _is_phrase(words: Sequence[str]) -> bool:
    return not words or ((words[0].isalpha() or words[0] == ",") and all(word.isalpha() for word in words[1:]))


def clause_start(tokens: Tokens, first: int, reach: int) -> int:
    """Return the first token of the words before a figure: up to a sentence sign, at most `reach` back."""
    i = first
    while i > max(first - reach, 0) and tokens.low[i - 1] not in _CLAUSE_ENDS:
        i -= 1
    return i


def clause_stop(tokens: Tokens, stop: int, reach: int) -> int:
    """Return the token behind the words after a figure: up to a sign of punctuation or a label, at most `reach` on."""
    i, last = stop, min(stop + reach, len(tokens))
    label = tokens.first_label(stop, last)
    last = last if label is None else label
    while i < last and tokens.low[i] not in _CLAUSE_ENDS and tokens.low[i] != ",":
        i += 1
    return i


def _settle_emissions(tokens: Tokens, draft: Draft, lexicon: Lexicon, right: int, floor: int) -> None:
    """Tonnes of CO2 or greenhouse gases are emissions; the gases of the figures beside it are theirs."""
    head, _, rate = draft.unit.partition("/")
    if head in {"t", _EMISSIONS} and not _LIQUID.isdisjoint(tokens.low[draft.number_stop : draft.stop + _OWN]):
        draft.unit, draft.dimension = f"t/{rate}" if rate else "t", "mass"  # 70 tonnes of liquid CO2 are sold
        return
    if head != "t" or draft.dimension != "mass":
        return
    own = lexicon.substances.within(tokens.low, draft.number_stop, min(right, draft.number_stop + _OWN))
    if own and not lexicon.emission_words.starting(tokens.low, own[1]):  # tonnes of coal, which cuts emissions
        return
    falls = lexicon.down.within_backwards(tokens.low, draft.first - 2, draft.first)  # CO2 is down by 6,150 tonnes
    left = max(clause_start(tokens, draft.first, 8 if falls else 4), floor)
    stop = min(right, draft.stop + 5)
    stop = next((i for i in range(draft.stop, stop) if tokens.is_digits(i) and not tokens.is_glued(i)), stop)
    before = lexicon.emission_words.within_backwards(tokens.low, tokens.label_start(left), draft.first)
    if (before and "," not in tokens.low[before[1] : draft.first]) or (
        lexicon.emission_words.within(tokens.low, draft.number_stop, stop)
    ):
        draft.unit = f"{_EMISSIONS}/{rate}" if rate else _EMISSIONS
        draft.dimension = "emissions"


def _dimension(tokens: Tokens, draft: Draft, lexicon: Lexicon, left: int, right: int) -> str:
    base, rates = draft.dimension, draft.unit.split("/")[1:]
    if draft.of is not None and draft.rule == "slash":
        return "ratio"
    if base == "share" and draft.unit == "%":
        return "rate" if _is_growth(tokens, draft, lexicon) else "share"
    if base in {"distance", "length"} and not rates:
        return _distance(tokens, draft, lexicon, left, right)
    if not rates and base in {"count", "mass"} and (draft.unit in _MADE or base == "mass"):
        return "capacity" if lexicon.capacity_words.within(tokens.low, left, draft.first) else base
    if not rates or base in {"share", "duration", "temperature", "multiple", "pressure"}:
        return base
    return _rated_dimension(tokens, draft, lexicon, left)


def _rated_dimension(tokens: Tokens, draft: Draft, lexicon: Lexicon, left: int) -> str:
    base, rates = draft.dimension, draft.unit.split("/")[1:]
    if base == "money":
        return "money" if rates[0] in _TIMES else "price"
    if rates[0] not in _TIMES:
        return "ratio"
    if base == "volume" and draft.unit.startswith("m3"):
        if rates[0] == "year":
            return "volume"
        near = lexicon.flow_words.within(tokens.low, left, draft.first)
        return "flow" if near else "capacity"
    return _RATED_DIMENSIONS.get(base, "capacity" if base in _CAPACITIES else base)


def _is_growth(tokens: Tokens, draft: Draft, lexicon: Lexicon) -> bool:
    if draft.value < 0 or (tokens.at(draft.number_first - 1) == "+" and tokens.is_glued(draft.number_first)):
        return True  # RBF +1.9%, RBW -0.4%
    if draft.upper is None and lexicon.since.ending(tokens.low, draft.first):  # rose from 68 % to 75 %: a level
        return False
    stop = draft.first + (lexicon.language == "vi")  # giảm tới 18 %
    before = lexicon.growth.within(tokens.low, max(draft.first - 3, 0), stop)
    return before is not None or lexicon.growth_after.starting(tokens.low, draft.stop) is not None


def _distance(tokens: Tokens, draft: Draft, lexicon: Lexicon, left: int, right: int) -> str:
    words = tokens.raw  # a capitalised Long is part of a name
    near = lexicon.long_words.within_backwards(words, max(left, draft.first - 2), draft.first) or (
        lexicon.long_words.within(words, draft.stop, min(right, draft.stop + 2))
    )
    return "length" if near or draft.unit not in {"km", "mile"} else "distance"


def _span_of(tokens: Tokens, before: Draft, draft: Draft) -> tuple[int, int]:
    """Return the tokens of a figure of another kind before with its own words: `5 m3 of water | and 3 t`."""
    joint = next((i for i in range(before.stop, draft.first) if tokens.at(i) in _NEXT), draft.first)
    is_other = joint < draft.first and before.unit.partition("/")[0] != draft.unit.partition("/")[0]
    compares = draft.unit in {"%", "x"}  # 14 billion of exports, 30 percent of the nation's
    return (before.first, joint) if is_other and not compares else (draft.first, draft.first)


def _item(tokens: Tokens, draft: Draft, lexicon: Lexicon, left: int, right: int, other: tuple[int, int]) -> str | None:
    """Name what is measured: the substance behind, the measure before, but for the words of the `other` figure."""
    for table in (lexicon.substances, lexicon.measures):
        if found := _first_of(table, tokens, draft.number_stop, min(right, draft.stop + 3), lexicon):
            return found
    return (
        _last_of(lexicon.measures, tokens, max(left, other[1]), draft.first, lexicon)
        or _last_of(lexicon.measures, tokens, left, other[0], lexicon)
        or _first_of(lexicon.measures, tokens, draft.stop, right, lexicon)
    )


def _first_of(table: Phrases[str], tokens: Tokens, first: int, stop: int, lexicon: Lexicon) -> str | None:
    """Return the first phrase between two tokens that is no part of another word."""
    while found := table.within(tokens.low, first, stop):
        if _stands_alone(tokens, *found, lexicon):
            return _as_written(tokens, *found)
        first = found[1] + 1
    return None


def _last_of(table: Phrases[str], tokens: Tokens, first: int, stop: int, lexicon: Lexicon) -> str | None:
    while found := table.within_backwards(tokens.low, first, stop):
        if _stands_alone(tokens, *found, lexicon):
            return _as_written(tokens, *found)
        stop = found[1] + len(tuple(cut(found[0]))) - 1
    return None


def _stands_alone(tokens: Tokens, phrase: str, first: int, lexicon: Lexicon) -> bool:
    """Tell water and electricity from a part of `trong nước`, `điện tử`, and `SO2` from `so 2`."""
    length = len(tuple(cut(phrase)))
    inside = lexicon.not_measures.ending(tokens.low, first + length) or lexicon.not_measures.starting(tokens.low, first)
    return digits_stay_glued(tokens, first, length) and (inside is None or inside[1] <= length)


def _as_written(tokens: Tokens, phrase: str, first: int) -> str:
    """Return a declared phrase, in the capitals of the text where they are more than those of a beginning: CO2."""
    written = tokens.slice(first, first + len(tuple(cut(phrase))))
    is_code = written.casefold() == phrase.casefold() and any(letter.isupper() for letter in written.split()[0][1:])
    return written if is_code else phrase


def _trend(tokens: Tokens, draft: Draft, lexicon: Lexicon) -> str | None:
    """Tell whether the figure is said to be a rise or a fall."""
    span = (max(draft.first - 3, 0), draft.first + 1)
    if tokens.at(draft.number_first - 1) == "+" and tokens.is_glued(draft.number_first):
        return "up"
    i = draft.first - 1
    while tokens.at(i) in lexicon.softeners:
        i -= 1
    if tokens.at(i) in _ENDS_OF_CHANGE or (draft.upper is not None and "between" in {tokens.at(i), tokens.at(i + 1)}):
        return None
    up = lexicon.up.within_backwards(tokens.low, *span)
    down = lexicon.down.within_backwards(tokens.low, *span)
    if up and (tokens.at(up[1] - 1) in lexicon.phrasal_verbs or tokens.is_glued(up[1])):
        up = None  # `gave up`, `start-up`
    if up and down:
        return "up" if up[1] > down[1] else "down"
    return "up" if up else "down" if down else None
