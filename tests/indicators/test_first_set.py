"""The first set of the catalogue: 35 indicators, each wired to figures that are here or fetched."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from data.model import Dataset
from data.query import Query
from data.registry import load_datasets
from data.sources import SERVICES, base, module
from indicators.library import Library
from indicators.values import used_series

#: what the plan calls it -> our indicator, and the datasets its values come from
FIRST_SET = {
    "a1": ("rd_per_inhabitant_business", "rd_per_inhabitant"),
    "a2": ("rd_per_inhabitant_higher_education", "rd_per_inhabitant"),
    "a4": ("rd_business", "rd_business"),
    "a5": ("gerd", "gerd"),
    "a6": ("rd_personnel", "rd_personnel"),
    "b1": ("ris_sme_product_innovation", "ris2023"),
    "b2": ("new_enterprises_per_1000", "new_enterprises"),
    "b3": ("new_enterprises_quarterly", "new_enterprises_quarterly"),
    "b4": ("enterprise_birth_rate", "enterprise_demography"),
    "b5": ("high_growth_per_1000", "high_growth_enterprises"),
    "b6": ("ai_use", "ai_use"),
    "b11": ("bankruptcies_per_1000", "bankruptcies"),
    "c1": ("foreign_owned_share", "foreign_owned employed_by_industry"),
    "c2": ("exports_goods_per_inhabitant", "exports_goods"),
    "c3": ("exporting_enterprises_register", "exporting_enterprises"),
    "d1": ("matching_rate", "matching"),
    "d2": ("matched_employment_rate", "matched_employment"),
    "d4": ("vacancies", "vacancies"),
    "d5": ("unemployment_registered", "unemployment_registered"),
    "d6": ("employment_bas", "employment_bas"),
    "d8": ("education_post_secondary", "education_post_secondary"),
    "d9": ("manufacturing_post_secondary", "manufacturing_education"),
    "d12": ("higher_vocational_admitted", "higher_vocational population_31dec"),
    "d13": ("manufacturing_women_share", "employed_by_industry"),
    "e1": ("ghg_industry_per_inhabitant", "ghg_industry"),
    "e3": ("ghg_intensity", "ghg grp"),
    "e4": ("energy_industry_per_inhabitant", "energy_industry"),
    "f1": ("manufacturing_share_bas", "employed_by_industry"),
    "f2": ("grp_per_employed", "grp_per_employed"),
    "f4": ("value_added_per_employee", "fek_manufacturing"),
    "f6": ("high_tech_employment", "high_tech_employment"),
    "f7": ("industry_breadth", "industry_breadth"),
    "g1": ("population_31dec", "population_31dec"),
    "g2": ("dependency_ratio", "dependency_ratio"),
    "g3": ("median_net_income", "net_income"),
}
#: no service publishes these: they stand with the figures that come with the panel
NO_SERVICE = {"ris2023", "exports_goods", "exporting_enterprises"}
#: embedded, and fetched from now on: the embedded vintages stay as the earlier ones
REPLACED = {"rd_per_inhabitant", "rd_business", "gerd", "new_enterprises", "matching", "ghg", "grp",
            "grp_per_employed"}  # fmt: skip
MOST_REQUESTS = 60


def test_the_first_set_is_whole() -> None:
    assert len(FIRST_SET) == 35
    assert len({indicator for indicator, _ in FIRST_SET.values()}) == 35


@pytest.mark.parametrize("name", FIRST_SET)
def test_each_is_an_indicator_on_the_datasets_it_should_be_on(library: Library, name: str) -> None:
    indicator, datasets = FIRST_SET[name]
    item = library.catalogue.indicators[indicator]
    assert {ref.dataset for ref in used_series(item)} == set(datasets.split())
    for ref in used_series(item):
        dataset = library.datasets[ref.dataset]
        assert bool(dataset.releases) or dataset.live is not None
        if dataset.live is not None:
            assert ref.measure in fetched(dataset), (name, ref)
        else:
            assert dataset.id in NO_SERVICE


def fetched(dataset: Dataset) -> set[str]:
    """The measures that a fetch fills, sums included."""
    assert dataset.live is not None
    question = module(dataset.live.source).Question.model_validate(dataset.live.question)
    return {*question.measures, *dataset.live.sums}


def test_what_shares_meaning_with_an_embedded_series_is_fetched_into_it(library: Library) -> None:
    both = {name for name, one in library.datasets.items() if one.releases and one.live}
    assert both == REPLACED
    for name in both:
        dataset = library.datasets[name]
        assert dataset.live is not None
        embedded = {key for rows in library.rows(name).values() for key in rows["measure"]}
        assert embedded <= fetched(dataset), name


def test_no_value_stands_where_none_was_published_or_fetched(library: Library) -> None:
    """The rows are those of the embedded files; what is only fetched has none in a fresh store."""
    for name, dataset in library.datasets.items():
        rows = [row for part in library.rows(name).values() for row in part["origin"]]
        assert bool(rows) == bool(dataset.releases), name
        if dataset.live is not None:
            assert not {dataset.live.origin, dataset.live.sum_origin} & set(rows), name


def test_what_was_never_fetched_is_nowhere_offered(library: Library) -> None:
    absent = set(library.catalogue.indicators) - set(library.available())
    assert {"unemployment_registered", "ai_use", "population_31dec"} <= absent
    for name in absent:
        used = used_series(library.catalogue.indicators[name])
        assert any(library.datasets[ref.dataset].live for ref in used), name


@dataclass(frozen=True)
class Planned:
    """What a source says it would ask, dataset by dataset."""

    asked: dict[str, list[Query]]

    @property
    def requests(self) -> int:
        """How many there are, each that serves several datasets counted with the first of them."""
        seen: set[str] = set()
        count = 0
        for queries in self.asked.values():
            new = [one for one in queries if f"{one.asked} {one.body}" not in seen]
            count += len(new)
            seen |= {f"{one.asked} {one.body}" for one in new}
        return count


def planned(service: str, datasets: dict[str, Dataset]) -> Planned:
    mine = {name: one for name, one in datasets.items() if one.live and one.live.source == service}
    source = module(service).Source(base(service), list(mine.values()))
    return Planned({name: source.plan(one) for name, one in mine.items()})


def test_everything_is_fetched_in_at_most_sixty_requests() -> None:
    datasets = load_datasets()
    plans = {service: planned(service, datasets) for service in SERVICES}
    assert all(queries for plan in plans.values() for queries in plan.asked.values())
    counts = {service: plan.requests for service, plan in plans.items()}
    assert 35 < sum(counts.values()) <= MOST_REQUESTS, counts


def test_four_definitions_of_unemployment_never_share_a_chart(library: Library) -> None:
    group = {
        name
        for name, item in library.catalogue.indicators.items()
        if item.exclusive == "unemployment"
    }
    assert group == {"unemployment_bas", "unemployment_bas_monthly", "unemployment_lfs",
                     "unemployment_registered"}  # fmt: skip
    for name, item in library.catalogue.indicators.items():
        said = f"{item.name.sv} {item.name.en}".lower()
        assert (name in group) == ("arbetslöshet" in said or "unemployment" in said), name


BREAKS = {
    "employed_by_industry": "2020",
    "employment_bas": "2020",
    "fek_manufacturing": "2022",
    "gerd": "2017",
    "high_tech_employment": "2021",
    "industry_breadth": "2022",
    "matching": "2019",
    "population_31dec": "2025",
    "rd_business": "2017",
    "rd_per_inhabitant": "2017",
    "rd_personnel": "2017",
}


@pytest.mark.parametrize("name", BREAKS)
def test_the_known_breaks_are_recorded(library: Library, name: str) -> None:
    assert BREAKS[name] in {item.period for item in library.datasets[name].breaks}


def test_breaks_between_embedded_publications_go_with_them(library: Library) -> None:
    breaks = library.datasets["grp_per_employed"].breaks
    assert [item.period for item in breaks] == ["2015", "2020"]
    assert all(item.concerns("tkr", frozenset("abc")) for item in breaks)
    assert not any(item.concerns("tkr", frozenset({"live"})) for item in breaks)
    assert [item.period for item in library.values("grp_per_employed").breaks] == ["2015", "2020"]
