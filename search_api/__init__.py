"""The atlas over HTTP: an API and a page, both read-only."""

from search_api.app import build_app, serve
from search_api.deps import Deps, build_deps

__all__ = ["Deps", "build_app", "build_deps", "serve"]
