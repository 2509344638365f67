"""The page: /vi/ and /en/ and what lies below them."""

import re
from collections import Counter
from functools import partial
from typing import Annotated, Any, get_args

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from fastapi.responses import RedirectResponse

from config.errors import EngineError, NotFoundError
from config.schema import Article
from index.exports import FORMATS
from index.records import CountedEntity, StoredFact
from index.search import FACETS, FACT_FACETS, FactGroup, FactQuery, Hit
from index.search import Query as Question
from search_api.deps import Deps, DepsParam
from search_api.models import SourceModel
from search_api.params import EntityPageParams, ExportParams, FactPageParams, Identifier, SearchPageParams
from search_api.routes.status import crawls_of, sources_of, status_of
from search_api.web import reading, results
from search_api.web.comparing import compare
from search_api.web.facts import FactRow, article_fact_rows, fact_rows, party, source_name, summaries, year_of
from search_api.web.interface import LANGUAGES, Interface, choose_language, load_interface
from search_api.web.links import Address, article_path
from search_api.web.reference import describe
from search_api.web.rendering import Renderer, address_of
from search_api.web.trends import trends

router = APIRouter(include_in_schema=False)
FACTS_OF_ENTITY = 200
ARTICLES_OF_ENTITY = 10
RELATED = 5
LONGEST_HEADLINE = 300
_SYNTAX = re.compile(r"[\"():]|(?<!\w)-")  # what the query language would read as its own


def get_interface(ui: Annotated[str, Path(max_length=20)]) -> Interface:
    if ui not in LANGUAGES:
        raise NotFoundError("there is nothing at this address", remedy="begin at /")
    return load_interface(ui)


def get_renderer(request: Request) -> Renderer:
    renderer: Renderer = request.app.state.renderer
    return renderer


Ui = Annotated[Interface, Depends(get_interface)]
Render = Annotated[Renderer, Depends(get_renderer)]


@router.get("/")
def root(request: Request) -> Response:
    language = choose_language(request.headers.get("accept-language", ""))
    return RedirectResponse(f"/{language}/", 307, headers={"vary": "accept-language"})


@router.get("/{ui}")
def without_slash(t: Ui) -> Response:
    return RedirectResponse(f"/{t.language}/", 308)


@router.get("/{ui}/")
def search_page(
    request: Request, t: Ui, render: Render, deps: DepsParam, params: Annotated[SearchPageParams, Query()]
) -> Response:
    found = deps.engine.search(params.query())
    here = address_of(request)
    asked = params.model_dump(exclude={"q", "sort", "limit"}, exclude_defaults=True)
    return render.page(
        request,
        "search.html",
        t,
        section="",
        params=params,
        found=found,
        hits=results.shown_hits(found.hits, t, deps.directory, deps.catalog.get_articles),
        facets=results.facet_boxes(FACETS, found.facets, here, t, deps.directory),
        chosen=results.chosen_filters(FACETS, here, t, deps.directory),
        kept=[(name, value) for name, value in here.params if name in FACETS and value],
        is_home=not params.q and not asked,
        more=here.going_on(found.cursor),
        first=here.removing("cursor") if params.cursor else None,
    )


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
        related=[(hit, source_name(hit.source, t, deps.directory)) for hit in _related(stored.article, deps)],
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


@router.get("/{ui}/facts")
def facts_page(
    request: Request, t: Ui, render: Render, deps: DepsParam, params: Annotated[FactPageParams, Query()]
) -> Response:
    found = deps.engine.search_facts(params.query())
    here = address_of(request)
    filters = ("entity", *FACT_FACETS)
    return render.page(
        request,
        "facts.html",
        t,
        section="facts",
        params=params,
        found=found,
        rows=fact_rows(found.hits, t, deps.directory),
        summaries=summaries(found.statistics, t),
        groups=summaries(
            found.groups, t, partial(results.value_name, params.group or "", t=t, directory=deps.directory)
        ),
        group_names=get_args(FactGroup),
        facets=results.facet_boxes(FACT_FACETS, found.facets, here, t, deps.directory),
        chosen=results.chosen_filters(filters, here, t, deps.directory),
        kept=[(name, value) for name, value in here.params if name in filters and name != "unit" and value],
        units=[unit for unit, _ in found.facets.get("unit", ())[: results.MOST]],
        exports=_exports(params),
        more=here.going_on(found.cursor),
        first=here.removing("cursor") if params.cursor else None,
    )


@router.get("/{ui}/facts/{fact_id}")
def fact_page(t: Ui, deps: DepsParam, fact_id: Identifier) -> Response:
    """Lead to the sentence: the lasting address of a fact."""
    found = deps.catalog.get_fact(fact_id)
    version = found.version if found.superseded else ""
    return RedirectResponse(article_path(t.language, found.article_id, fact=fact_id, version=version), 307)


