"""Run all steps over one passage and make the records."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache, lru_cache

from config.schema import Evidence, Figure
from nlp.components.quantity.conventions import settle_convention
from nlp.components.quantity.draft import Draft
from nlp.components.quantity.grammar import Grammar
from nlp.components.quantity.lexicon import Language, Lexicon, load_lexicon
from nlp.components.quantity.measures import (
    keep_rates,
    settle_measure,
    settle_recurrence,
    share_prices,
    share_rates,
)
from nlp.components.quantity.periods import find_periods
from nlp.components.quantity.plausibility import Bands
from nlp.components.quantity.scope import Scope
from nlp.components.quantity.tables import (
    add_labelled,
    bar_lines,
    drop_list_numbers,
    drop_units_of_header,
    first_line,
    list_periods,
    settle_row,
    share_lead,
    unit_of_lead,
)
from nlp.components.quantity.tokens import DIGITS, Tokens
from nlp.normalize.number import vote_on_decimal
from nlp.segment import BAR, find_sentence, iter_sentences

_MARKED = re.compile("[àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ]")


def read_passage(
    text: str,
    language: Language,
    *,
    published: date | None = None,
    header: Sequence[str] = (),
    caption: str | None = None,
    is_row: bool = False,
    decimal: str | None = None,
    bare: bool = False,
    lines: Sequence[int] = (),
) -> list[Draft]:
    """Read the quantities of a clean passage.

    `decimal` is the sign that the document has betrayed, `lines` the offsets of blanks that were line breaks.
    """
    if header and lines and BAR not in text:  # a row whose cells are lines
        text = bar_lines(text, lines)
    tokens = Tokens(text, lines)
    is_folded = language == "vi" and is_unmarked(text) and _is_title_unmarked(tuple(header), caption)
    lexicon = load_lexicon(language, folded=is_folded)
    sign = decimal or vote_on_decimal(word for word in tokens.raw if word[0] in DIGITS) or lexicon.decimal
    drafts = list(Grammar(tokens, lexicon, sign, bare=bare or is_row).read())
    if is_row:
        drafts = settle_row(tokens, drafts, lexicon, header, caption, bare=bare)
        drafts = drop_units_of_header(tokens, drafts, lexicon, header)
    else:
        drafts = drop_list_numbers(tokens, drafts)
    lead = caption or first_line(tokens)
    if lead and not is_row and (unit := unit_of_lead(lead, lexicon)):
        bare_drafts = Grammar(tokens, lexicon, sign, bare=True).read()
        drafts = add_labelled(tokens, drafts, bare_drafts, unit)
    Scope(tokens, lexicon, find_periods(tokens, lexicon, published) if drafts else ()).settle(drafts)
    if is_row:
        for draft, period in zip(drafts, list_periods(tokens, drafts, lexicon, header, caption), strict=True):
            draft.period = draft.period or period
    share_rates(tokens, drafts, lexicon)
    settle_recurrence(tokens, drafts, lexicon)
    if caption:
        share_lead(tokens, drafts, lexicon, caption)
    keep_rates(tokens, drafts, lexicon)
    share_prices(drafts)
    for i, draft in enumerate(drafts):
        if not bare:
            settle_convention(draft, sign)
        settle_measure(tokens, draft, lexicon, drafts[max(i - 4, 0) : i])
        draft.suspect = draft.suspect or load_bands_of(lexicon).find(tokens, draft)
    return drafts


def is_unmarked(text: str) -> bool:
    """Tell whether Vietnamese was typed without marks: none in a hundred letters."""
    lowered = text.lower()
    return len(_MARKED.findall(lowered)) * 60 < len(lowered) and not _MARKED.match(lowered)


@lru_cache(maxsize=256)
def _is_title_unmarked(header: tuple[str, ...], caption: str | None) -> bool:
    """Tell whether a table's header and caption have no marks, either: its rows may hold names and numbers alone."""
    title = " ".join((*header, caption or ""))
    return not title.strip() or is_unmarked(title)


@cache
def load_bands_of(lexicon: Lexicon) -> Bands:
    """Compile the bands for a lexicon once."""
    return Bands(lexicon)


def iter_figures(text: str, drafts: Sequence[Draft], language: Language) -> Iterator[Figure]:
    """Make records whose offsets count in the clean text."""
    sentences = list(iter_sentences(text, language)) if drafts else []
    for draft in drafts:
        first, last = find_sentence(sentences, draft.start, draft.end)
        yield Figure(
            evidence=Evidence(
                article_id="", passage=0, start=draft.start, end=draft.end, surface=text[draft.start : draft.end],
                sentence_start=first, sentence_end=last,
            ),
            value=draft.value, upper=draft.upper, of=draft.of, unit=draft.unit, dimension=draft.dimension,
            modifier=draft.modifier, item=draft.item, per=draft.per, period=draft.period, status=draft.status,
            score=draft.score, readings=draft.readings, suspect=draft.suspect, rule=draft.rule,
        )  # fmt: skip
