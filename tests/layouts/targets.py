"""Made-up targets for the tests of what people see."""

from __future__ import annotations

from datetime import date
from typing import Any

from indicators.spec import TargetLine
from indicators.strategy.targets import DecidedLine


def target(code: str = "20", **changes: Any) -> TargetLine:
    """Dalarna's made-up target of 6 000 by 2030, from 2011."""
    record: dict[str, Any] = {
        "goal": f"made_up_{code}",
        "code": code,
        "name": {"20": "Dalarna", "21": "Gävleborg"}.get(code, code),
        "path": (("2011", 3995.0), ("2030", 6000.0)),
        "told": "Mål för Dalarna: 6 000 kr 2030 (basår 2011: 3 995 kr). Beslutat av X <Y>.",
        "label": "mål 2030: 6\u202f000\u00a0kr",
        "decided_by": "Påhittade nämnden",
        "decided_on": date(2026, 6, 12),
    }
    return DecidedLine(**(record | changes))
