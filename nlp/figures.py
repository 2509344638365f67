"""Read the quantities of any text in its own offsets."""

from collections.abc import Iterator, Sequence
from datetime import date

from config.schema import Figure, Passage
from nlp.clean import CleanText
from nlp.components.quantity.conventions import settle_by_text
from nlp.components.quantity.lexicon import Language
from nlp.components.quantity.reader import iter_figures, read_passage
from nlp.components.quantity.statuses import settle_statuses
from nlp.components.quantity.tokens import iter_digits
from nlp.normalize.number import vote_on_decimal
from nlp.offsets import rebase
from nlp.segment import BAR, iter_headers, iter_leads, iter_sentences, iter_text_passages


def extract_figures(
    text: str, language: Language, *, published: date | None = None, bare: bool = False
) -> tuple[Figure, ...]:
    """Extract the quantities of a raw text; `bare` adds numbers without unit or noun (unit "").

    Offsets count in the raw text, whatever its spaces and composition. Lines with bars are rows of a table.
    """
    passages = list(iter_text_passages("", text))
    decimal = vote_on_decimal(iter_digits(text))
    figures = [
        figure
        for (passage, header), lead in zip(_with_headers(passages), iter_leads(passages), strict=True)
        for figure in _extract(passage, language, published, header, lead, decimal, bare=bare)
    ]
    return settle_statuses(text, list(settle_by_text(text, figures)), language)


def _with_headers(passages: Sequence[Passage]) -> Iterator[tuple[Passage, tuple[str, ...] | None]]:
    """Pair each passage with its table's header; None outside of tables."""
    header: tuple[str, ...] | None = None
    for passage, stacked in zip(passages, iter_headers(passages), strict=True):
        if BAR not in passage.text:
            header = stacked or None
        elif header is None:
            header = tuple(passage.text.split(BAR))
        yield passage, header


def _extract(
    passage: Passage,
    language: Language,
    published: date | None,
    header: tuple[str, ...] | None,
    lead: str | None,
    decimal: str | None,
    *,
    bare: bool,
) -> Iterator[Figure]:
    clean = CleanText(passage.text)
    drafts = read_passage(
        clean.text,
        language,
        published=published,
        header=header or (),
        caption=None if header else lead,
        is_row=header is not None,
        decimal=decimal,
        bare=bare,
        lines=clean.lines(),
    )
    yield from rebase(iter_figures(clean.text, drafts, language), passage, clean, list(iter_sentences(clean.text)))
