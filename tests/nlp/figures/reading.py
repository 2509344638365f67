"""Read a sentence into short strings, for tables of cases."""

from datetime import date

from nlp.components.quantity.lexicon import Language
from nlp.figures import extract_figures

PUBLISHED = date(2024, 6, 1)


def values(language: Language, text: str) -> list[str]:
    """Return `value[..upper][ of whole] unit` of each figure."""
    return [
        f"{figure.value.normalize():f}"
        + (f"..{figure.upper.normalize():f}" if figure.upper is not None else "")
        + (f" of {figure.of.normalize():f}" if figure.of is not None else "")
        + f" {figure.unit}"
        for figure in extract_figures(text, language, published=PUBLISHED)
    ]


def periods(language: Language, text: str) -> list[tuple[str | None, str | None] | None]:
    """Return the ends of each figure's period."""
    return [
        (figure.period.start, figure.period.end) if figure.period else None
        for figure in extract_figures(text, language, published=PUBLISHED)
    ]
