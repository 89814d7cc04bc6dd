"""The cells of the overview: a number, its line, its change in words, its place, its caution."""

from __future__ import annotations

from pathlib import Path

from data.geography import EU27, NORRA_MELLANSVERIGE, RIKET, THE_THREE, counties, geographies
from indicators import formats, naming
from indicators.model import Indicator, Selection
from indicators.overview import Change, OverviewRow, Standing
from indicators.phrases import Phrases, phrases
from indicators.spec import Mark
from layouts import small_charts
from layouts.elements import Element, h, link

WORDS = Path(__file__).parents[1] / "words" / "overview.toml"
#: an arrow says where the number went, never whether that was good
ARROWS = {"up": "↗", "down": "↘", "same": "→"}


def say() -> Phrases:
    """The phrases of the overview, read at first use."""
    return phrases(WORDS)


def indicator_cell(row: OverviewRow, selection: Selection, address: str) -> Element:
    """Name, unit, period, direction; below them what to be careful about."""
    language, indicator = selection.language, row.indicator
    unit: list[object] = [indicator.unit[language]]
    if indicator.breakdowns[0] != "total":
        unit.append(naming.say()(indicator.breakdowns[0], language))
    if indicator.direction != "none":
        unit.append(naming.say()(f"direction_{indicator.direction}", language))
    period = h("b", formats.period(row.period, language))
    return h(
        "th",
        link(indicator.name[language], address),
        h("div", ", ".join(map(str, unit)) + " · ", period, cls="unit"),
        *(h("div", text, cls="caution") for text in _cautions(row, language)),
        scope="row",
        role="rowheader",
    )


def _cautions(row: OverviewRow, language: str) -> list[str]:
    warning = row.indicator.warning
    cautions = [warning[language]] if warning else []
    if row.last_break is not None:
        when = formats.period(row.last_break.period, language)
        text = row.last_break.text[language]
        cautions.append(say()("break", language, period=when, text=text))
    if row.margin_unpublished:
        cautions.append(say()("margin", language))
    if row.indicator.proxy is not None:
        cautions.append(say()("proxy", language))
    return cautions


def standing_cell(row: OverviewRow, standing: Standing, selection: Selection) -> Element:
    """One county: the number, its line, its last clean change, its place."""
    language = selection.language
    place = geographies()[standing.code].short(language)
    classes = "place home" if standing.code == selection.home else "place"
    if standing.mark is None:
        words = h("p", say()("missing_plain", language), cls="none")
        return h("td", words, role="cell", cls=classes, data_label=place)
    return h(
        "td",
        h("div", _number(row.indicator, standing.mark, language), _line(row, standing, language),
          cls="figure"),
        _change(row.indicator, standing.change, language),
        _unreviewed(standing, language),
        _band(row, standing, language),
        _own_period(row, standing.mark, language),
        role="cell",
        cls=classes,
        data_label=place,
    )  # fmt: skip


def _number(indicator: Indicator, mark: Mark, language: str) -> Element:
    text = formats.number(mark.value, indicator.decimals, language)
    margin = None
    if mark.margin is not None:
        words = formats.number(mark.margin, indicator.decimals, language)
        margin = h("span", say()("margin_value", language, margin=words), cls="margin")
    return h("span", h("span", text, cls="big"), margin)


def _line(row: OverviewRow, standing: Standing, language: str) -> Element | None:
    valued = [mark for mark in standing.line if mark.value is not None]
    if len(valued) < 2:
        return None
    first, last, decimals = valued[0], valued[-1], row.indicator.decimals
    alt = say()(
        "line_alt",
        language,
        first=formats.period(first.period, language),
        last=formats.period(last.period, language),
        first_value=formats.number(first.value, decimals, language),
        last_value=formats.number(last.value, decimals, language),
    )
    role = "group" if standing.code == NORRA_MELLANSVERIGE else "compared"
    svg = small_charts.line(standing.line, standing.cuts, standing.code, role)
    return h(
        "img", src=small_charts.picture(svg), alt=alt,
        width=small_charts.LINE_WIDTH, height=small_charts.LINE_HEIGHT,
    )  # fmt: skip


def _change(indicator: Indicator, change: Change | None, language: str) -> Element:
    if change is None:
        return h("div", say()("no_comparison", language), cls="sub")
    period = formats.period(change.earlier.period, language)
    if change.kind == "same":
        exact = round(change.difference, indicator.decimals) == 0
        words = say()("same" if exact else "uncertain", language, period=period)
    else:
        value = formats.number(abs(change.difference), indicator.decimals, language)
        key = "higher" if change.kind == "up" else "lower"
        words = say()(key, language, difference=value, period=period)
    arrow = h("span", ARROWS[change.kind], aria_hidden="true", cls="arrow")
    caution = h("span", say()("one_firm", language), cls="caution") if change.one_firm else None
    return h("div", arrow, h("span", f" {words}"), caution, cls="sub")


