"""Sources and state, and the description of the API."""

from fastapi import APIRouter, Request, Response

from search_api.deps import DepsParam
from search_api.models import SourceModel
from search_api.routes.pages.frame import Render, Ui
from search_api.routes.status import crawls_of, sources_of, status_of
from search_api.web.facts import source_name
from search_api.web.reference import describe
from search_api.web.trends import trends

router = APIRouter()


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


def _by_articles(source: SourceModel) -> tuple[int, str]:
    return -source.articles, source.name
