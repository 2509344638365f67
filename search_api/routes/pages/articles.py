"""An article with its marks, and what a correction changed in it."""

import re

from fastapi import APIRouter, Request, Response

from config.errors import EngineError, NotFoundError
from config.schema import Article
from index.records import StoredArticle
from index.search import Hit
from index.search import Query as Question
from search_api.deps import Deps, DepsParam
from search_api.params import Identifier
from search_api.routes.pages.frame import Render, Ui
from search_api.web import reading
from search_api.web.comparing import compare
from search_api.web.facts import article_fact_rows, source_name

router = APIRouter()
RELATED = 5
MOST_TELLINGS = 10
LONGEST_HEADLINE = 300
_SYNTAX = re.compile(r"[\"():]|(?<!\w)-")  # what the query language would read as its own


@router.get("/{ui}/articles/{article_id}")
def article_page(
    request: Request,
    t: Ui,
    render: Render,
    deps: DepsParam,
    article_id: Identifier,
    version: Identifier | None = None,
    fact: Identifier | None = None,
) -> Response:
    stored = deps.catalog.get_article(article_id, version or None)
    shown = reading.find_fact(stored.annotation.facts, fact)
    twin = stored.article.twin_url
    tellings = _tellings(stored, deps)
    told = {telling.article.id for telling in tellings}
    return render.page(
        request,
        "article.html",
        t,
        section=None,
        stored=stored,
        article=stored.article,
        source=source_name(stored.article.source, t, deps.directory),
        title=reading.marked_title(stored, t, deps.directory, shown),
        groups=reading.marked_groups(stored, t, deps.directory, shown),
        names=reading.names_in(stored, t, deps.directory),
        fact=shown,
        rows=article_fact_rows(
            stored.annotation.facts,
            t,
            deps.directory,
            article_id=article_id,
            version=stored.article.version if stored.superseded else "",
        ),
        versions=list(deps.catalog.iter_versions(article_id)),
        twins=deps.catalog.find_articles(twin) if twin else (),
        tellings=[(found, source_name(found.article.source, t, deps.directory)) for found in tellings],
        related=[
            (hit, source_name(hit.source, t, deps.directory))
            for hit in _related(stored.article, deps)
            if hit.id not in told
        ],
    )


@router.get("/{ui}/articles/{article_id}/changes")
def changes_page(
    request: Request, t: Ui, render: Render, deps: DepsParam, article_id: Identifier, version: Identifier | None = None
) -> Response:
    stored = deps.catalog.get_article(article_id, version)
    earlier = [v for v in deps.catalog.iter_versions(article_id) if v.number < stored.number]
    if not earlier:
        raise NotFoundError("this is the first version", remedy="choose a later one")
    former = deps.catalog.get_article(article_id, max(earlier, key=lambda v: v.number).version)
    texts = [[p.text for p in found.annotation.passages] for found in (former, stored)]
    return render.page(
        request,
        "changes.html",
        t,
        section=None,
        stored=stored,
        former=former,
        differences=list(compare(*texts)),
    )


def _tellings(stored: StoredArticle, deps: Deps) -> list[StoredArticle]:
    """The other articles that tell the same story, in either language."""
    if stored.story is None:
        return []
    others = [found for found in deps.catalog.find_story(stored.story) if found != stored.article.id]
    return deps.catalog.get_articles(others[:MOST_TELLINGS])


def _related(article: Article, deps: Deps) -> list[Hit]:
    """Articles that its headline finds, in either language; none while the engine fails, the text is there anyway."""
    headline = _SYNTAX.sub(" ", article.title)[:LONGEST_HEADLINE]
    try:
        found = deps.engine.search(Question(text=headline, limit=RELATED + 1, facets=False))
    except EngineError:
        return []
    return [hit for hit in found.hits if hit.id != article.id][:RELATED]
