"""Annotate a text: languages by passage, names, figures, and the facts they make up."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from config.gazetteer import Gazetteer
from config.predicates import load_predicates
from config.schema import Annotation, Article, Figure, LanguageCode, Mention, Passage
from nlp.clean import CleanText
from nlp.components.names.chains import gather_evidence
from nlp.components.names.lookup import Lookup
from nlp.components.names.repeats import repeat_names
from nlp.components.quantity.statuses import settle_by_passage
from nlp.context import Context
from nlp.facts import FactBuilder
from nlp.langid import LanguageIdentifier, assign_languages
from nlp.linking import link_mentions
from nlp.models import build_pipeline
from nlp.offsets import rebase
from nlp.segment import iter_headers, iter_leads, iter_passages, iter_sentences, iter_text_passages, title_of


class Annotator:
    """Holds the pipelines and the declared data; one a process, usable for any number of texts."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._facts = FactBuilder(load_predicates(), gazetteer)
        self._identifier = LanguageIdentifier()
        lookup = Lookup(gazetteer)
        self._pipelines = {"vi": build_pipeline("vi", lookup), "en": build_pipeline("en", lookup)}

    def annotate_article(self, article: Article) -> Annotation:
        """Annotate an article; offsets count in `Article.text`."""
        passages = tuple(iter_passages(article.id, article.title, article.blocks))
        published = article.published.day if article.published else None
        return self._annotate(article.id, article.text, passages, "und", published, article.title)

    def annotate_text(
        self, document: str, text: str, *, language: LanguageCode = "und", published: date | None = None
    ) -> Annotation:
        """Annotate a plain text in its own offsets; `und` lets the words decide the language."""
        passages = tuple(iter_text_passages(document, text))
        title = title_of(passages)
        return self._annotate(document, text, passages, language, published, title)

    def _annotate(
        self,
        document: str,
        text: str,
        passages: Sequence[Passage],
        forced: LanguageCode,
        published: date | None,
        title: str | None,
    ) -> Annotation:
        language, placed = assign_languages(passages, self._identifier, text, forced)
        mentions: list[Mention] = []
        figures: list[Figure] = []
        cleans = [CleanText(passage.text) for passage in placed]
        evidence = gather_evidence(clean.text for clean in cleans)
        for (passage, known), clean in zip(iter_contexts(placed, published), cleans, strict=True):
            context = replace(known, lines=clean.lines(), evidence=evidence)
            pipeline = self._pipelines[context.language]
            doc = pipeline.make_doc(clean.text)
            doc._.eip = context
            pipeline(doc)
            sentences = list(iter_sentences(clean.text, context.language))
            mentions.extend(rebase(doc._.eip_mentions, passage, clean, sentences))
            figures.extend(rebase(doc._.eip_figures, passage, clean, sentences))
        figures = settle_by_passage(text, figures, placed)
        linked = link_mentions(repeat_names(text, mentions, placed), placed, self._gazetteer)
        facts = self._facts.build(text, placed, linked, figures, article_id=document, title=title, published=published)
        return Annotation(language=language, passages=placed, mentions=linked, figures=facts.figures, facts=facts.facts)


def iter_contexts(passages: Sequence[Passage], published: date | None) -> Iterator[tuple[Passage, Context]]:
    """Iterate over the passages with what a component may know of each: headings, table header and caption."""
    for passage, header, lead in zip(passages, iter_headers(passages), iter_leads(passages), strict=True):
        yield (
            passage,
            Context(
                language="vi" if passage.language == "vi" else "en",
                published=published,
                kind=passage.kind,
                headings=passage.headings,
                header=header,
                caption=lead,
            ),
        )
