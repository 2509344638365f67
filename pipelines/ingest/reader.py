"""Understand a page: parse it, judge it, annotate it. No I/O but reading the archive; the result is a value."""

from collections.abc import Mapping
from pathlib import Path
from typing import Self

from config.errors import StoreError
from config.gazetteer import load_gazetteer
from config.schema import Article, Issue, Page
from config.source import Source
from config.topic import Topic, load_topic
from crawlers.ledger_reader import Pending
from crawlers.pages import is_file_name, load_page
from nlp.annotate import Annotator
from nlp.langid import LanguageIdentifier
from nlp.linking import provisional_entities
from pipelines.ingest.record import Outcome, PageStatus, Understood, give_up
from pipelines.parse import parse_page

_STATUSES: Mapping[str, PageStatus] = {  # by reason of what refused a page; others make it unreadable
    "third_language": "third_language",
    "off_topic": "off_topic",
    "too_large": "too_large",
}
_DOUBTS = {  # flags of an article that could be read all the same
    "legacy_encoding": "The text was written in a Vietnamese encoding from before Unicode and has been converted.",
    "broken_encoding": "Some letters could not be decoded.",
}


class Reader:
    """Holds what reading needs; one a process, usable for any number of pages."""

    def __init__(self, annotator: Annotator, sources: Mapping[str, Source], topic: Topic) -> None:
        self._annotator = annotator
        self._identifier = LanguageIdentifier()
        self._sources = sources
        self._topic = topic

    @classmethod
    def build(cls, sources: Mapping[str, Source]) -> Self:
        """Build a reader from the declared data."""
        return cls(Annotator(load_gazetteer()), sources, load_topic())

    def read_pending(self, archive: Path, pending: Pending) -> Outcome:
        """Read a page out of the archive; a record that is broken there is an outcome too.

        Raises StoreError when the whole archive file is gone.
        """
        file = pending.reference.file
        if is_file_name(file) and not (archive / file).is_file():
            raise StoreError(f"the archive lacks {file}", remedy="restore it; nothing was changed")
        try:
            page = load_page(archive, pending.reference, pending.url)
        except StoreError as error:
            issue = Issue(
                source=pending.source, url=pending.url, stage="archive", reason="torn_record", detail=str(error)
            )
            return _refused(pending.url, pending.source, pending.digest, (issue,))
        try:
            return self.read(page)
        except Exception as error:  # a fault of ours: it costs one page, not the run
            return give_up(pending, f"{type(error).__name__}: {error}")

    def read(self, page: Page) -> Outcome:
        """Read a page to its articles; every page gets one status."""
        source = self._sources.get(page.source)
        parsed = parse_page(page, source)
        if not parsed.articles:
            return _refused(page.url, page.source, page.digest, parsed.issues)
        issues = [*parsed.issues]
        kept: list[Understood] = []
        for article in parsed.articles:
            issues += _flagged(article)
            refusal = self._refuse_off_topic(article, source)
            if refusal is None:
                understood = self._understand(article)
                refusal = self._refuse_foreign(understood)
                if refusal is None:
                    kept.append(understood)
            if refusal is not None:
                issues.append(refusal)
        if not kept:
            return _refused(page.url, page.source, page.digest, tuple(issues))
        return Outcome(
            url=page.url,
            source=page.source,
            digest=page.digest,
            status="parsed",
            understood=tuple(kept),
            issues=tuple(issues),
        )

    def _refuse_off_topic(self, article: Article, source: Source | None) -> Issue | None:
        if source is None or source.topical:
            return None
        verdict = self._topic.judge(article.title, article.text[len(article.title) :])
        return None if verdict.on_topic else _issue(article, "judge", "off_topic", f"Off topic: {verdict.reason}.")

    def _understand(self, article: Article) -> Understood:
        annotation = self._annotator.annotate_article(article)
        return Understood(article=article, annotation=annotation, entities=provisional_entities(annotation))

    def _refuse_foreign(self, understood: Understood) -> Issue | None:
        article = understood.article
        if understood.annotation.language != "und" or not self._identifier.is_foreign(article.text):
            return None
        return _issue(article, "annotate", "third_language", "The text is neither Vietnamese nor English.")


def _issue(article: Article, stage: str, reason: str, detail: str) -> Issue:
    return Issue(source=article.source, url=article.url, stage=stage, reason=reason, detail=detail)


def _flagged(article: Article) -> list[Issue]:
    """Report what is doubtful in an article that could be read."""
    return [_issue(article, "decode", flag, _DOUBTS[flag]) for flag in article.flags if flag in _DOUBTS]


def _refused(url: str, source: str, digest: str, issues: tuple[Issue, ...]) -> Outcome:
    """Name the status by what is most telling: a language or topic that was recognised, before bytes that were not."""
    refusals = [(_STATUSES.get(issue.reason, "unreadable"), issue) for issue in issues if issue.reason not in _DOUBTS]
    order = [*_STATUSES.values(), "unreadable"]
    status, issue = min(refusals, key=lambda refusal: order.index(refusal[0]))
    return Outcome(
        url=url,
        source=source,
        digest=digest,
        status=status,
        reason=f"{issue.reason}: {issue.detail}",
        issues=issues,
    )
