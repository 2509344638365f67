"""The fact table, and the lasting address of a fact."""

from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import Annotated, get_args

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

from index.conversion import typed_amount
from index.exports import FORMATS
from index.filters import ids_like
from index.search import FACT_FACETS, FactGroup
from search_api.deps import DepsParam
from search_api.directory import Directory
from search_api.params import ExportParams, FactPageParams, Identifier
from search_api.routes.pages.frame import Render, Ui
from search_api.web import results
from search_api.web.facts import fact_rows, summaries
from search_api.web.links import Address, article_path
from search_api.web.rendering import address_of
from search_api.web.results import Counts

router = APIRouter()


@router.get("/{ui}/facts")
def facts_page(
    request: Request, t: Ui, render: Render, deps: DepsParam, params: Annotated[FactPageParams, Query()]
) -> Response:
    lacks_unit = params.unit is None and not (params.min is None and params.max is None)
    query = params.query()
    found = deps.engine.search_facts(replace(query, low=None, high=None) if lacks_unit else query)
    counts: dict[str, Counts] = {**found.facets, "unit": _as_asked(found.facets["unit"], params.unit)}
    here = address_of(request)
    filters = ("entity", *FACT_FACETS)
    return render.page(
        request,
        "facts.html",
        t,
        section="facts",
        params=params,
        found=found,
        lacks_unit=lacks_unit,
        rows=fact_rows(found.hits, t, deps.directory),
        summaries=summaries(found.statistics, t),
        groups=summaries(
            found.groups, t, partial(results.value_name, params.group or "", t=t, directory=deps.directory)
        ),
        group_names=get_args(FactGroup),
        facets=results.facet_boxes(FACT_FACETS, counts, here, t, deps.directory),
        chosen=results.chosen_filters(filters, here, t, deps.directory),
        kept=[(name, value) for name, value in here.params if name in filters and name != "unit" and value],
        units=[unit for unit, _ in found.facets.get("unit", ())[: results.MOST]],
        exports=_exports(params, deps.directory),
        more=here.going_on(found.cursor),
        first=here.removing("cursor") if params.cursor else None,
    )


@router.get("/{ui}/facts/{fact_id}")
def fact_page(t: Ui, deps: DepsParam, fact_id: Identifier) -> Response:
    """Lead to the sentence: the lasting address of a fact."""
    found = deps.catalog.get_fact(fact_id)
    version = found.version if found.superseded else ""
    return RedirectResponse(article_path(t.language, found.article_id, fact=fact_id, version=version), 307)


def _as_asked(counts: Counts, unit: str | None) -> list[tuple[str, int]]:
    """Counts by base unit, of which the one that is asked for is called as it is asked for."""
    base = typed_amount(Decimal(1), unit).unit if unit else None
    return [(unit if unit and found == base else found, count) for found, count in counts]


def _exports(params: FactPageParams, directory: Directory) -> list[tuple[str, Address]]:
    """Addresses of files that hold what the table shows; none if an export cannot be filtered so."""
    asked = params.model_dump(mode="json", exclude={"limit", "cursor", "sort", "group"}, exclude_defaults=True)
    single = {name: value[0] if isinstance(value, list) else value for name, value in asked.items()}
    if "entity" in single:
        named = (found for found in ids_like("entity", (single["entity"],)) if directory.find(found))
        single["entity"] = next(named, single["entity"])
    many = any(isinstance(value, list) and len(value) > 1 for value in asked.values())
    if many or not single.keys() <= ExportParams.model_fields.keys():
        return []
    filters = tuple((name, str(value)) for name, value in single.items())
    return [(name, Address("/api/export", (("format", name), *filters))) for name in FORMATS]
