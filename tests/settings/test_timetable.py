"""Timetables: days by their names, time zones, and the hours that come twice or never."""

from datetime import UTC, date, datetime

import pytest

from bot.errors import Mistake
from bot.settings.timetable import Timetable


def _times(text: str, zone: str, start: datetime, count: int) -> list[str]:
    table, found = Timetable.read(text, zone), []
    for _ in range(count):
        start = table.next(start)
        found.append(f"{start:%m-%d %H:%M}")
    return found


def test_a_day_and_a_time_come_every_week() -> None:
    sunday = datetime(2026, 11, 22, tzinfo=UTC)

    assert _times("Mon 06:00", "UTC", sunday, 2) == ["11-23 06:00", "11-30 06:00"]
    assert _times("Mon,Thu 6:05", "UTC", sunday, 2) == ["11-23 06:05", "11-26 06:05"]
    assert _times("17 5 * * mon", "UTC", sunday, 1) == ["11-23 05:17"]
    assert _times("0 6 1 * *", "UTC", sunday, 2) == ["12-01 06:00", "01-01 06:00"]


def test_a_time_never_follows_itself() -> None:
    at = datetime(2026, 11, 23, 6, tzinfo=UTC)

    assert _times("Mon 06:00", "UTC", at, 1) == ["11-30 06:00"]


def test_summer_time_keeps_the_hour_on_the_wall() -> None:
    before = datetime(2027, 3, 21, tzinfo=UTC)

    assert _times("Mon 06:00", "Europe/Berlin", before, 2) == ["03-22 05:00", "03-29 04:00"]


def test_an_hour_that_never_comes_is_still_one_run() -> None:
    # On 28 March 2027 clocks in Berlin go from 2 to 3.
    found = _times("Sun 02:30", "Europe/Berlin", datetime(2027, 3, 22, tzinfo=UTC), 2)

    assert found[0].startswith("03-28 ")
    assert found[1] == "04-04 00:30"


def test_an_hour_that_comes_twice_is_one_run() -> None:
    # On 31 October 2027 clocks in Berlin go from 3 back to 2.
    found = _times("Sun 02:30", "Europe/Berlin", datetime(2027, 10, 25, tzinfo=UTC), 2)

    assert [one[:5] for one in found] == ["10-31", "11-07"]


def test_the_next_day_is_told_in_its_own_zone() -> None:
    table = Timetable.read("Mon 00:30", "Asia/Tokyo")

    assert table.after(date(2026, 11, 22)) == date(2026, 11, 23)
    assert table.after(date(2026, 11, 23)) == date(2026, 11, 30)


@pytest.mark.parametrize(
    ("text", "zone", "told"),
    [
        ("0 6 * * 1", "UTC", "weekdays by number mean other days"),
        ("1 06:00", "UTC", "weekdays by number"),
        ("0 6 * * mon-5", "UTC", "weekdays by number"),
        ("Moonday 06:00", "UTC", "does not name its days"),
        ("Mon 29:00", "UTC", "29"),
        ("sometimes", "UTC", "no time that comes again"),
        ("", "UTC", "no time that comes again"),
        ("Mon 06:00", "Europe/Nowhere", "is not known"),
        ("Mon 06:00", "../etc/passwd", "is not known"),
    ],
)
def test_what_is_no_timetable_is_a_mistake_with_the_way_out(
    text: str, zone: str, told: str
) -> None:
    with pytest.raises(Mistake) as fault:
        Timetable.read(text, zone)

    assert told in fault.value.message
    assert fault.value.hint


def test_a_day_that_never_comes_is_a_mistake() -> None:
    table = Timetable.read("0 6 31 2 *", "UTC")

    with pytest.raises(Mistake, match="never comes"):
        table.next(datetime(2026, 1, 1, tzinfo=UTC))
