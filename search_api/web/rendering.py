"""Fill the templates: autoescape is on, an unknown name is an error."""

from typing import Any

from fastapi import Request, Response
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from search_api.problems import Problem
from search_api.web.interface import LANGUAGES, Interface, choose_language, load_interface
from search_api.web.links import Address, article_path, entity_path, outside, plain_address

PAGE_SECTIONS = (("", "nav_search"), ("facts", "nav_facts"), ("entities", "nav_entities"), ("status", "nav_status"))


class Renderer:
    """Holds the compiled templates."""

    def __init__(self) -> None:
        self._environment = Environment(
            loader=PackageLoader("search_api", "web/templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.globals.update(
            article_path=article_path, entity_path=entity_path, outside=outside, plain_address=plain_address
        )

    def page(
        self, request: Request, template: str, interface: Interface, *, status: int = 200, **values: Any
    ) -> Response:
        """Fill a template that sees the interface as `t` and the request's own address as `here`."""
        text = self._environment.get_template(template).render(
            t=interface,
            here=address_of(request),
            sections=PAGE_SECTIONS,
            switches=[(code, load_interface(code), _switched(request, code)) for code in LANGUAGES],
            **values,
        )
        return HTMLResponse(text, status, headers={"content-language": interface.language})


def address_of(request: Request) -> Address:
    """The address that was asked for, without empty fields of a form."""
    return Address(
        request.url.path, tuple((name, value) for name, value in request.query_params.multi_items() if value)
    )


def _switched(request: Request, language: str) -> str:
    path = request.url.path
    first, _, rest = path.removeprefix("/").partition("/")
    if first not in LANGUAGES:
        return f"/{language}/"
    return str(Address(f"/{language}/{rest}", address_of(request).params))


def problem_page(request: Request, problem: Problem) -> Response | None:
    """A page for a problem met below /vi/ or /en/, or met by a browser outside of the API."""
    first = request.url.path.removeprefix("/").partition("/")[0]
    wants_page = "text/html" in request.headers.get("accept", "") and first not in {"api", "healthz", "openapi.json"}
    if first not in LANGUAGES and not wants_page:
        return None
    language = first if first in LANGUAGES else choose_language(request.headers.get("accept-language", ""))
    renderer: Renderer = request.app.state.renderer
    return renderer.page(
        request, "problem.html", load_interface(language), status=problem.status, problem=problem, section=None
    )
