"""Addresses of Siffrans historia: every number in a table leads to its own."""

from __future__ import annotations

from indicators.model import Selection, changed
from indicators.selection import settings, to_query
from indicators.spec import Sex

PATH = "/historia"


def history_address(selection: Selection, code: str, period: str, sex: Sex = "total") -> str:
    """The address of the history of one number of the selection's indicator."""
    asked = changed(
        settings(selection),
        indicator=selection.indicator,
        places=(code,),
        period=period,
        breakdown=None if sex == "total" else sex,
    )
    return PATH + to_query(asked)


def history_query(selection: Selection) -> str:
    """What the histories of all numbers of a table share; the script adds place, period and sex."""
    return to_query(changed(settings(selection), indicator=selection.indicator))
