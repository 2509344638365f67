"""The page: /vi/ and /en/ and what lies below them; every room is in this table."""

from fastapi import APIRouter

from search_api.routes.pages import articles, entities, facts, search, state

router = APIRouter(include_in_schema=False)
for _room in (search, articles, facts, entities, state):
    router.include_router(_room.router)
