"""Names: the list of them, and a page for each."""

from collections import Counter
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from index.records import CountedEntity, StoredFact
from index.search import FactQuery
from index.search import Query as Question
from search_api.deps import DepsParam
from search_api.params import EntityPageParams, Identifier
from search_api.routes.pages.frame import Render, Ui
from search_api.web import results
from search_api.web.facts import FactRow, fact_rows, party, year_of
from search_api.web.links import Address
from search_api.web.rendering import address_of

router = APIRouter()
FACTS_OF_ENTITY = 200
ARTICLES_OF_ENTITY = 10


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
        facts_total=facts.total,
        entity=counted.entity,
        name=deps.directory.name(entity_id, t.language),
        places=lambda ids: [party(place, t, deps.directory) for place in ids],
        years=_by_year([hit.fact for hit in facts.hits], rows),
        found=found,
        hits=results.shown_hits(found.hits, t, deps.directory, deps.catalog.get_articles) if found else [],
        all_articles=_articles_address(asked, t.language) if asked else None,
    )


_FACET_OF = {"PARK": "park", "ORG": "organisation", "PLACE": "province"}


def _articles_naming(counted: CountedEntity) -> Question | None:
    """The search for the articles that name an entity; people are no facet, they are found by their names."""
    entity = counted.entity
    if entity.label == "PERSON":
        names = dict.fromkeys(name.replace('"', " ") for name in entity.names.values())
        text = " OR ".join(f'"{name}"' for name in names)
        return Question(text=text, widen=False, limit=ARTICLES_OF_ENTITY, facets=False) if names else None
    facet = _FACET_OF.get(entity.label)
    if facet is None:
        return None
    wanted: dict[str, Any] = {facet: (entity.id,)}
    return Question(**wanted, limit=ARTICLES_OF_ENTITY, facets=False)


def _articles_address(asked: Question, language: str) -> Address:
    """Where the search for articles goes on."""
    if asked.text:
        return Address(f"/{language}/", (("q", asked.text), ("widen", "false")))
    (param,) = ((name, ids[0]) for name in _FACET_OF.values() if (ids := getattr(asked, name)))
    return Address(f"/{language}/", (param,))


def _by_year(facts: list[StoredFact], rows: list[FactRow]) -> list[tuple[str | None, list[FactRow]]]:
    """The latest year first, what names no year last."""
    years: dict[str | None, list[FactRow]] = {}
    for stored, row in zip(facts, rows, strict=True):
        years.setdefault(year_of(stored), []).append(row)
    return sorted(years.items(), key=lambda item: item[0] or "", reverse=True)
