"""The embedded figures as committed: against their sources, and against their own records."""

import csv
from functools import cache

import pytest

from data.embed import PUBLISHED
from data.model import KEY
from data.registry import load_datasets


@cache
def committed(file):
    """The rows of a committed file by (measure, breakdown, geo, period)."""
    with (PUBLISHED / file).open(encoding="utf-8", newline="") as stream:
        return {tuple(row[name] for name in KEY): row for row in csv.DictReader(stream)}


def all_datasets():
    """Those that come with figures; others are only fetched."""
    return [dataset for dataset in load_datasets().values() if dataset.releases]


def test_every_published_file_is_a_release_of_one_dataset():
    files = [release.file for dataset in all_datasets() for release in dataset.releases]
    assert sorted(files) == sorted(path.name for path in PUBLISHED.glob("*.csv"))
    assert len(files) == len(set(files))


@pytest.mark.parametrize("dataset", all_datasets(), ids=lambda dataset: dataset.id)
def test_a_dataset_says_only_what_its_rows_hold(dataset):
    rows = [row for release in dataset.releases for row in committed(release.file).values()]
    live = dataset.live
    fetched = {live.origin, live.sum_origin} if live else set()
    measured = {row["measure"] for row in rows}
    # what is fetched may hold measures of its own
    assert measured == set(dataset.measures) or (live and measured < set(dataset.measures))
    assert {row["origin"] for row in rows} == set(dataset.origins) - fetched
    assert any(row["margin"] for row in rows) == dataset.margin_published
    for one in dataset.breaks:
        assert set(one.measures) <= set(dataset.measures)


def test_a_derived_row_has_an_origin_that_tells_how():
    for dataset in all_datasets():
        for release in dataset.releases:
            for key, row in committed(release.file).items():
                derived = dataset.origins[row["origin"]].processing == "derived"
                assert ("Z" in row["status"]) <= derived, key


def test_all_published_figures_fit_in_six_megabytes():
    assert sum(path.stat().st_size for path in PUBLISHED.glob("*.csv")) < 6_000_000


def test_eurostats_own_flag_d_stands_on_spain_and_france_only():
    for file in ("employment_lfs.csv", "unemployment_lfs.csv"):
        differing = [row for row in committed(file).values() if "D" in row["status"]]
        assert {row["geo"][:2] for row in differing} == {"ES", "FR"}
        assert {row["period"] for row in differing} == {"2021", "2022", "2023", "2024"}