def _unreviewed(standing: Standing, language: str) -> Element | None:
    """Said of a value far outside its own history that nobody has looked at yet."""
    if not standing.unreviewed:
        return None
    return h("div", h("span", say()("unreviewed", language), cls="caution"), cls="sub")


def _band(row: OverviewRow, standing: Standing, language: str) -> Element | None:
    if not standing.band:
        return None
    key = "place_plain" if row.indicator.direction == "none" else "place"
    words = say()(key, language, band=standing.band, count=standing.of)
    return h("div", words, cls="sub")


def _own_period(row: OverviewRow, mark: Mark, language: str) -> Element | None:
    """A value of another period than the row's says so (rule 3)."""
    if mark.period == row.period:
        return None
    return h("div", h("b", formats.period(mark.period, language)), cls="sub")


def group_cells(row: OverviewRow, selection: Selection, address: str) -> list[Element]:
    """Norra Mellansverige and Riket, or in plain words why there is no number."""
    language = selection.language
    north = geographies()[NORRA_MELLANSVERIGE].short(language)
    if row.group.mark is None:
        reason = row.indicator.aggregation.reason
        computed = row.indicator.aggregation.method != "published"
        key = "refused" if reason else "incomplete" if computed else "no_reference"
        note = h("p", say()(key, language), cls="none")
        if reason:
            told = h("span", say()("refused_because", language, reason=reason[language]),
                     cls="unseen")  # fmt: skip
            note = h("p", link(note["props"]["children"], address), told, cls="none")
        group = h("td", note, role="cell", data_label=north, cls="group")
    elif row.standings:
        computed = row.indicator.aggregation.method != "published"
        words = h("div", say()("computed", language), cls="sub") if computed else None
        group = h("td", h("div", _number(row.indicator, row.group.mark, language)), words,
                  _unreviewed(row.group, language),
                  _own_period(row, row.group.mark, language),
                  role="cell", data_label=north, cls="group")  # fmt: skip
    else:
        group = standing_cell(row, row.group, selection)
    return [group, _reference_cell(row, language)]


def _reference_cell(row: OverviewRow, language: str) -> Element:
    riket = geographies()[RIKET].short(language)
    if row.reference is None or row.reference.mark is None:
        words = h("p", say()("no_reference", language), cls="none")
        return h("td", words, role="cell", data_label=riket, cls="reference")
    other = None
    if row.reference.code == EU27:
        other = h("div", geographies()[EU27].short(language), cls="sub")
    return h(
        "td",
        h("div", _number(row.indicator, row.reference.mark, language)),
        _unreviewed(row.reference, language),
        other,
        _own_period(row, row.reference.mark, language),
        role="cell",
        cls="reference",
        data_label=geographies()[row.reference.code].short(language),
    )


def strip_cell(row: OverviewRow, selection: Selection) -> Element:
    """All places of the level on one axis, with its ends in numbers."""
    language, indicator, places = selection.language, row.indicator, geographies()
    level = [code for code in row.strip if places[code].level == indicator.level]
    marked = {code: "compared" for code in THE_THREE if code in row.strip}
    if indicator.level == "nuts2":
        marked[NORRA_MELLANSVERIGE] = "group"
    if row.reference is not None and row.reference.code in row.strip:
        marked[row.reference.code] = "reference"
    low = min(level, key=lambda code: row.strip[code])
    high = max(level, key=lambda code: row.strip[code])
    ends = [formats.number(row.strip[code], indicator.decimals, language) for code in (low, high)]
    alt = say()(
        "strip_alt", language, period=formats.period(row.period, language), count=len(level),
        kind=say()(f"kind_{indicator.level}", language), low=ends[0], high=ends[1],
        low_place=places[low].short(language), high_place=places[high].short(language),
    )  # fmt: skip
    everything = (*row.strip.values(), *row.europe)
    ends = [
        formats.number(value, indicator.decimals, language)
        for value in (min(everything), max(everything))
    ]
    svg = small_charts.strip(row.strip, marked, row.europe)
    image = h("img", src=small_charts.picture(svg), alt=alt, cls="strip",
              width=small_charts.STRIP_WIDTH, height=small_charts.STRIP_HEIGHT)  # fmt: skip
    scale = h("div", h("span", ends[0]), h("span", _strip_note(row, level, language)),
              h("span", ends[1]), cls="ends", aria_hidden="true")  # fmt: skip
    return h("td", image, scale, role="cell", cls="spread",
             data_label=say()("column_strip", language))  # fmt: skip


def _strip_note(row: OverviewRow, level: list[str], language: str) -> str:
    if row.europe:
        return say()("abroad", language, count=len(row.europe))
    if row.indicator.level == "county" and len(level) < len(counties()):
        return say()("out_of", language, count=len(level), all=len(counties()))
    return ""
