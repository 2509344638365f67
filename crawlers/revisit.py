"""When to look again: pages that stay the same are looked at less and less often, within declared bounds."""

from config.source import Revisit

HOUR = 3600.0
RETRY = 900.0  # seconds after the first failure
MOST_RETRY = 7 * 24 * HOUR
MOVED = 30 * 24 * HOUR
GONE_AFTER = 3 * 24 * HOUR  # a page once good must be missing that long
GROWTH = 2.0


def next_interval(previous: float | None, *, changed: bool, bounds: Revisit) -> float:
    """Return seconds until the next look: doubled when nothing changed, halved when something did."""
    least, most = bounds.least * HOUR, bounds.most * HOUR
    if previous is None:
        return least
    return min(most, max(least, previous / GROWTH if changed else previous * GROWTH))


def retry_delay(failures: int) -> float:
    """Return seconds until a failed look is tried again; `failures` counts those before it."""
    return min(MOST_RETRY, RETRY * 2.0 ** min(failures, 16))