#: typed by hand from the sources: file, measure, breakdown, geo, period, value, status
FIGURES_BY_HAND = """
rd_business_2018.csv mnkr total 20 2017 1344 B
rd_business_2018.csv mnkr total 17 2017 850 B
rd_business_2018.csv mnkr total 21 2011 - Q
rd_business_2018.csv mnkr total 00 2005 71702 A
rd_business_2020.csv mnkr total 20 2017 1323 BE
rd_business_2020.csv mnkr total 17 2017 830 BE
rd_business_2020.csv mnkr total 21 2011 635 E
rd_business_2020.csv mnkr total 00 2019 122651 A
rd_business_2020.csv mnkr total 23 2017 - Q
rd_per_inhabitant.csv business total 20 2021 2441.2 A
rd_per_inhabitant.csv all_sectors total 20 2021 3263.0 Z
rd_per_inhabitant.csv public total 20 2021 225.4 A
rd_per_inhabitant.csv all_sectors total 09 2017 - Q
rd_per_inhabitant.csv all_sectors total 09 2015 - O
rd_per_inhabitant.csv higher_education total 09 2015 - O
rd_share_of_grp.csv all_sectors total 20 2021 0.77 Z
rd_share_of_grp.csv business total 20 2021 0.57 Z
rd_share_of_grp.csv business total 09 2019 - Q
gerd_2026_02.csv pct_gdp total SE31 2023 0.96 A
gerd_2026_02.csv pct_gdp total SE12 2023 4.27 A
gerd_2026_02.csv pct_gdp total SE32 2017 - Q
gerd_2026_05.csv pct_gdp total SE31 2023 0.96 A
gerd_2026_05.csv pct_gdp total SE12 2023 4.37 A
gerd_2026_05.csv pct_gdp total 00 2023 3.64 A
gerd_2026_05.csv pct_gdp total EU27_2020 2022 2.22 P
ris2023.csv innovation_index total SE31 2016 95.5 A
ris2023.csv sme_product_innovation total SE31 2023 135.14 A
ris2023.csv fine_particulates total EU27_2020 2016 100 A
reglab.csv index total 20 2021 75.469 A
reglab.csv index total 20 2019 73.404 A
reglab.csv index total 20 2015 77.249 A
new_enterprises.csv number total 20 2021 1748 A
new_enterprises.csv number total 00 2007 58526 B
new_enterprises.csv per_1000 total 00 2017 11.2 A
new_enterprises.csv number total 20 2022 - L
sme_growth_willingness.csv share total 20 2020 51 U
sme_growth_willingness.csv share total 17 2020 60 A
sme_growth_willingness.csv share total 00 2020 69 A
exports_goods.csv mnkr total 20 2019 46102.8 A
exports_goods.csv per_inhabitant total 20 2019 302129 A
exports_goods.csv mnkr total 00 1997 583185.0 Z
internationalisation_index.csv index total 20 2020 49.23 A
internationalisation_index.csv index total 01 2020 74.96 A
internationalisation_index.csv index total 25 2020 59.06 A
exporting_enterprises.csv goods_exporters total 20 2016 813 A
exporting_enterprises.csv goods_exporters_per_1000 total 21 2016 2.36 Z
exporting_enterprises.csv register_exporters total 17 2023 1204 A
matching.csv share total 20 2020 68.9 A
matching.csv share women 20 2020 69.6 A
matching.csv share men 20 2019 67.9 B
sme_skills_shortage.csv share total 20 2020 27.9 Z
sme_skills_shortage.csv share total 00 2020 33.6 Z
sme_skills_shortage.csv share total 25 2020 47.5 Z
education_3plus.csv share women 21 2021 28.7 Z
education_3plus.csv share men 21 2021 13.9 Z
education_3plus.csv share women 20 2021 28.6 Z
education_tertiary.csv share total SE31 2021 35.4 B
education_tertiary.csv share women 00 2019 51.4 A
education_tertiary.csv share total EU27_2020 2022 34.3 A
unemployment_lfs.csv rate total SE31 2021 9.8 B
unemployment_lfs.csv rate total SE31 2024 7.2 A
unemployment_lfs.csv rate total EU27_2020 2009 9.3 A
employment_lfs.csv rate total SE31 2024 77.3 A
employment_lfs.csv rate total SE31 2021 72.5 B
employment_lfs.csv rate total SE31 2022 76.1 A
labour_market_slack.csv rate total SE31 2021 19.9 A
labour_market_slack.csv rate total SE31 2019 14.7 A
labour_market_slack.csv rate total 00 2019 14.1 A
unemployment_bas.csv rate total 21 2021 8.2 A
unemployment_bas.csv rate total 20 2022 4.7 A
unemployment_bas.csv rate total 00 2020 6.7 A
unemployment_bas_monthly.csv rate total 20 2024-01 4.6 A
unemployment_bas_monthly.csv rate total 20 2023-10 4.3 A
unemployment_bas_monthly.csv rate total 00 2020-01 6 A
ghg.csv kilotonnes total 20 2020 1213 A
ghg.csv kilotonnes total 20 2019 1279 A
ghg.csv kilotonnes total 00 2008 56169 Z
ets_emissions.csv tonnes total SE31 2023 824509 Z
ets_emissions.csv tonnes total 20 2023 540278 Z
ets_emissions.csv tonnes total 00 2023 13766406 Z
manufacturing_na.csv thousand_manufacturing total SE31 2017 54 A
manufacturing_na.csv thousand_all total 00 2000 4301 A
manufacturing_na.csv thousand_all total 20 2018 - O
manufacturing_rams.csv persons men 00 2016 410872 A
manufacturing_rams.csv persons women SE31 2019 11290 B
manufacturing_rams.csv persons total 00 2016 539812 A
manufacturing_sbs.csv persons total SE31 2022 57632 A
manufacturing_sbs.csv htec_share total SE31 2022 24.1 Z
manufacturing_sbs.csv persons total 00 2022 602610 A
grp.csv mnkr total 20 2020 111634 A
grp.csv mnkr total 20 2017 105918 A
grp.csv mnkr total 00 2008 3411463 Z
grp_per_employed_2014.csv tkr total 00 2013 808 P
grp_per_employed_2017.csv tkr total 01 2015 1079 A
grp_per_employed_2022.csv tkr total 20 2020 878 A
gdp_per_inhabitant_county.csv pps total SE31 2022 35000 E
gdp_per_inhabitant_county.csv eur total 20 2021 42300 A
gdp_per_inhabitant_county.csv pps total EU27_2020 2000 18400 A
gdp_per_inhabitant.csv pps total SE31 2022 33900 A
gdp_per_inhabitant.csv pps total SE31 2023 32800 A
gdp_per_inhabitant.csv pps total AL 2008 6400 A
productivity.csv eur_per_hour total SE31 2021 55.42 Z
productivity.csv eur_per_hour total 00 2021 64.92 Z
productivity.csv eur_per_hour total AT 2021 57.8 Z
gdp_real.csv index total SE31 2023 100.6 A
gdp_real.csv index total SE31 2022 109.1 A
gdp_real.csv index total EU27_2020 2000 77.4 A
disposable_income.csv pps total SE31 2019 16300 A
disposable_income.csv pps total SE31 2016 15700 A
disposable_income.csv pps total SE11 2009 17300 A
population_average.csv persons total 20 2022 288349 A
population_average.csv persons total 20 2021 287990 A
population_average.csv persons total EU27_2020 2000 428157873 A
population_1jan.csv persons total SE31 2024 856443 A
population_1jan.csv persons total SE31 2022 859350 A
population_1jan.csv persons total EU27_2020 1990 418030739 A
""".strip().splitlines()


@pytest.mark.parametrize("line", FIGURES_BY_HAND)
def test_a_figure_typed_from_its_source_stands_in_the_panel(line):
    file, *key, value, status = line.split()
    row = committed(file)[tuple(key)]
    assert (row["value"] or "-", row["status"]) == (value, status)


def test_each_dataset_is_checked_by_hand_in_three_places():
    checked = [line.split()[0] for line in FIGURES_BY_HAND]
    for dataset in all_datasets():
        assert sum(checked.count(release.file) for release in dataset.releases) >= 3, dataset.id
