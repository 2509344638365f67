"""The date component: `eip_dates` finds days, months and years in a Doc of either language."""

from collections.abc import Iterator
from datetime import date

from spacy.language import Language
from spacy.tokens import Doc

from config.schema import Evidence, Mention
from nlp.components.quantity.dates import read_date
from nlp.components.quantity.lexicon import Language as Code
from nlp.components.quantity.lexicon import load_lexicon
from nlp.components.quantity.tokens import Tokens
from nlp.context import context_of, register_extensions

KEY = "eip_dates"
_BEFORE = frozenset({"ngày", "tháng", "năm"})
_SIGNS = frozenset("/-–")


@Language.factory(KEY)
class DateComponent:
    """Adds to `doc._.eip_mentions`; a day without a year takes the year of publication from `doc._.eip`."""

    def __init__(self, nlp: Language, name: str) -> None:
        del nlp
        self.name = name
        register_extensions()

    def __call__(self, doc: Doc) -> Doc:
        context = context_of(doc)
        doc._.eip_mentions = (*doc._.eip_mentions, *iter_dates(doc.text, context.language, context.published))
        return doc


def iter_dates(text: str, language: Code, published: date | None = None) -> Iterator[Mention]:
    """Iterate over the dates of a text; `value` is ISO 8601 as far as it is said. Numbers of decrees are none."""
    tokens, lexicon = Tokens(text), load_lexicon(language)
    i = 0
    while i < len(tokens):
        found = None
        if tokens.is_digits(i) or tokens.low[i] in lexicon.months or tokens.low[i] in lexicon.month_words:
            found = read_date(tokens, i, lexicon, published)
        if found is None or _is_part_of_number(tokens, i, found.stop):
            i += 1
            continue
        first = i - 1 if i and tokens.low[i - 1] in _BEFORE else i
        start, end = tokens.starts[first], tokens.ends[found.stop - 1]
        yield Mention(
            evidence=Evidence(
                article_id="",
                passage=0,
                start=start,
                end=end,
                surface=text[start:end],
                sentence_start=start,
                sentence_end=end,
            ),
            label="DATE",
            extractor="dates",
            score=1.0 if found.day else 0.9,
            value=found.iso,
        )
        i = found.stop


def _is_part_of_number(tokens: Tokens, start: int, stop: int) -> bool:
    """Tell whether a sign glues the digits to more, as in 35/2022/NĐ-CP."""
    behind = tokens.at(stop) in _SIGNS and tokens.is_glued(stop) and tokens.is_glued(stop + 1)
    before = tokens.is_glued(start) and tokens.at(start - 1) in _SIGNS
    return behind or before
