"""Schedules: what the scheduler's own trigger takes is taken, what it refuses is refused before it runs."""

from datetime import UTC, datetime

import pytest
from apscheduler.triggers.cron import CronTrigger

from config.schedule import check_hours, check_schedule

GOOD = [
    "0 5 * * *", "*/15 * * * *", "5-50/5 * * * *", "10/7 1,13 * * *", "0 0 last * *", "0 0 31 1,2 *", "0 0 29 feb *",
    "0 0 * jan-mar MON-FRI", "0 3 * * sun,0", "59 23 31 12 6",
]  # fmt: skip
BAD = [
    "60 * * * *", "99 25 * * *", "* 24 * * *", "* * 0 * *", "* * 32 * *", "* * * 13 *", "* * * 0 *", "* * * * 7",
    "*/0 * * * *", "*/60 * * * *", "5-1 * * * *", "1-3/9 * * * *", "a * * * *", "* * * foo *", "* * * * sun-mon",
    ", * * * *", "1, * * * *", "-1 * * * *",
]  # fmt: skip


@pytest.mark.parametrize("schedule", GOOD)
def test_what_is_right(schedule: str) -> None:
    assert check_schedule(schedule) == schedule
    trigger = CronTrigger.from_crontab(schedule, timezone=UTC)
    assert trigger.get_next_fire_time(None, datetime(2024, 5, 6, tzinfo=UTC))


@pytest.mark.parametrize("schedule", BAD)
def test_what_the_trigger_refuses(schedule: str) -> None:
    with pytest.raises(ValueError, match=r"minute|hour|day|month|weekday"):
        check_schedule(schedule)
    with pytest.raises(ValueError):  # whatever it says
        CronTrigger.from_crontab(schedule, timezone=UTC)


@pytest.mark.parametrize(
    "schedule", ["0 0 31 2 *", "0 0 31 apr,jun *", "* * last-31 * *", "* * * jan/2x *", "* * * *", "* * * * * *"]
)
def test_what_never_comes_or_means_something_else(schedule: str) -> None:
    with pytest.raises(ValueError, match=r"no month|is none of|five fields|step"):
        check_schedule(schedule)


@pytest.mark.parametrize("hours", ["22:00-05:00", "00:00-23:59", "00:00-24:00"])
def test_hours(hours: str) -> None:
    assert check_hours(hours) == hours


@pytest.mark.parametrize("hours", ["25:00-26:00", "1:00-2:00", "10:60-11:00", "24:00-05:00", "22:00", "22:00-05:00\n"])
def test_no_hours(hours: str) -> None:
    with pytest.raises(ValueError, match="times of the day"):
        check_hours(hours)
