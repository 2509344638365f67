"""All that ledger and catalog know of a URL: found where, fetched when, archived where, read how, which facts."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from config.errors import NotFoundError
from pipelines.cli.output import write_table, write_text

if TYPE_CHECKING:
    from index.catalog import Catalog
    from index.records import StoredArticle
    from pipelines.cli.provenance import Provenance

ID = re.compile(r"[0-9a-f]{16}")
_LEDGER = (
    "status", "reason", "source", "kind", "found_on", "found_at", "checked_at", "fetched_at", "due_at", "checks",
    "changes", "failures", "http_status", "content_type", "digest", "target",
)  # fmt: skip


def load_story(place: Path | str, catalog: "Catalog", what: str) -> dict[str, Any]:
    """Build the JSON object of a URL's, a file's or an article's story; NotFoundError if nothing is known."""
    from pipelines.cli.provenance import Provenance

    articles: list[StoredArticle] = []
    url = what
    if ID.fullmatch(what):
        articles = catalog.get_articles([what])
        url = articles[0].article.url if articles else what
    elif "://" not in what:
        url = Path(what).resolve().as_uri()
    entry = _load_entry(place, url) or _load_entry(place, url.partition("#")[0])
    articles = articles or list(_find_articles(catalog, url, entry))
    if entry is None and not articles:
        raise NotFoundError(f"nothing is known of {what}", remedy="see `eip search`, `eip facts` and `eip status`")
    provenance = Provenance.load(catalog)
    addresses = dict.fromkeys((url, *(stored.article.url for stored in articles)))
    return {
        "url": url,
        "ledger": entry,
        "articles": [_article_object(catalog, stored, provenance) for stored in articles],
        "issues": [
            {"at": r.at, "run_id": r.run_id, "stage": r.issue.stage, "reason": r.issue.reason, "detail": r.issue.detail}
            for address in addresses
            for r in catalog.iter_issues(url=address)
        ],
    }


def _load_entry(place: Path | str, url: str) -> dict[str, Any] | None:
    from crawlers import find_ledger

    ledger = find_ledger(place)
    if ledger is None:
        return None
    with ledger:
        try:
            return ledger.story(url)
        except NotFoundError:
            return None


def _find_articles(catalog: "Catalog", url: str, entry: dict[str, Any] | None) -> "Iterator[StoredArticle]":
    """Find the articles of a page by their address, else by the page they were read from."""
    ids = catalog.find_articles(url)
    if ids:
        yield from catalog.get_articles(ids)
    elif entry is not None and entry["status"] == "parsed":
        for stored in catalog.iter_articles(source=entry["source"]):
            if stored.article.page_digest == entry["digest"] or stored.article.url.startswith(f"{url}#"):
                yield stored


def _article_object(catalog: "Catalog", stored: "StoredArticle", provenance: "Provenance") -> dict[str, Any]:
    from index.records import FactFilter

    article, annotation = stored.article, stored.annotation
    versions = [
        {"version": v.version, "number": v.number, "superseded": v.superseded, "saved": v.saved, "run_id": v.run_id,
         "program": provenance.programs.get(v.run_id, "")}
        for v in catalog.iter_versions(article.id)
    ]  # fmt: skip
    return {
        "id": article.id,
        "url": article.url,
        "title": article.title,
        "language": annotation.language,
        "published": article.published,
        "modified": article.modified,
        "authors": article.authors,
        "flags": article.flags,
        "twin_url": article.twin_url,
        "story": stored.story,
        "versions": versions,
        "passages": len(annotation.passages),
        "mentions": len(annotation.mentions),
        "figures": len(annotation.figures),
        "facts": [provenance.fact_object(f) for f in catalog.iter_facts(FactFilter(article_id=article.id))],
    }


def show_story(story: dict[str, Any]) -> None:
    """Show a person a story."""
    write_text(story["url"], style="bold")
    entry = story["ledger"]
    if entry is not None:
        known = [(name, entry[name]) for name in _LEDGER if entry[name] not in {None, ""}]
        write_table(("", ""), known, title="\nIn the ledger")
        moves = [(t["at"], t["from"], t["to"], t["reason"]) for t in entry["transitions"]]
        write_table(("At", "From", "To", "Why"), moves, title="\nWhat happened")
        kept = [(v["fetched_at"], v["digest"][:16], f"{v['file']} at byte {v['offset']}") for v in entry["versions"]]
        write_table(("Fetched", "Digest", "Archived"), kept, title="\nIn the archive")
    for article in story["articles"]:
        _show_article(article)
    if story["issues"]:
        rows = [(issue["at"], issue["stage"], issue["reason"], issue["detail"]) for issue in story["issues"]]
        write_table(("At", "Stage", "Reason", "What"), rows, title="\nIssues")


def _show_article(article: dict[str, Any]) -> None:
    published = article["published"]
    day = f"{published.day}, read from {published.origin} ({published.confidence:.2f})" if published else "no date"
    write_text(f"\n{article['title']}", style="bold")
    write_text(f"article {article['id']} · {article['language']} · published {day}", style="dim")
    for name in ("url", "modified", "twin_url", "story", "flags"):
        if article[name]:
            write_text(f"{name}: {article[name]}", style="dim")
    counts = ", ".join(f"{article[name]} {name}" for name in ("passages", "mentions", "figures"))
    write_text(f"{counts}, {len(article['facts'])} facts", style="dim")
    versions = [(v["number"], v["version"], v["saved"], v["run_id"]) for v in article["versions"]]
    write_table(("Version#", "", "Saved", "Run"), versions)
    rows = [(f["id"], f["subject_name"] or f["subject"], f["predicate"], f["value"], f["unit"], f["status"], f["rule"])
            for f in article["facts"]]  # fmt: skip
    if rows:
        write_table(("Fact", "Subject", "Predicate", "Value#", "Unit", "Status", "Rule"), rows)