@router.get("/{ui}/entities")
def entities_page(
    request: Request, t: Ui, render: Render, deps: DepsParam, params: Annotated[EntityPageParams, Query()]
) -> Response:
    found = deps.directory.list(text=params.q, label=params.label, named=params.named)
    here = address_of(request)
    after, before = params.offset + params.limit, max(params.offset - params.limit, 0)
    return render.page(
        request,
        "entities.html",
        t,
        section="entities",
        params=params,
        total=len(found),
        entities=found[params.offset : after],
        labels=Counter(entity.entity.label for entity in deps.directory.list(text=params.q, named=params.named)),
        next=here.setting("offset", str(after)) if after < len(found) else None,
        previous=here.setting("offset", str(before)) if params.offset else None,
    )


@router.get("/{ui}/entities/{entity_id:path}")
def entity_page(request: Request, t: Ui, render: Render, deps: DepsParam, entity_id: Identifier) -> Response:
    counted = deps.catalog.get_entity(entity_id)
    facts = deps.engine.search_facts(FactQuery(entity=(entity_id,), limit=FACTS_OF_ENTITY, facets=False))
    rows = fact_rows(facts.hits, t, deps.directory)
    asked = _articles_naming(counted)
    found = deps.engine.search(asked) if asked else None
    return render.page(
        request,
        "entity.html",
        t,
        section="entities",
        counted=counted,
        entity=counted.entity,
        name=deps.directory.name(entity_id, t.language),
        places=lambda ids: [party(place, t, deps.directory) for place in ids],
        years=_by_year([hit.fact for hit in facts.hits], rows),
        found=found,
        hits=results.shown_hits(found.hits, t, deps.directory, deps.catalog.get_articles) if found else [],
        facet=_FACET_OF.get(counted.entity.label),
    )


@router.get("/{ui}/status")
def status_page(request: Request, t: Ui, render: Render, deps: DepsParam) -> Response:
    state = status_of(deps)
    crawls = crawls_of(deps)
    sources = sorted(sources_of(deps, state.sources, crawls), key=_by_articles)
    names = {source.id: source_name(source.id, t, deps.directory) for source in sources}
    return render.page(
        request,
        "status.html",
        t,
        section="status",
        state=state,
        sources=sources,
        names=names,
        trends=trends(crawls),
    )


@router.get("/{ui}/api")
def api_page(request: Request, t: Ui, render: Render) -> Response:
    return render.page(request, "api.html", t, section=None, routes=describe(request.app.openapi()))


def _related(article: Article, deps: Deps) -> list[Hit]:
    """Articles that its headline finds, in either language; none while the engine fails, the text is there anyway."""
    headline = _SYNTAX.sub(" ", article.title)[:LONGEST_HEADLINE]
    try:
        found = deps.engine.search(Question(text=headline, limit=RELATED + 1, facets=False))
    except EngineError:
        return []
    return [hit for hit in found.hits if hit.id != article.id][:RELATED]


def _by_articles(source: SourceModel) -> tuple[int, str]:
    return -source.articles, source.name


def _exports(params: FactPageParams) -> list[tuple[str, Address]]:
    """Addresses of files that hold what the table shows; none if an export cannot be filtered so."""
    asked = params.model_dump(mode="json", exclude={"limit", "cursor", "sort", "group"}, exclude_defaults=True)
    single = {name: value[0] if isinstance(value, list) else value for name, value in asked.items()}
    many = any(isinstance(value, list) and len(value) > 1 for value in asked.values())
    if many or not single.keys() <= ExportParams.model_fields.keys():
        return []
    filters = tuple((name, str(value)) for name, value in single.items())
    return [(name, Address("/api/export", (("format", name), *filters))) for name in FORMATS]


_FACET_OF = {"PARK": "park", "ORG": "organisation", "PLACE": "province"}


def _articles_naming(counted: CountedEntity) -> Question | None:
    facet = _FACET_OF.get(counted.entity.label)
    if facet is None:
        return None
    wanted: dict[str, Any] = {facet: (counted.entity.id,)}
    return Question(**wanted, limit=ARTICLES_OF_ENTITY, facets=False)


def _by_year(facts: list[StoredFact], rows: list[FactRow]) -> list[tuple[str | None, list[FactRow]]]:
    """The latest year first, what names no year last."""
    years: dict[str | None, list[FactRow]] = {}
    for stored, row in zip(facts, rows, strict=True):
        years.setdefault(year_of(stored), []).append(row)
    return sorted(years.items(), key=lambda item: item[0] or "", reverse=True)
