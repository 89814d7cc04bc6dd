"""The stand-in services as ``python -m data.add`` meets them, with tables made up for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from random import Random

from data.geography import RIKET, counties, geographies
from tests.data.sources.drive import Said
from tests.data.sources.eurostat_service import EurostatService
from tests.data.sources.kolada_service import KoladaService
from tests.data.sources.pxweb_service import PxwebService
from tests.data.sources.scb_service import MadeTable, MadeVariable, ScbService, made
from tests.data.standin import Call

PATH = "NR/NR0105/NR0105A/NR0105ENS2010T01A"
PLACES = {code: geographies()[code].name() for code in (RIKET, *counties())}
PLACES_EN = {code: geographies()[code].name("en") for code in PLACES}
YEARS = {year: year for year in ("2020", "2021", "2022", "2023")}


def share(**at: str) -> float:
    """A made-up percentage, the same for the same codes."""
    return round(Random(f"{sorted(at.items())}").random() * 100, 1)


def matching() -> MadeTable:
    """A table by region, sex, age and content: one age must be chosen, sex has a total."""
    return made(
        (
            MadeVariable("Region", PLACES, "region"),
            MadeVariable("Kon", {"1": "män", "2": "kvinnor", "SAMANST": "totalt"}, "kön"),
            MadeVariable("Alder", {"20-64": "20-64 år", "20-39": "20-39 år"}, "ålder"),
            MadeVariable("Sektor", {"a": "näringslivet", "b": "offentlig"}, "sektor", True),
            MadeVariable("ContentsCode", {"0A": "Matchningsgrad", "0B": "Antal"}, "innehåll"),
            MadeVariable("Tid", YEARS, "år"),
        ),
        share,
        "Matchning efter region, kön och ålder.  År 2020-2023",
        units={"0A": "procent", "0B": "antal"},
        notes=('Värden för 2020-2021 är "osäkra".',),
    )


def matching_in_english() -> MadeTable:
    """The same table's words in English."""
    words = {
        "Region": ("region", PLACES_EN),
        "Kon": ("sex", {"1": "men", "2": "women", "SAMANST": "total"}),
        "Alder": ("age", {"20-64": "20-64 years", "20-39": "20-39 years"}),
        "Sektor": ("sector", {"a": "business", "b": "public"}),
        "ContentsCode": ("contents", {"0A": "Matching rate", "0B": "Number"}),
    }
    swedish = matching()
    variables = tuple(
        replace(one, label=words[one.code][0], labels=words[one.code][1])
        if one.code in words
        else one
        for one in swedish.variables
    )
    return replace(
        swedish, variables=variables, title="Matching by region, sex and age. Year 2020-2023",
        units={"0A": "per cent", "0B": "number"}, notes=("Values for 2020-2021 are uncertain.",),
    )  # fmt: skip


def accounts() -> MadeTable:
    """A table of regional accounts with one content."""
    return made(
        (
            MadeVariable("Region", PLACES, "region"),
            MadeVariable("ContentsCode", {"0G": "BRP, mnkr"}, "tabellinnehåll"),
            MadeVariable("Tid", YEARS, "år"),
        ),
        lambda **at: round(share(**at) * 1000 + 1000),
        "Bruttoregionprodukt (BRP) efter region, tabellinnehåll och år",
        units={"0G": "miljoner kronor"},
        notes=(),
    )


#: environment variable -> the path of that service
PATHS = {
    "KOLADA_URL": "/v3",
    "SCB_URL": "/api/v2",
    "SCB_V1_URL": "/OV0104/v1/doris/sv/ssd",
    "EUROSTAT_URL": "/eurostat/api/dissemination/statistics/1.0/data",
}


@dataclass
class Services:
    """All four services behind one address, each under the path of the real one."""

    kolada: KoladaService = field(
        default_factory=lambda: KoladaService(
            {
                "N00945": "Arbetslöshet 16-64 år, andel (%) av bef.",
                "N00926": "Företagskonkurser, antal/1000 inv, 16-64 år",
            }
        )
    )
    tables: dict[str, MadeTable] = field(default_factory=lambda: {"TAB6366": matching()})
    english: dict[str, MadeTable] = field(
        default_factory=lambda: {"TAB6366": matching_in_english()}
    )
    eurostat: EurostatService = field(
        default_factory=lambda: EurostatService(
            {"freq": ["A"], "sectperf": ["TOTAL", "BES"], "unit": ["PC_GDP", "MIO_EUR"]}
        )
    )
    accounts: MadeTable = field(default_factory=accounts)

    def __call__(self, call: Call) -> Said:
        service: Callable[[Call], Said] = ScbService(self.tables)
        if call.path.startswith("/v3/"):
            service = self.kolada.answer
        elif call.path.startswith("/OV0104/"):
            service = PxwebService({PATH: self.accounts})
        elif call.path.startswith("/eurostat/"):
            service = self.eurostat.answer
        elif call.path.endswith("/metadata") and dict(call.params).get("lang") == "en":
            service = ScbService(self.english)
        return service(call)
