"""Read the rows of a table as facts."""

from dataclasses import replace

from config.schema import Block, Evidence, Figure
from nlp.components.quantity.reader import iter_figures, read_passage
from nlp.facts import Built
from nlp.segment import iter_passages
from tests.nlp.facts.reading import BUILDER, Names, keep_longest, mentions_of


def read_rows(table: str, names: Names) -> Built:
    """Build the facts of a table whose first line is its header."""
    header, *rows = table.split("\n")
    blocks = [Block(kind="row", text=header, level=1), *(Block(kind="row", text=row) for row in rows)]
    passages = tuple(replace(p, language="en") for p in iter_passages("article", "Parks of the north", blocks))
    text = "\n\n".join(passage.text for passage in passages)
    figures: list[Figure] = []
    for passage in passages[2:]:
        drafts = read_passage(passage.text, "en", header=tuple(header.split(" | ")), is_row=True)
        for figure in iter_figures(passage.text, drafts, "en"):
            at = figure.evidence
            evidence = Evidence(
                article_id="article",
                passage=passage.ordinal,
                start=passage.start + at.start,
                end=passage.start + at.end,
                surface=at.surface,
                sentence_start=passage.start,
                sentence_end=passage.end,
            )
            figures.append(replace(figure, evidence=evidence))
    mentions = [mention for label, surface in names for mention in mentions_of(text, passages, label, surface, None)]
    return BUILDER.build(
        text,
        passages,
        keep_longest(mentions),
        figures,
        article_id="article",
        title="Parks of the north",
        published=None,
    )
