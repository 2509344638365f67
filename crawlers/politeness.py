"""What a host asks for: how long to wait, and when we may come; kept over runs."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

from crawlers.ledger import Ledger

MOST_WAIT = 7 * 86400.0
_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def normalize_retry_after(value: str, now: float) -> float | None:
    """Read Retry-After (RFC 9110: seconds or a date) as seconds to wait, or None."""
    value = value.strip()
    if value.isascii() and value.isdigit():
        return min(float(value[:12]), MOST_WAIT)
    try:
        stamp = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if stamp.tzinfo is None:
        stamp = stamp.replace(tzinfo=UTC)
    return min(max(0.0, stamp.timestamp() - now), MOST_WAIT)


def is_open(hours: str | None, now: float) -> bool:
    """Tell whether a moment lies in "22:00-05:00", Vietnamese time; always, where no hours are named."""
    if not hours:
        return True
    start, end = hours.split("-")
    clock = datetime.fromtimestamp(now, _ZONE).strftime("%H:%M")
    return start <= clock < end if start <= end else clock >= start or clock < end


class HostMemory:
    """Remembers in the ledger when a host was last asked and how long it wants to be left alone."""

    def __init__(self, ledger: Ledger, host: str) -> None:
        self._ledger = ledger
        self._host = host

    def wait(self, delay: float) -> float:
        """Return seconds until the host may be asked again, `delay` after the last time: a restart never bursts."""
        last, until = self._ledger.host_times(self._host)
        left = until - self._ledger.now()
        if left > MOST_WAIT:  # never asked for: a clock was put back
            left = 0.0
        return max(0.0, min(delay, last + delay - self._ledger.now()), left)

    def note_request(self) -> None:
        """Remember that the host is being asked."""
        self._ledger.note_host(self._host, last_at=self._ledger.now())

    def back_off(self, seconds: float, reason: str) -> None:
        """Leave the host alone for a while, over runs."""
        self._ledger.note_host(self._host, wait_until=self._ledger.now() + min(seconds, MOST_WAIT), reason=reason)
