"""All services at once, on loopback or without any wire, with small datasets made up for them.

::

    with Services() as services:
        for name, address in services.environment.items():
            monkeypatch.setenv(name, address)      # where data.sources finds them
        rows = refreshed(store, services, folder)
        assert_same(store.observations("shares")[[*FETCHED]], services.expected("shares"))

Each answers as its own stand-in does and refuses what the real one would. Nobody waits: the clocks
of clients and services are one, and sleeping only moves it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from random import Random
from typing import Any, Literal

import pandas as pd
from rich.console import Console

from data.errors import SourceRefused
from data.http import Client
from data.model import Dataset
from data.query import Answer, Query, check_json, own_words
from data.raw import Archive
from data.refresh import refresh
from data.refresh_report import Report, Row
from data.store import Store
from tests.data.sources import eurostat_service, kolada_service
from tests.data.sources.contract import live_dataset
from tests.data.sources.drive import Said, call_of
from tests.data.sources.eurostat_service import EurostatService
from tests.data.sources.kolada_service import KoladaService
from tests.data.sources.pxweb_service import PxwebService
from tests.data.sources.scb_service import MadeTable, MadeVariable, ScbService, made
from tests.data.sources.test_pxweb import TVA_QUESTION, agency, tva_expected
from tests.data.sources.test_scb import figures, region, rows_of, times
from tests.data.standin import Call, Reply, StandIn

#: service -> the path that it answers under
PATHS = {
    "kolada": kolada_service.BASE,
    "scb": "/api/v2",
    "scb_v1": "/OV0104/v1/doris/sv/ssd",
    "tillvaxtanalys": "/PxWeb/api/v1/sv",
    "eurostat": eurostat_service.BASE,
}
PX_PATH = "AM/AM9906/AM9906A/Pahittad"
SEXES = {"variable": "Kon", "total": "T", "women": "2", "men": "1"}
SECTORS = {"business": {"sectperf": "BES"}, "all": {"sectperf": "TOTAL"}}


def table(seed: str, contents: int = 1, years: tuple[int, int] = (2015, 2023)) -> MadeTable:
    """A table by region, sex and year, with so many contents 01, 02, …"""
    codes = {f"{number:02}": f"mått {number}" for number in range(1, contents + 1)}
    return made(
        (
            region(),
            MadeVariable("Kon", {"1": "män", "2": "kvinnor", "T": "totalt"}),
            MadeVariable("ContentsCode", codes),
            times(*map(str, range(*years))),
        ),
        figures(seed),
        units=dict.fromkeys(codes, "procent"),
    )


def measures_of(one: MadeTable) -> dict[str, str]:
    """Our measure -> content, for each that a table has."""
    contents = next(v for v in one.variables if v.code == "ContentsCode")
    return {f"m{code}": code for code in contents.labels}


class Clock:
    """A clock that only moves when somebody sleeps by it."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        """Be told that so many seconds went by."""
        self.now += seconds


class Services:
    """Five services and what is fetched from them; as a context they answer on loopback.

    `faults` is service -> what it replies instead, or None where the call is answered as usual.
    `contents` makes the tables of SCB that much wider.
    """

    def __init__(self, contents: int = 2) -> None:
        self.clock = Clock()
        self.faults: dict[str, Callable[[Call], Reply | None]] = {}
        self.stand_ins: dict[str, StandIn] = {}
        titles = {"N00001": "Påhittad andel, (%)", "N00002": "Påhittat antal", "N00003": "Annat"}
        self.kolada = KoladaService(titles, per_page=100)
        self.tables = {"TAB1": table("one", contents), "TAB2": table("two")}
        self.px_table = table("three", contents)
        self.tillvaxtanalys = agency()
        self.eurostat = EurostatService(
            {"freq": ["A"], "sectperf": ["TOTAL", "BES"], "unit": ["PC_GDP", "EUR_HAB"]}
        )
        self.datasets = self._datasets()

    def __enter__(self) -> Services:
        self._running = ExitStack()
        for name in PATHS:
            one = self._running.enter_context(StandIn(self.clock))
            one.otherwise = lambda call, name=name: self._reply(name, call)  # type: ignore[misc]
            self.stand_ins[name] = one
        return self

    def __exit__(self, *fault: Any) -> None:
        self._running.__exit__(*fault)
        self.stand_ins = {}

    @property
    def environment(self) -> dict[str, str]:
        """The variables that tell data.sources where each service is."""
        return {
            f"{name.upper()}_URL": (
                self.stand_ins[name].url(path)
                if self.stand_ins
                else f"https://tjanst.example{path}"
            )
            for name, path in PATHS.items()
        }

    def client(self, **settings: Any) -> Client:
        """A client that waits for nobody; on loopback."""
        usual = {"backoff": 0.01, "deadline": 1e6, "pace": (1000, 0.001)}
        return Client(clock=self.clock, sleep=self.clock.sleep, **(usual | settings))

    def unwired(self) -> Client:
        """A client that asks the services by a call of a function."""
        return _Unwired(self)

    def _reply(self, name: str, call: Call) -> Reply:
        instead = self.faults.get(name, lambda call: None)(call)
        return instead or self.answer(call).reply()

    def answer(self, call: Call) -> Said:
        """What the service under whose path the call is says to it."""
        services: dict[str, Callable[[Call], Said]] = {
            "kolada": self.kolada.answer,
            "scb": ScbService(self.tables),
            "scb_v1": PxwebService({PX_PATH: self.px_table}),
            "tillvaxtanalys": self.tillvaxtanalys,
            "eurostat": self.eurostat.answer,
        }
        name = next(name for name, path in PATHS.items() if call.path.startswith(path))
        return services[name](call)

    def expected(self, name: str) -> pd.DataFrame:
        """The figures of a dataset as they are to come out; columns FETCHED, in any order."""
        match name:
            case "shares":
                return self.kolada.expected({"share": "N00001"})
            case "counts":
                return self.kolada.expected({"number": "N00002", "other": "N00003"}, "TKM")
            case "wide" | "narrow":
                return _rows(self.tables["TAB1" if name == "wide" else "TAB2"])
            case "by_path":
                return _rows(self.px_table)
            case "by_folder":
                return tva_expected()
        measures = {name: codes | {"unit": "PC_GDP"} for name, codes in SECTORS.items()}
        return self.eurostat.expected(measures, {"total": ""}, ["country", "nuts2"], "")

    def _datasets(self) -> dict[str, Dataset]:
        """What is fetched: one dataset or two from each service."""
        wide, narrow = measures_of(self.tables["TAB1"]), measures_of(self.tables["TAB2"])
        px = [{"path": PX_PATH, "measures": _contents(wide), "breakdowns": SEXES}]
        return {
            "shares": _dataset("shares", "kolada", {"kpis": {"share": "N00001"}}, ["share"]),
            "counts": _dataset(
                "counts",
                "kolada",
                {"kpis": {"number": "N00002", "other": "N00003"}, "genders": ["T", "K", "M"]},
                ["number", "other"],
            ),
            "wide": _dataset("wide", "scb", {"tables": [_table("TAB1", wide)]}, wide),
            "narrow": _dataset("narrow", "scb", {"tables": [_table("TAB2", narrow)]}, narrow),
            "by_path": _dataset("by_path", "scb_v1", {"tables": px}, wide),
            "by_folder": _dataset(
                "by_folder", "tillvaxtanalys", TVA_QUESTION, ["number"], frequency="quarterly"
            ),
            "sectors": _dataset(
                "sectors",
                "eurostat",
                {
                    "dataset": self.eurostat.name,
                    "filters": {"unit": ["PC_GDP"]},
                    "measures": SECTORS,
                    "levels": ["country", "nuts2"],
                },
                SECTORS,
            ),
        }

    def publish(self, seed: str, change: Literal["few", "new year"] = "few") -> None:
        """New figures: a few revised, withdrawn and added, or another year; not by_folder's."""
        random = Random(seed)
        if change == "new year":
            self.kolada.years = range(self.kolada.years[0], self.kolada.years[-1] + 2)
        every = [*self.kolada.rows]
        for row in random.sample(every, 12):
            for value in row["values"]:
                if value["value"] is not None and not value["isdeleted"]:
                    value["value"] = round(random.uniform(0, 5000), 3)
        for row in random.sample(every, 6):
            self.kolada.rows.remove(row)
        newest = self.kolada.years[-1]
        self.kolada.rows += [
            {**row, "period": newest, "values": [{**one} for one in row["values"]]}
            for row in every
            if row["period"] == newest - 1 and change == "new year"
        ]
        self.tables = {name: _revised(one, random) for name, one in self.tables.items()}
        self.px_table = _revised(self.px_table, random)
        for key in random.sample([*self.eurostat.figures], 20):
            self.eurostat.figures[key] = (round(random.uniform(0, 900), 2), "p")
        for key in random.sample([*self.eurostat.figures], 20):
            del self.eurostat.figures[key]


