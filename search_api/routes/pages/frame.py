"""What every page needs: the interface of its language, and the templates."""

from typing import Annotated

from fastapi import Depends, Path, Request

from config.errors import NotFoundError
from search_api.web.interface import LANGUAGES, Interface, load_interface
from search_api.web.rendering import Renderer


def get_interface(ui: Annotated[str, Path(max_length=20)]) -> Interface:
    if ui not in LANGUAGES:
        raise NotFoundError("there is nothing at this address", remedy="begin at /")
    return load_interface(ui)


def get_renderer(request: Request) -> Renderer:
    renderer: Renderer = request.app.state.renderer
    return renderer


Ui = Annotated[Interface, Depends(get_interface)]


Render = Annotated[Renderer, Depends(get_renderer)]
