"""Chart specs for the tests of what people see: small, with every odd case in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from indicators.spec import BreakLine, ChartSpec, Mark, Role, Series, Sex

NAMES = {
    "20": "Dalarna",
    "21": "Gävleborg",
    "17": "Värmland",
    "SE31": "Norra Mellansverige",
    "00": "Riket",
    "EU27_2020": "EU27",
    "06": "Jönköping",
    "07": "Kronoberg",
    "09": "Gotland",
    "23": "Jämtland",
}
ROLES: dict[str, Role] = {"20": "home", "SE31": "group", "00": "reference", "17": "compared",
                          "21": "compared"}  # fmt: skip
YEARS = ("2011", "2013", "2015", "2017", "2019", "2021")
VALUES = {
    "20": (3995, 5127, 4804, 4623, 4521, 2441),
    "21": (2300, 3774, 4503, 3035, 4906, 3819),
    "17": (1067, 1607, 1493, 2960, 2620, 3697),
    "SE31": (2461, 3512, 3614, 3543, 4025, 3317),
}


def marks(values: Mapping[str, float | None], status: str = "A") -> tuple[Mark, ...]:
    """A mark a period; missing values are suppressed."""
    return tuple(
        Mark(period, value, "Q" if value is None else status) for period, value in values.items()
    )


def line(
    code: str,
    values: Mapping[str, float | None],
    role: Role | None = None,
    cuts: Sequence[int] = (),
    status: str = "A",
    aggregated: bool = False,
    sex: Sex = "total",
) -> Series:
    """A series of one place with its usual name and role."""
    found = role or ROLES.get(code, "compared")
    return Series(code, NAMES.get(code, code), found, marks(values, status), frozenset(cuts),
                  aggregated, sex)  # fmt: skip


def spec(kind: str, series: Sequence[Series], **changes: Any) -> ChartSpec:
    """A chart of `series` with every text filled in."""
    periods = tuple(sorted({mark.period for one in series for mark in one.marks}))
    words: dict[str, Any] = {
        "language": "sv",
        "title": "Företagens FoU per invånare <2011–2021>",
        "subtitle": "Kronor per invånare, löpande priser",
        "unit": "kronor per invånare, löpande priser",
        "symbol": "kr",
        "decimals": 0,
        "signed": False,
        "periods": periods,
        "notes": ("Så stora språng kan bero på enskilda företag.",),
        "source": "SCB, Forskning och utveckling (via Kolada). Publicerad 2023-06-30.",
        "processing": "Norra Mellansverige är vägt med folkmängd.",
        "explanation": "Undersökning udda år.",
        "alt": "Linjediagram.",
        "file_name": "fou_per_invanare_2011-2021",
    }
    return ChartSpec(kind=kind, series=tuple(series), **(words | changes))  # type: ignore[arg-type]


def over_time(**changes: Any) -> ChartSpec:
    """Four lines with a break 2017; Norra Mellansverige computed by us."""
    series = [
        line(code, dict(zip(YEARS, values, strict=True)), cuts=(3,), aggregated=code == "SE31")
        for code, values in VALUES.items()
    ]
    changes = {"breaks": (BreakLine("2017", "nya definitioner 2017"),)} | changes
    return spec("over_time", series, **changes)


def gaps(**changes: Any) -> ChartSpec:
    """A line with a suppressed year and a provisional last one, and a line that ends early."""
    dalarna = Series(
        "20",
        "Dalarna",
        "home",
        (
            Mark("2018", 71.26, "A", 0.8),
            Mark("2019", 72.0, "A", 0.8),
            Mark("2020", None, "Q"),
            Mark("2021", 70.04, "BU"),
            Mark("2022", 0.0, "P", 0.5),
        ),
        frozenset({3}),
    )
    riket = line("00", {"2018": 74.1, "2019": 74.4, "2020": 75.0})
    words = {"decimals": 1, "symbol": "%", "unit": "procent", "breaks": ()} | changes
    return spec("over_time", [dalarna, riket], **words)


def ranking(**changes: Any) -> ChartSpec:
    """Seven places, one derived, one with a margin, two missing for different reasons."""
    period = "2021"
    rows = [
        ("06", "others", Mark(period, 7418.0)),
        ("21", "compared", Mark(period, 3819.0, "P")),
        ("00", "reference", Mark(period, 3800.0)),
        ("17", "compared", Mark(period, 3697.0, "A", 120.0)),
        ("20", "home", Mark(period, 2441.0)),
        ("07", "others", Mark(period, 0.0)),
        ("09", "others", Mark(period, None, "Q")),
        ("23", "others", Mark(period, None, "O")),
    ]
    series = [Series(code, NAMES[code], role, (mark,)) for code, role, mark in rows]  # type: ignore[arg-type]
    bands = {"06": "1", "21": "2–3", "17": "2–3", "20": "4", "07": "5"}
    return spec("ranking", series, **({"bands": bands, "from_zero": True} | changes))


def changes_ranking() -> ChartSpec:
    """Differences on both sides of zero."""
    rows = (("06", 4.2), ("20", 0.3), ("17", 0.0), ("00", -0.01), ("21", -2.5), ("07", -8.1))
    series = [
        Series(code, NAMES[code], ROLES.get(code, "others"), (Mark("2021", value),))
        for code, value in rows
    ]
    return spec("ranking", series, signed=True, decimals=1, symbol="procentenheter")


def by_sex(**changes: Any) -> ChartSpec:
    """Women and men of three places; men's value of Gävleborg is suppressed."""
    rows = (("20", 74.5, 70.2), ("17", 73.1, 73.1), ("21", 72.9, None))
    series = [
        Series(code, NAMES[code], ROLES[code],
               (Mark("2021", value, "Q" if value is None else "A"),), sex=sex)  # type: ignore[arg-type]
        for code, *pair in rows
        for sex, value in zip(("women", "men"), pair, strict=True)
    ]  # fmt: skip
    words = {"decimals": 1, "symbol": "%", "unit": "procent"} | changes
    return spec("ranking", series, **words)


def europe(count: int = 240, **changes: Any) -> ChartSpec:
    """Hundreds of regions with the eight Swedish ones close together, one region missing."""
    series = []
    for index in range(count):
        code = f"DE{index:03}"
        if 40 <= index < 48:
            code = ("SE11", "SE12", "SE21", "SE22", "SE23", "SE31", "SE32", "SE33")[index - 40]
        role: Role = "group" if code == "SE31" else "others"
        name = NAMES.get(code, f"Region {code}")
        series.append(Series(code, name, role, (Mark("2023", 90 - index / 3),)))
    series.append(Series("FRY5", "Mayotte", "others", (Mark("2023", None, "O"),)))
    return spec("ranking", series, decimals=1, symbol="%", **changes)


def months(**changes: Any) -> ChartSpec:
    """Five years of months."""
    periods = [f"{year}-{month:02}" for year in range(2020, 2025) for month in range(1, 13)]
    series = [
        line(code, {period: 6 + shift + (index % 12) / 10 for index, period in enumerate(periods)})
        for code, shift in (("20", 0.0), ("21", 1.4), ("00", 0.5))
    ]
    return spec("over_time", series, decimals=1, symbol="%", **changes)


def texts(drawn: dict[str, Any]) -> list[str]:
    """Every text of a figure: what stands in it, then what the page says under it."""
    layout = drawn["layout"]
    return [*(one["text"] for one in layout.get("annotations", ())), *layout["meta"]["reading"]]
