"""Normal forms of dates and periods."""

from datetime import date

from config.schema import Period
from nlp.clean import CleanText
from nlp.components.quantity.dates import read_date
from nlp.components.quantity.lexicon import Language, load_lexicon
from nlp.components.quantity.periods import find_periods
from nlp.components.quantity.tokens import Tokens


def normalize_date(text: str, language: Language = "vi", *, published: date | None = None) -> str | None:
    """Turn a date into ISO 8601 as far as it is said (2024, 2024-05, 2024-05-04), or None."""
    tokens = Tokens(CleanText(text).text.strip())
    lexicon = load_lexicon(language)
    for i in range(min(len(tokens), 3)):
        found = read_date(tokens, i, lexicon, published)
        if found is not None:
            return found.iso if found.stop == len(tokens) else None
        if tokens.is_digits(i):
            return None
    return None


def normalize_period(text: str, language: Language = "vi", *, published: date | None = None) -> Period | None:
    """Turn words for one period into its ends, or None; relative ones need the day of publication."""
    tokens = Tokens(CleanText(text).text.strip())
    spans = find_periods(tokens, load_lexicon(language), published)
    return spans[0].period if len(spans) == 1 else None
