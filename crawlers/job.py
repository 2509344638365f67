"""One crawl as data: what is asked for, how far it is, and what came of it."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal, Self

from config.schema import Issue
from config.source import Source
from crawlers.reception import Mode

LEAST_LEASE = 300.0
Outcome = Literal["finished", "budget", "waiting", "closed_hours", "stopped", "failed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A crawl that is asked for."""

    source: Source
    data_dir: Path
    user_agent: str = "EIPAtlas/0.1"
    contact: str = ""
    min_delay: float = 1.0
    limit: int | None = None
    recheck: bool = False
    mode: Mode = "watch"
    ledger: str | None = None  # address of a ledger on a server; in data_dir if None
    worker: str = "local"
    lease: float | None = None

    @property
    def lease_seconds(self) -> float:
        """How long the hosts are held without a word: longer than any pause between two answers."""
        return self.lease or max(LEAST_LEASE, 3 * self.delay)

    @property
    def delay(self) -> float:
        """Seconds between two requests to the host: sites of our own may go below the general least."""
        own = self.source.politeness.delay
        return own if self.source.allow_private else max(own, self.min_delay)

    @property
    def agent(self) -> str:
        """How the crawl names itself: product, version, contact."""
        agent = self.source.politeness.user_agent or self.user_agent
        contact = self.source.politeness.contact or self.contact
        return f"{agent} (+{contact})" if contact and contact not in agent else agent

    @property
    def budget(self) -> int | None:
        limits = [n for n in (self.limit, self.source.politeness.budget) if n is not None]
        return min(limits, default=None)

    def dump(self) -> str:
        """Write as one line of JSON."""
        values = {name: getattr(self, name) for name in self.__slots__ if name not in {"source", "data_dir"}}
        return json.dumps(
            values | {"data_dir": str(self.data_dir), "source": self.source.model_dump(mode="json")}, ensure_ascii=False
        )

    @classmethod
    def read(cls, line: str) -> Self:
        """Read what `dump` wrote."""
        values = json.loads(line)
        source = Source.model_validate(values.pop("source"))
        return cls(source=source, data_dir=Path(values.pop("data_dir")), **values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a crawl is: requests answered, those waiting now, outcomes so far."""

    source: str
    requests: int
    due: int
    url: str
    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlReport:
    """What came of a crawl: `outcomes` count this run's looks, `statuses` all URLs of the source."""

    source: str
    outcome: Outcome
    started_at: str
    ended_at: str
    requests: int = 0
    bytes: int = 0
    outcomes: Mapping[str, int] = field(default_factory=dict)
    statuses: Mapping[str, int] = field(default_factory=dict)
    issues: tuple[Issue, ...] = ()
    reason: str = ""
    measures: Mapping[str, float] = field(default_factory=dict)
    breaches: tuple[str, ...] = ()
    held_back: int = 0  # changed pages whose older version stays until someone has looked

    @property
    def degraded(self) -> bool:
        """Tell whether a monitor found the run unlike the source's past; `breaches` say why."""
        return bool(self.breaches)

    def dump(self) -> str:
        """Write as one line of JSON."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def read(cls, values: Mapping[str, Any]) -> Self:
        """Read what `dump` wrote."""
        issues = tuple(Issue(**issue) for issue in values["issues"])
        return cls(**{**values, "issues": issues, "breaches": tuple(values["breaches"])})
