"""The name component: `eip_names` finds parks, organisations, people and places in a Doc of either language.

Rules over declared words and the gazetteer propose names; a linear tagger, learnt by `make train` from annotated texts,
weighs the proposals against the words around. Without the tagger's file the rules decide alone.
"""

from spacy.language import Language
from spacy.tokens import Doc

from config.gazetteer import load_gazetteer
from config.schema import Evidence as Place
from config.schema import Label, Mention
from nlp.components.names.chains import gather_evidence
from nlp.components.names.lookup import Lookup
from nlp.components.names.reading import read_names
from nlp.components.names.tagger import load_tagger
from nlp.context import context_of, register_extensions

KEY = "eip_names"
_LABELS: dict[str, Label] = {"PARK": "PARK", "ORG": "ORG", "PERSON": "PERSON", "PLACE": "PLACE"}


@Language.factory(KEY, default_config={"tagger": True})
class NameComponent:
    """Adds to `doc._.eip_mentions`, sets `doc.spans["eip_names"]`; reads `doc._.eip` where it is set.

    `lookup` may be replaced by that of another gazetteer.
    """

    def __init__(self, nlp: Language, name: str, tagger: bool) -> None:
        del nlp
        self.name = name
        self.lookup: Lookup | None = None
        self._tagger = load_tagger() if tagger else None
        register_extensions()

    def __call__(self, doc: Doc) -> Doc:
        if self.lookup is None:
            self.lookup = Lookup(load_gazetteer())
        context = context_of(doc)
        text = doc.text  # made anew each time it is asked for
        names = read_names(
            text,
            self.lookup,
            self._tagger,
            evidence=context.evidence if context.evidence is not None else gather_evidence([text]),
            kind=context.kind,
            lines=context.lines,
        )
        doc._.eip_mentions = (
            *doc._.eip_mentions,
            *(
                Mention(
                    evidence=_place(text, name.start, name.end),
                    label=_LABELS[name.kind],
                    extractor=f"names.{name.extractor}",
                    score=name.score,
                    role=name.role,
                )
                for name in names
            ),
        )
        spans = (doc.char_span(n.start, n.end, label=n.kind, alignment_mode="expand") for n in names)
        doc.spans[KEY] = [span for span in spans if span is not None]
        return doc


def _place(text: str, start: int, end: int) -> Place:
    return Place(
        article_id="",
        passage=0,
        start=start,
        end=end,
        surface=text[start:end],
        sentence_start=start,
        sentence_end=end,
    )
