"""The routes, each file its own room; every one is in this table."""

from fastapi import APIRouter

from search_api.routes import articles, entities, export, facts, pages, search, status, suggest

ROUTERS: tuple[APIRouter, ...] = (
    search.router,
    suggest.router,
    articles.router,
    facts.router,
    entities.router,
    export.router,
    status.router,
    pages.router,
)
