"""Addresses within the page, and what may be linked outside of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlencode, urlsplit

from search_api.addresses import without_folders
from search_api.web.interface import Interface


@dataclass(frozen=True, slots=True)
class Address:
    """A path with its parameters; changing a filter forgets the cursor and the offset."""

    path: str
    params: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        return f"{self.path}?{urlencode(self.params)}" if self.params else self.path

    def adding(self, name: str, value: str) -> "Address":
        return Address(self.path, (*self._filters(), (name, value)))

    def setting(self, name: str, value: str) -> "Address":
        return Address(self.path, (*(p for p in self._filters() if p[0] != name), (name, value)))

    def removing(self, name: str, value: str | None = None) -> "Address":
        kept = (p for p in self._filters() if p[0] != name or (value is not None and p[1] != value))
        return Address(self.path, tuple(kept))

    def going_on(self, cursor: str | None) -> "Address | None":
        """The next page, if there is one."""
        return self.setting("cursor", cursor) if cursor else None

    def holds(self, name: str, value: str) -> bool:
        return (name, value) in self.params

    def _filters(self) -> Iterable[tuple[str, str]]:
        return (param for param in self.params if param[0] not in {"cursor", "offset"})


def article_path(
    language: str, article_id: str, *, fact: str = "", version: str = "", passage: int | None = None
) -> str:
    """The page of an article, at the sentence of a fact or at a passage if one is given."""
    params = [(name, value) for name, value in (("version", version), ("fact", fact)) if value]
    place = "#evidence" if fact else f"#p{passage}" if passage is not None else ""
    return f"{Address(f'/{language}/articles/{quote(article_id)}', tuple(params))}{place}"


def entity_path(language: str, entity_id: str) -> str:
    """The page of an entity."""
    return f"/{language}/entities/{quote(entity_id)}"


def plain_address(t: Interface, url: str) -> str:
    """What to say of an address that is not linked; of a local file its name only."""
    if url.startswith("file:"):
        return f"{t('article_local')}: {unquote(without_folders(url).removeprefix('file:///'))}"
    return f"{t('article_address')}: {url}"


def outside(url: str) -> str | None:
    """An address that may be linked: http and https with a host only, so never a script or a file."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and parts.netloc else None
