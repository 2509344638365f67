"""Find the stories of a catalog and write them into it."""

from index.catalog import Catalog
from pipelines.stories import Story, Telling, group_stories, make_telling


def load_tellings(catalog: Catalog) -> list[Telling]:
    """Load all current articles as the grouping sees them."""
    return [
        make_telling(
            stored.article.id,
            stored.article.source,
            stored.annotation.language,
            stored.article.published.day if stored.article.published else None,
            stored.annotation.mentions,
            stored.annotation.figures,
        )
        for stored in catalog.iter_articles()
    ]


def find_stories(catalog: Catalog) -> tuple[Story, ...]:
    """Find which articles of the catalog tell one story."""
    return group_stories(load_tellings(catalog))


def group_catalog(catalog: Catalog) -> int:
    """Say of every article which story it tells; returns how many stories there are."""
    tellings = load_tellings(catalog)
    stories = group_stories(tellings)
    of: dict[str, str | None] = dict.fromkeys(telling.article_id for telling in tellings)
    of |= {article: story.id for story in stories for article in story.articles}
    catalog.set_stories(of)
    return len(stories)
