"""When periods end and which come next: what the calendar says, and nothing else."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

DAYS_A_MONTH = 365.25 / 12


def last_day(period: str) -> date:
    """The day on which a period ends. Raises ValueError for what is no period."""
    year, _, part = period.partition("-")
    month = 12 if not part else int(part[1:]) * 3 if part.startswith("Q") else int(part)
    return date(int(year), month, monthrange(int(year), month)[1])


def following(period: str, step: int) -> str:
    """The period `step` months after another of the same kind."""
    year, _, part = period.partition("-")
    if not part:
        return str(int(year) + step // 12)
    if part.startswith("Q"):
        number = int(year) * 4 + int(part[1:]) - 1 + step // 3
        return f"{number // 4}-Q{number % 4 + 1}"
    number = int(year) * 12 + int(part) - 1 + step
    return f"{number // 12}-{number % 12 + 1:02d}"


def month_later(day: date) -> date:
    """The same day of the next month, or that month's last."""
    year, month = (day.year + 1, 1) if day.month == 12 else (day.year, day.month + 1)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def in_months(days: int) -> int:
    """Days as whole months, rounded."""
    return round(days / DAYS_A_MONTH)
