"""What the crawl's parts hand each other."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """Where a page lies: file name in the archive folder, first byte and length of its records."""

    file: str
    offset: int
    length: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An address that a list, feed or sitemap names, with what it says about it."""

    url: str
    modified: datetime | None = None
    title: str = ""
