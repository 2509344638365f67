"""Article records from what was read."""

from collections.abc import Iterable
from datetime import datetime

from config.schema import Article, Block, LanguageCode, Page, PublicationDate, stable_id


def make_article(
    page: Page,
    *,
    url: str,
    title: str,
    blocks: Iterable[Block],
    summary: str | None = None,
    authors: tuple[str, ...] = (),
    published: PublicationDate | None = None,
    modified: datetime | None = None,
    language: LanguageCode = "und",
    twin_url: str | None = None,
    flags: tuple[str, ...] = (),
) -> Article:
    """Build an article; its id comes from source and address, its version from title and blocks."""
    kept = tuple(blocks)
    return Article(
        id=stable_id(page.source, url),
        version=stable_id(title, *(block.text for block in kept)),
        source=page.source,
        url=url,
        title=title,
        blocks=kept,
        summary=summary,
        authors=authors,
        published=published,
        modified=modified,
        language=language,
        twin_url=twin_url,
        page_digest=page.digest,
        flags=flags,
    )
