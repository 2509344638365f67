"""Hosts are leased to workers: one machine at a time asks a host, and a dead one's hosts fall free when time is up."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from config.errors import StoreError
from config.source import Source
from crawlers.job import LEAST_LEASE
from crawlers.ledger import Ledger
from crawlers.ledger_reader import AHEAD, LedgerReader

_TAKE = (
    "INSERT INTO leases (host, worker, until) VALUES (?1, ?2, ?3) ON CONFLICT (host) DO UPDATE SET worker = ?2,"
    " until = ?3 WHERE leases.worker = ?2 OR leases.until < ?4 OR leases.until > ?4 + 86400"  # a clock was put back
)


class HeldLeaseError(StoreError):
    """Another worker crawls a host of the source."""


class LostLeaseError(StoreError):
    """Another worker holds the host now: nothing more may be asked or written."""


def list_hosts(source: Source) -> tuple[str, ...]:
    """List the hosts that a source's crawl asks: its base's with the port, then its other domains."""
    parts = urlsplit(source.base)
    return (parts.netloc, *sorted(source.hosts - {parts.hostname or ""}))


class HostLease:
    """A worker's hold on the hosts of one source; renewed as the crawl goes on."""

    def __init__(self, ledger: Ledger, source: Source, worker: str, seconds: float = LEAST_LEASE) -> None:
        self._ledger = ledger
        self._hosts = list_hosts(source)
        self._worker = worker
        self._seconds = seconds
        self._renew_at = 0.0

    def take(self) -> None:
        """Take all hosts or none; HeldLeaseError where another worker holds one."""
        with self._ledger.transaction() as db:
            now = self._ledger.now()
            for host in self._hosts:
                if not db.execute(_TAKE, (host, self._worker, now + self._seconds, now)).rowcount:
                    worker = read_leases(self._ledger)[host][0]
                    raise HeldLeaseError(
                        f"{worker} crawls {host}", remedy="wait for it to end, or for its lease to lapse"
                    )
        self._renew_at = now + self._seconds / 3

    def keep(self) -> None:
        """Renew the lease when a third of it is over; raises LostLeaseError where another worker has taken a host."""
        now = self._ledger.now()
        if now < self._renew_at:
            return
        with self._ledger.transaction() as db:
            for host in self._hosts:
                sql = "UPDATE leases SET until = ? WHERE host = ? AND worker = ?"
                if not db.execute(sql, (now + self._seconds, host, self._worker)).rowcount:
                    raise LostLeaseError(f"another worker has taken {host} over", remedy="see that the clocks agree")
        self._renew_at = now + self._seconds / 3

    def release(self) -> None:
        """Let others take the hosts at once."""
        with self._ledger.transaction() as db:
            for host in self._hosts:
                db.execute("DELETE FROM leases WHERE host = ? AND worker = ?", (host, self._worker))


def read_leases(ledger: LedgerReader) -> Mapping[str, tuple[str, float]]:
    """Read who holds which host until when."""
    return {host: (worker, until) for host, worker, until in ledger.query("SELECT host, worker, until FROM leases")}


def is_free(source: Source, leases: Mapping[str, tuple[str, float]], worker: str, now: float) -> bool:
    """Tell whether a worker may take all hosts of a source."""
    held = (leases[host] for host in list_hosts(source) if host in leases)
    return all(holder == worker or not now <= until <= now + AHEAD for holder, until in held)
