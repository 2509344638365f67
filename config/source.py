"""Declared sources: who publishes, where pages are found, which are articles, how they are read and how politely.

One YAML file a source under `config/sources/`; what several sites share because they run on one content management
system stands once, in `config/sources/families/<name>.yml`, and a site's own profile goes over it key by key.
"""

import re
from collections.abc import Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import urljoin, urlsplit
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, field_validator, model_validator

from config.declared import CONFIG_DIR, load_yaml
from config.errors import DeclarationError
from config.schedule import check_hours, check_schedule

SOURCES_DIR = CONFIG_DIR / "sources"


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _checked_pattern(value: str) -> str:
    try:
        re.compile(value)
    except re.error as error:
        raise ValueError(f"not a regular expression: {error}") from error
    return value


def _checked_selector(value: str) -> str:
    """Refuse what the reader of pages would refuse."""
    from soupsieve import SelectorSyntaxError, compile  # loads slowly

    try:
        compile(value)
    except SelectorSyntaxError as error:
        raise ValueError(f"{value!r} is no CSS selector: {str(error).splitlines()[0]}") from error
    return value


def _checked_link_selector(value: str) -> str:
    """Refuse what the reader of lists would refuse."""
    from cssselect import HTMLTranslator, SelectorError

    try:
        HTMLTranslator().css_to_xpath(value)
    except SelectorError as error:
        raise ValueError(f"{value!r} is no CSS selector: {error}") from error
    return value


Words = Annotated[tuple[str, ...], BeforeValidator(_listed)]
Selector = Annotated[str, AfterValidator(_checked_selector)]
Selectors = Annotated[tuple[Selector, ...], BeforeValidator(_listed)]
LinkSelectors = Annotated[tuple[Annotated[str, AfterValidator(_checked_link_selector)], ...], BeforeValidator(_listed)]
Pattern = Annotated[str, BeforeValidator(_checked_pattern)]
Patterns = Annotated[tuple[Pattern, ...], BeforeValidator(_listed)]


class _Declared(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, ignored_types=(cached_property,))


class DateRule(_Declared):
    """Where the site prints the day of publication, and how it writes it."""

    selector: Selectors = ()
    attribute: str | None = Field(None, description="attribute that holds the stamp; the text if empty")
    order: Literal["dmy", "mdy", "ymd"] = "dmy"
    tz: str = "Asia/Ho_Chi_Minh"

    @field_validator("tz")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (KeyError, ValueError) as error:
            raise ValueError(f"no such time zone: {value}") from error
        return value


class Profile(_Declared):
    """How to read a site's article pages: CSS selectors, tried in turn; what is empty is left to the generic reader."""

    container: Selectors = Field((), description="the box that holds the body")
    lead: Selectors = Field((), description="the lead paragraph, often outside the container")
    title: Selectors = ()
    date: DateRule = DateRule()
    author: Selectors = ()
    caption: Selectors = ()
    drop: Selectors = Field((), description="boxes inside the container that are not the article's")
    article_split: Selector | None = Field(None, description="one node an article, on pages that hold several")
    twin: Selectors = Field((), description="the anchor that leads to the other language")
    ignore_description: bool = Field(False, description="og:description is boiler-plate, never a lead")


_PERIODS = (["year"], ["month", "year"], ["day", "month", "year"])


class ListPage(_Declared):
    """Pages that list articles; `next` finds the following page by selector, `pages` writes it with `{page}`.

    `archive` writes the address of the list of a year, month or day; backfills read all of them, the newest first.
    """

    url: str
    links: LinkSelectors = Field((), description="anchors of articles; all anchors if empty")
    next: LinkSelectors = ()
    pages: str | None = Field(None, description="address of page N with {page} in it")
    first: int = Field(2, ge=0, description="number of the page after the first")
    depth: int = Field(3, ge=1, description="pages read on a watch")
    backfill: int = Field(200, ge=1, description="pages read on a backfill")
    archive: str | None = Field(None, description="address of a period's list with {year}, {month}, {day} in it")
    since: date = Field(date(2014, 1, 1), description="day from which a backfill reads the archive")

    @field_validator("archive")
    @classmethod
    def _dated(cls, value: str | None) -> str | None:
        if value is not None and sorted(re.findall(r"{(\w*)}", value)) not in _PERIODS:
            raise ValueError("write {year}, or {year} and {month}, or {year}, {month} and {day} where they go")
        return value

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if self.archive and self.pages:
            raise ValueError("a list has `pages` or an `archive`, not both: declare two lists, each with its own url")
        return self

    @field_validator("pages")
    @classmethod
    def _numbered(cls, value: str | None) -> str | None:
        if value is not None and "{page}" not in value:
            raise ValueError("write {page} where the number goes")
        return value


