"""The routes, each file its own room; every one is in this table."""

from fastapi import APIRouter

from search_api.routes import articles, entities, export, facts, pages, search, status

ROUTERS: tuple[APIRouter, ...] = (
    search.router,
    articles.router,
    facts.router,
    entities.router,
    export.router,
    status.router,
    pages.router,
)
