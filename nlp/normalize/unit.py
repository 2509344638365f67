"""Normal forms of units, money and whole quantities."""

from decimal import Decimal

from nlp.clean import CleanText
from nlp.components.quantity.lexicon import Language, load_lexicon
from nlp.components.quantity.reader import read_passage
from nlp.components.quantity.tokens import Tokens
from nlp.components.quantity.units import UnitSpan, find_unit, read_rate


def normalize_unit(text: str, language: Language = "vi") -> str | None:
    """Turn a spelling of a unit, perhaps with a rate, into its canonical code (`mét khối/ngày đêm` -> m3/day)."""
    tokens = Tokens(CleanText(text).text.strip())
    lexicon = load_lexicon(language)
    found = find_unit(tokens, 0, lexicon)
    if found is None:
        return None
    span = read_rate(tokens, UnitSpan(found[0], found[1]), lexicon)
    return span.code if span.stop == len(tokens) else None


def normalize_quantity(text: str, language: Language = "vi") -> tuple[Decimal, str] | None:
    """Turn one quantity into value and canonical unit; None when there is none, several, a range or doubt."""
    drafts = read_passage(CleanText(text).text.strip(), language)
    if len(drafts) != 1 or drafts[0].upper is not None or drafts[0].readings:
        return None
    return drafts[0].value, drafts[0].unit


def normalize_money(text: str, language: Language = "vi") -> tuple[Decimal, str] | None:
    """Turn an amount of money into value and ISO 4217 code, or None."""
    drafts = read_passage(CleanText(text).text.strip(), language)
    if len(drafts) != 1 or drafts[0].dimension != "money" or drafts[0].upper is not None or drafts[0].readings:
        return None
    return drafts[0].value, drafts[0].unit
