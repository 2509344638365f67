"""Carry what was found in a clean passage back to the text as it was read."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from config.schema import Evidence, Figure, Mention, Passage
from nlp.clean import CleanText
from nlp.segment import find_sentence

Found = TypeVar("Found", Mention, Figure)


def rebase(
    found: Iterable[Found], passage: Passage, clean: CleanText, sentences: Sequence[tuple[int, int]]
) -> Iterator[Found]:
    """Carry records over to the offsets of the whole raw text; the sentences are those of the clean passage."""
    for record in found:
        evidence = record.evidence
        first, last = find_sentence(sentences, evidence.start, evidence.end)
        start, end = clean.raw_span(evidence.start, evidence.end)
        begin, stop = clean.raw_span(first, last)
        yield replace(
            record,
            evidence=Evidence(
                article_id=passage.article_id,
                passage=passage.ordinal,
                start=passage.start + start,
                end=passage.start + end,
                surface=passage.text[start:end],
                sentence_start=passage.start + begin,
                sentence_end=passage.start + stop,
            ),
        )
