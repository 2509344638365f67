"""The start, and the search."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

from index.search import FACETS
from search_api.deps import DepsParam
from search_api.params import SearchPageParams
from search_api.routes.pages.frame import Render, Ui
from search_api.web import results
from search_api.web.interface import choose_language
from search_api.web.rendering import address_of

router = APIRouter()


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
