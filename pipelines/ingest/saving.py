"""Save what was understood: catalog first, ledger after it, so that a death in between only repeats work."""

import time
from collections.abc import Iterable, Mapping
from dataclasses import replace

from config.gazetteer import Gazetteer
from config.schema import Article, Issue
from crawlers.ledger import Ledger
from crawlers.store import LOCAL
from index.catalog import Catalog
from pipelines.ingest.names import Names
from pipelines.ingest.record import Outcome, PageStatus, Tally, Understood

BATCH = 64
BATCH_SECONDS = 2.0
LEAST_BODY = 600  # characters of a body that is worth defending
LEAST_SHARE = 0.2  # of the known body that a new parse must hold to be believed
LEAST_SHARE_ELSEWHERE = 0.6  # when the source's profile did not find the body


class Saver:
    """Takes outcomes in order and saves them in batches; nothing is marked as done before it is saved."""

    def __init__(self, catalog: Catalog, ledger: Ledger, run_id: str, gazetteer: Gazetteer, tally: Tally) -> None:
        self._catalog = catalog
        self._ledger = ledger
        self._run_id = run_id
        self._tally = tally
        self._names = Names(catalog, gazetteer)
        self._batch: list[Outcome] = []
        self._since = time.monotonic()

    def take(self, outcome: Outcome) -> None:
        """Take an outcome and save the batch when it is full or old."""
        self._batch.append(outcome)
        if len(self._batch) >= BATCH or time.monotonic() - self._since > BATCH_SECONDS:
            self.flush()

    def flush(self) -> None:
        """Save all that was taken: entities, articles, issues, and then the statuses of their pages."""
        self._names.save(entity for outcome in self._batch for found in outcome.understood for entity in found.entities)
        known = self._load_known(self._batch)
        settled = [self._save(outcome, known) for outcome in self._batch]
        with self._ledger.transaction():
            for outcome, target in settled:
                if target is not None:
                    self._ledger.set_target(outcome.url, target, outcome.reason)
                self._ledger.mark(outcome.url, outcome.status, outcome.reason, digest=outcome.digest)
        self._batch = []
        self._since = time.monotonic()

    def _load_known(self, batch: Iterable[Outcome]) -> Mapping[str, Article]:
        """Load the current versions of crawled articles: a broken parse must not take their place."""
        ids = [u.article.id for outcome in batch if outcome.source != LOCAL for u in outcome.understood]
        return {stored.article.id: stored.article for stored in self._catalog.get_articles(ids)}

    def _save(self, outcome: Outcome, known: Mapping[str, Article]) -> tuple[Outcome, str | None]:
        """Save the articles and issues of a page; return its outcome as it stands then, and whose duplicate it is."""
        target = self._find_canonical(outcome)
        if target is not None:
            outcome = _settled(outcome, "duplicate", f"its canonical address is {target}")
        share = LEAST_SHARE_ELSEWHERE if any(i.reason == "profile_mismatch" for i in outcome.issues) else LEAST_SHARE
        broken = [issue for u in outcome.understood if (issue := _refuse_broken(u.article, known, share))]
        if broken:
            outcome = replace(_settled(outcome, "unreadable", broken[0].detail), issues=(*outcome.issues, *broken))
        for understood in outcome.understood:
            self._save_article(understood)
        for issue in outcome.issues:
            self._record(issue)
        if outcome.status == "parsed":
            self._tally.pages[outcome.status] += 1
        else:
            self._tally.skip(outcome.url, outcome.status, outcome.reason)
        return outcome, target

    def _save_article(self, understood: Understood) -> None:
        annotation = understood.annotation
        self._tally.articles[self._catalog.save_article(self._run_id, understood.article, annotation)] += 1
        for name in ("passages", "mentions", "figures", "facts"):
            self._tally.found[name] += len(getattr(annotation, name))

    def _record(self, issue: Issue) -> None:
        """Record an issue once: read again, the same page has the same issues."""
        self._tally.issues[issue.reason] += 1
        if all(recorded.issue != issue for recorded in self._catalog.iter_issues(url=issue.url)):
            self._catalog.record_issue(issue, self._run_id)

    def _find_canonical(self, outcome: Outcome) -> str | None:
        """Find the address under which another page holds the same article."""
        if len(outcome.understood) != 1 or (url := outcome.understood[0].article.url) == outcome.url:
            return None
        entry = self._ledger.find(url)
        return url if entry is not None and entry.good and entry.status != "duplicate" else None


def _settled(outcome: Outcome, status: PageStatus, reason: str) -> Outcome:
    return replace(outcome, status=status, reason=reason, understood=())


def _refuse_broken(article: Article, known: Mapping[str, Article], share: float) -> Issue | None:
    """Refuse a version that holds so little of the known one that the reading must have failed."""
    former = known.get(article.id)
    if former is None:
        return None
    before, now = (sum(len(block.text) for block in version.blocks) for version in (former, article))
    if before < LEAST_BODY or now >= before * share:
        return None
    detail = f"Only {now} characters were found where {before} are known: the former version is kept."
    return Issue(source=article.source, url=article.url, stage="parse", reason="shrunk", detail=detail)
