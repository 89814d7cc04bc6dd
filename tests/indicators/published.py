"""Values typed by hand from the producers' figures, as they must read in Swedish.

None came from the panel. ``COUNTIES``: the newest value of Dalarna, Gävleborg and Värmland.
``REGION``: Norra Mellansverige in three periods, or with a reference where there is but one.
"""

COUNTIES = """
reglab_innovation_index 2021 75,5 74,2 82,1
new_enterprises_per_1000 2017 9,7 8,8 8,6
new_enterprises 2021 1_748 1_663 1_650
sme_growth_willingness 2020 51 64 60
sme_skills_shortage 2020 27,9 37,8 27,6
matching_rate 2020 68,9 69,9 70,9
education_3plus 2021 28,6 28,7 32,2
unemployment_bas 2022 4,7 7,2 4,9
unemployment_bas_monthly 2024-01 4,6 7,2 4,9
rd_share_of_grp 2021 0,77 1,15 1,26
rd_share_of_grp_business 2021 0,57 0,94 0,87
rd_per_inhabitant 2021 3_263 4_674 5_371
rd_per_inhabitant_business 2021 2_441 3_819 3_697
rd_per_inhabitant_public 2021 225 216 78
rd_per_inhabitant_higher_education 2021 596 639 1_596
rd_business 2019 1_302 1_410 740
exports_goods 2019 46_103 28_143 29_793
exports_goods_per_inhabitant 2019 302_129 182_381 193_678
exports_goods_share_of_grp 2019 39,9 25,3 27,6
internationalisation_index 2020 49,2 25,8 47,2
ghg_industries 2020 1_213 836 812
ghg_intensity 2020 10,9 7,3 7,6
ets_emissions 2023 540_278 168_584 115_647
manufacturing_share 2017 14,7 15,1 13,2
grp 2020 111_634 113_880 107_007
grp_per_employed 2020 878 911 882
gdp_per_inhabitant_pps_county 2022 35_489 34_119 35_322
gdp_per_inhabitant_eur_county 2022 44_975 43_239 44_764
population_average 2022 288_349 287_551 283_586
exporting_enterprises 2016 813 667 –
exporting_enterprises_register 2023 – – 1_204
""".strip().splitlines()

REGION = """
gerd SE31 2019 1,27 2021 1,05 2023 0,96
tertiary_education SE31 2022 38,3 2023 40,5 2024 42,2
unemployment_lfs SE31 2022 7,7 2023 7,3 2024 7,2
employment_lfs SE31 2022 76,1 2023 77,1 2024 77,3
labour_market_slack SE31 2019 14,7 2021 19,9 2022 17,6
labour_market_slack 00 2019 14,1 2021 18,1 2022 16,2
manufacturing_share SE31 2015 15,0 2016 14,6 2017 14,3
manufacturing_employed_rams SE31 2019 54_947 2020 53_305 2021 53_922
manufacturing_high_tech_share SE31 2022 24,1
manufacturing_high_tech_share 00 2022 44,2
gdp_per_inhabitant_pps SE31 2021 32_100 2022 33_900 2023 32_800
gdp_real_index SE31 2021 106,9 2022 109,1 2023 100,6
productivity_per_hour SE31 2021 55,4
productivity_per_hour 00 2021 64,9
disposable_income SE31 2017 15_900 2018 16_200 2019 16_300
population_1jan SE31 2022 859_350 2023 859_620 2024 856_443
ris_innovation_index SE31 2021 101,7 2022 101,9 2023 99,1
ris_sme_product_innovation SE31 2021 152,3 2022 152,3 2023 135,1
ris_sme_process_innovation SE31 2021 145,1 2022 145,1 2023 167,3
ris_sme_collaboration SE31 2021 150,1 2022 150,1 2023 162,8
ris_non_rd_innovation_expenditure SE31 2021 94,1 2022 94,1 2023 67,5
ris_innovation_expenditure_per_employed SE31 2021 95,9 2022 95,9 2023 93,4
ris_sales_new_innovations SE31 2021 83,6 2022 83,6 2023 66,6
ris_employment_innovative_enterprises SE31 2021 125,2 2022 125,2 2023 122,0
ris_trademarks SE31 2021 93,1 2022 88,1 2023 76,4
ris_designs SE31 2021 61,1 2022 61,7 2023 64,7
ris_pct_patents SE31 2021 106,6 2022 106,2 2023 98,0
ris_business_rd SE31 2021 85,5 2022 87,7 2023 87,7
ris_digital_skills SE31 2021 140,9 2022 131,7 2023 142,7
ris_ict_specialists SE31 2021 54,4 2022 59,5 2023 64,7
ris_lifelong_learning SE31 2021 269,4 2022 269,4 2023 269,4
ris_fine_particulates SE31 2021 246,7 2022 254,9 2023 260,6
""".strip().splitlines()


def text(typed: str) -> str:
    """A typed number with the space that stands between thousands on screen."""
    return typed.replace("_", "\u202f")
