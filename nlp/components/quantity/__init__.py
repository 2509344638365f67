"""The figure component: `eip_figures` finds quantities in a Doc of either language."""

from spacy.language import Language
from spacy.tokens import Doc, Span

from nlp.components.quantity.reader import iter_figures, read_passage
from nlp.components.quantity.statuses import settle_statuses
from nlp.context import context_of, register_extensions

KEY = "eip_figures"


@Language.factory(KEY)
class FigureComponent:
    """Sets `doc._.eip_figures` and `doc.spans["eip_figures"]`; reads `doc._.eip` where it is set."""

    def __init__(self, nlp: Language, name: str) -> None:
        del nlp
        self.name = name
        register_extensions()

    def __call__(self, doc: Doc) -> Doc:
        context = context_of(doc)
        text = doc.text  # made anew each time it is asked for
        drafts = read_passage(
            text,
            context.language,
            published=context.published,
            header=context.header,
            caption=context.caption,
            is_row=context.kind == "row" or " | " in text or bool(context.header),
            lines=context.lines,
        )
        figures = tuple(iter_figures(text, drafts, context.language))
        if not doc._.eip:  # a Doc of its own; within an article the annotator reads the statuses from the whole text
            figures = settle_statuses(text, figures, context.language)
        doc._.eip_figures = figures
        doc.spans[KEY] = [
            span for figure in figures if (span := _span(doc, figure.evidence.start, figure.evidence.end))
        ]
        return doc


def _span(doc: Doc, start: int, end: int) -> Span | None:
    return doc.char_span(start, end, label="FIGURE", alignment_mode="expand")