class Discovery(_Declared):
    """Where new pages are found; addresses may be relative to the source's base."""

    sitemaps: Words = ()
    feeds: Words = ()
    lists: tuple[ListPage, ...] = ()
    attachments: Patterns = Field((), description="links in articles that are fetched too, such as PDF")


class Articles(_Declared):
    """Which addresses are articles: regular expressions searched in path and query."""

    allow: Patterns = (r".",)
    deny: Patterns = ()


class Politeness(_Declared):
    """How the site is treated."""

    delay: float = Field(2.0, ge=0, le=600, description="seconds between two requests")
    concurrency: int = Field(1, ge=1, le=8, description="connections at once; only loopback sites may have more than 1")
    user_agent: str | None = Field(None, description="in place of the settings' one")
    contact: str | None = None
    robots: bool = True
    budget: int | None = Field(None, ge=1, description="requests a run at most")
    hours: Annotated[str, AfterValidator(check_hours)] | None = Field(
        None, description="hours of the day, Vietnamese time"
    )
    verify_tls: bool = Field(True, description="false only for hosts whose chain is known to be broken")
    max_mb: int = Field(20, ge=1, le=200)


class Revisit(_Declared):
    """Bounds, in hours, between two looks at the same page."""

    least: float = Field(24, ge=0)
    most: float = Field(24 * 90, gt=0)


class Source(_Declared):
    """One publisher, or one site of a publisher."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    name: str
    publisher: str
    base: str = Field(pattern=r"^https?://[^/]+/?$")
    domains: Words = Field((), description="hosts that belong to it; the base's host if empty")
    languages: Annotated[tuple[Literal["vi", "en"], ...], BeforeValidator(_listed)] = Field(min_length=1)
    prefixes: Mapping[Literal["vi", "en"], str] = Field({}, description="path prefix or host of a language's pages")
    family: str | None = Field(None, description="name of a shared profile")
    topical: bool = Field(True, description="false for general papers, whose pages are judged one by one")
    discovery: Discovery
    articles: Articles = Articles()
    profile: Profile = Profile()
    politeness: Politeness = Politeness()
    revisit: Revisit = Revisit()
    schedule: Annotated[str, AfterValidator(check_schedule)] | None = Field(
        None, description="cron expression, Vietnamese time"
    )
    jitter: int = Field(600, ge=0, le=86400, description="seconds by which a scheduled start may slip")
    allow_private: bool = Field(False, description="loopback and private addresses may be fetched: tests, intranets")
    verified: bool = Field(False, description="someone has crawled it and looked at the result")
    notes: str = ""

    @model_validator(mode="after")
    def _one_connection_a_host(self) -> "Source":
        if self.politeness.concurrency > 1 and not self.allow_private:
            raise ValueError("politeness.concurrency: public sites get one connection")
        return self

    @model_validator(mode="after")
    def _one_list_an_address(self) -> "Source":
        seen: set[str] = set()
        for page in self.discovery.lists:
            address = self.url(page.url)
            if address in seen:
                raise ValueError(f"discovery.lists: {page.url} is declared twice; leave one, with the depth it needs")
            seen.add(address)
        return self

    @cached_property
    def hosts(self) -> frozenset[str]:
        """Hosts that belong to the source, in lower case, without ports."""
        return frozenset(host.lower() for host in self.domains) or frozenset({urlsplit(self.base).hostname or ""})

    @cached_property
    def _allow(self) -> tuple[re.Pattern[str], ...]:
        return tuple(re.compile(pattern) for pattern in self.articles.allow)

    @cached_property
    def _deny(self) -> tuple[re.Pattern[str], ...]:
        return tuple(re.compile(pattern) for pattern in self.articles.deny)

    def beginning(self, since: date) -> "Source":
        """Return the source with archives that a backfill reads from this day on."""
        lists = tuple(page.model_copy(update={"since": since}) for page in self.discovery.lists)
        return self.model_copy(update={"discovery": self.discovery.model_copy(update={"lists": lists})})

    def url(self, address: str) -> str:
        """Complete an address that may be relative to the base."""
        return urljoin(self.base, address)

    def matches(self, url: str) -> bool:
        """Tell whether the address lies on one of the source's hosts."""
        try:
            return (urlsplit(url).hostname or "") in self.hosts
        except ValueError:
            return False

    def is_article(self, url: str) -> bool:
        """Tell whether an address of the source is that of an article."""
        if not self.matches(url):
            return False
        parts = urlsplit(url)
        place = parts.path + (f"?{parts.query}" if parts.query else "")
        return any(p.search(place) for p in self._allow) and not any(p.search(place) for p in self._deny)

    def language_of(self, url: str) -> Literal["vi", "en"] | None:
        """Tell the language that the address promises, or None."""
        parts = urlsplit(url)
        for language, prefix in self.prefixes.items():
            if parts.hostname == prefix or (prefix.startswith("/") and parts.path.startswith(prefix)):
                return language
        if len(self.languages) == 1:
            return self.languages[0]
        rest = [language for language in self.languages if language not in self.prefixes]
        return rest[0] if len(rest) == 1 else None

    def at(self, base: str) -> "Source":
        """Return the same source served at another address."""
        return Source.model_validate(self.model_dump() | {"base": base, "domains": (urlsplit(base).hostname or "",)})


