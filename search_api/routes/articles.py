"""/api/articles/{id}"""

from typing import Annotated

from fastapi import APIRouter, Path, Query

from search_api.deps import DepsParam
from search_api.models import ArticleAnswer
from search_api.params import Identifier

router = APIRouter(prefix="/api", tags=["articles"])


@router.get("/articles/{article_id}")
def article(
    deps: DepsParam,
    article_id: Annotated[Identifier, Path(description="id of the article", examples=["4f1d0c9be2a73355"])],
    version: Annotated[Identifier | None, Query(description="a former version; the current one if left out")] = None,
) -> ArticleAnswer:
    """Get an article with its passages, mentions, figures, facts and versions."""
    stored = deps.catalog.get_article(article_id, version)
    return ArticleAnswer.build(stored, list(deps.catalog.iter_versions(article_id)))