def refreshed(
    store: Store,
    services: Services,
    folder: Path,
    names: Iterable[str] = (),
    client: Client | None = None,
    **more: Any,
) -> dict[str, Row]:
    """Refresh the named datasets, or all, on loopback where the services are there.

    Raw answers go to `folder`. Returns what the report says of each dataset; `services.environment`
    must be in the environment.
    """
    datasets = services.datasets
    chosen = {name: datasets[name] for name in names or datasets}
    report = Report(len(chosen), Console(file=StringIO()))
    with store.refreshing():
        asking = client or (services.client() if services.stand_ins else services.unwired())
        refresh(store, chosen, report, archive=Archive(folder), client=asking, **more)
    return {row.dataset: row for row in report.rows}


class _Unwired(Client):
    """Answers as the services would, or raises as the client does; keeps no pace."""

    def __init__(self, services: Services) -> None:
        super().__init__(pace=(1000, 0.001))
        self._services = services

    def fetch(self, query: Query, expect: Literal["json"] | None = None) -> Answer:
        said = self._services.answer(call_of(query))
        if said.status >= 400:
            raise SourceRefused(query.asked, said.status, own_words(said.body), said.body)
        sha256 = hashlib.sha256(said.body).hexdigest()
        now = datetime.now(UTC)
        answer = Answer(200, said.content_type, said.body, query.address, now, sha256)
        check_json(query.asked, answer)
        return answer


def _dataset(
    name: str, source: str, question: dict[str, Any], measures: Any, **changes: Any
) -> Dataset:
    return live_dataset(source, question, list(measures), id=name, **changes)


def _contents(measures: dict[str, str]) -> dict[str, dict[str, str]]:
    return {name: {"ContentsCode": code} for name, code in measures.items()}


def _table(name: str, measures: dict[str, str]) -> dict[str, Any]:
    return {"table": name, "measures": _contents(measures), "breakdowns": SEXES}


def _rows(one: MadeTable) -> pd.DataFrame:
    columns = {
        (measure, breakdown): ({"ContentsCode": content, "Kon": SEXES[breakdown]}, None)
        for measure, content in measures_of(one).items()
        for breakdown in ("total", "women", "men")
    }
    return rows_of(one, columns, ("Region", "Tid"))


def _revised(one: MadeTable, random: Random) -> MadeTable:
    """The table with one cell in a hundred revised, and one in a hundred made missing."""
    keys = list(one.cells)
    cells = dict(one.cells)
    cells |= {key: round(random.random() * 100, 1) for key in random.sample(keys, len(keys) // 100)}
    cells |= dict.fromkeys(random.sample(keys, len(keys) // 100), "..")
    return replace(one, cells=cells)