def load_source(path: Path, families: Mapping[str, Profile] | None = None) -> Source:
    """Load one source file and put its profile over its family's; DeclarationError names file and line."""
    source = load_yaml(path, Source)
    if source.id != path.stem:
        raise DeclarationError(path, 1, f"id: {source.id!r} is not the file's name", remedy=f"write id: {path.stem}")
    if source.family is None:
        return source
    known = load_families(path.parent) if families is None else families
    if source.family not in known:
        raise DeclarationError(
            path, 1, f"family: no profile {source.family!r}", remedy=f"known: {', '.join(sorted(known)) or 'none'}"
        )
    return Source.model_validate(dict(source) | {"profile": _over(known[source.family], source.profile)})


def load_family(path: Path) -> Profile:
    """Load one shared profile."""
    return load_yaml(path, Profile)


def load_families(directory: Path = SOURCES_DIR) -> dict[str, Profile]:
    """Load the shared profiles of content management systems by name."""
    return {path.stem: load_family(path) for path in sorted((directory / "families").glob("*.yml"))}


def list_source_files(directory: Path = SOURCES_DIR) -> list[Path]:
    """List a folder's source files; DeclarationError where there is none."""
    paths = sorted(directory.glob("*.yml")) if directory.is_dir() else []
    if not paths:
        what = "no source file (*.yml) in it" if directory.is_dir() else "no source files: there is no such folder"
        raise DeclarationError(directory, 1, what, remedy="mend or unset EIP_SOURCES_DIR")
    return paths


def load_sources(directory: Path = SOURCES_DIR) -> dict[str, Source]:
    """Load all sources by id.

    Raises DeclarationError with file and line; also when two sources claim one host.
    """
    families = load_families(directory)
    sources: dict[str, Source] = {}
    owner: dict[str, str] = {}
    for path in list_source_files(directory):
        source = load_source(path, families)
        for host in source.hosts:
            if host in owner:
                raise DeclarationError(
                    path, 1, f"domains: {host} is {owner[host]}'s already", remedy="name a host in one file only"
                )
            owner[host] = source.id
        sources[source.id] = source
    return sources


def _over(family: Profile, own: Profile) -> Profile:
    values = {name: getattr(family, name) for name in family.model_fields_set}
    values |= {name: getattr(own, name) for name in own.model_fields_set}
    return Profile.model_validate(values)
