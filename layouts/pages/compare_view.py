"""The view of Jämför but its house chart: heading, chart over time, cautions, source, table."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from indicators.depends import chart_alone
from indicators.frozen import later_notice
from indicators.library import sexes
from indicators.model import Indicator, Selection
from indicators.phrases import Phrases, phrases
from indicators.selection import settings, to_query
from indicators.spec import ChartSpec
from indicators.views import VIEWS
from indicators.views.model import say as view_words
from layouts.elements import Element, h
from layouts.figures import figure
from layouts.history_links import history_query
from layouts.pages import compare_controls as controls
from layouts.pages import compare_links as links
from layouts.pages.compare_about import about
from layouts.pages.compare_house import key, subject
from layouts.pages.compare_said import below, findings, reading
from layouts.profile import profile_for
from layouts.profile_guard import beside_view
from layouts.shell import notices
from layouts.show_how_link import show_how_link
from layouts.theme import colours

if TYPE_CHECKING:
    from indicators.library import Library

WORDS = Path(__file__).parents[1] / "words" / "compare.toml"
#: an en dash at which a heading's line is not broken: a range stays whole
UNBROKEN_DASH = "\u2060–\u2060"
#: pixels above which a chart is printed smaller, or it would leave the page of its heading
HIGH = 650
#: (component, property) that the page's callback sets, in the order of :func:`outputs`
OUTPUTS = (
    ("compare-indicator", "value"),
    ("compare-places", "value"),
    ("compare-places", "data"),
    ("compare-start", "value"),
    ("compare-start", "data"),
    ("compare-end", "value"),
    ("compare-end", "data"),
    ("compare-period", "value"),
    ("compare-period", "data"),
    ("compare-period", "label"),
    ("compare-base", "value"),
    ("compare-base", "data"),
    ("compare-against", "value"),
    ("compare-against", "data"),
    ("compare-controls", "className"),
    ("compare-step", "data-steps"),
    ("compare-main", "className"),
    ("compare-views", "children"),
    ("compare-sets", "children"),
    ("compare-choices", "children"),
    ("compare-notices", "children"),
    ("compare-head", "children"),
    ("compare-chart-head", "children"),
    ("compare-chart-findings", "children"),
    ("compare-house", "data"),
    ("compare-below", "children"),
    ("compare-about", "children"),
    ("compare-downloads", "children"),
    ("spoken", "children"),
)


def say() -> Phrases:
    """The phrases of the page, read at first use."""
    return phrases(WORDS)


def parts(
    library: Library, asked: Selection, unknown: tuple[tuple[str, str], ...]
) -> dict[str, Any]:
    """Everything on the page for an address, as plain dicts and figures."""
    resolved = library.resolve(asked, unknown)
    chosen, language = resolved.selection, asked.language
    indicator = library.catalogue.indicators[chosen.indicator or ""]
    values = library.values(indicator.id, sexes(chosen.breakdown)[0], chosen.as_of)
    spec, chart, said, under_chart = library.keep(
        ("chart", chart_alone(chosen)), lambda: _chart(library, chosen)
    )
    beside = VIEWS[chosen.view].beside_ranking
    view_name = view_words()(f"name_{chosen.view}", language)
    notes = (*resolved.notices, *later_notice(library, chosen, spec))
    return {
        "controls": controls.choices(library, resolved, values),
        "choices": links.short_choices(library, asked, resolved, values),
        "views": links.tabs(asked, resolved, library.material(chosen)),
        "notices": notices(notes, language),
        "head": _head(library, indicator, spec),
        "chart_head": [
            view_name,
            " ",
            subject(library, chosen),
        ],
        "chart": chart,
        "findings": said,
        "main": _class(chosen, beside, chart),
        "house": key(chosen) if beside else "",
        "below": under_chart,
        "about": library.keep(
            ("about", indicator.id, settings(chosen)),
            lambda: about(library, indicator, chosen),
            lasting=chosen.as_of is None,
        ),
        "downloads": _downloads(asked, indicator),
        "spoken": say()("spoken", language, view=view_name, title=spec.title),
        "language": language,
        "chosen": chosen,
    }


def _chart(
    library: Library, chosen: Selection
) -> tuple[ChartSpec, dict[str, Any], list[Element], list[Element]]:
    """What a step through the periods of the house chart beside leaves as it is."""
    spec = library.view(chosen)
    profile = profile_for(chosen.home)
    with colours(profile.colours):
        chart = figure(spec)
    guarded = beside_view(spec, profile, chosen)
    said = [*reading(chart), *guarded, *findings(spec)]
    return spec, chart, said, below(spec, history_query(chosen))


def _class(chosen: Selection, beside: bool, chart: dict[str, Any]) -> str:
    """What the style sheet must know: the view, whether it stands alone, whether it is high."""
    if beside:
        return "compare-main"
    high = " high" if chart["layout"]["height"] > HIGH else ""
    return f"compare-main alone {chosen.view}{high}"


def outputs(drawn: dict[str, Any]) -> tuple[Any, ...]:
    """The values of :data:`OUTPUTS`."""
    chosen: controls.Choices = drawn["controls"]
    return (
        chosen.indicator,
        list(chosen.places),
        chosen.place_options,
        chosen.start,
        chosen.periods,
        chosen.end,
        chosen.periods,
        chosen.ranked,
        chosen.ranked_options,
        controls.period_label(chosen, drawn["language"]),
        chosen.base,
        chosen.base_options,
        chosen.against,
        chosen.against_options,
        controls.hiding(chosen),
        controls.steps(chosen),
        drawn["main"],
        drawn["views"],
        drawn["choices"][0],
        drawn["choices"][1:],
        drawn["notices"],
        drawn["head"],
        drawn["chart_head"],
        drawn["findings"],
        drawn["house"],
        drawn["below"],
        drawn["about"],
        drawn["downloads"],
        drawn["spoken"],
    )


def _downloads(asked: Selection, indicator: Indicator) -> list[Element]:
    query = to_query(asked)
    files = [
        h("li", h("a", say()(f"download_{kind}", asked.language), href=f"/ladda-ner/{kind}{query}",
                  download=""))
        for kind in ("xlsx", "csv")
    ]  # fmt: skip
    return [*files, h("li", show_how_link(asked))]


def _head(library: Library, indicator: Indicator, spec: ChartSpec) -> list[Element]:
    theme = next(item for item in library.sections() if indicator.id in item.indicators)
    number = f"{theme.number} · " if theme.number else ""
    return [
        h("p", number + theme.name[spec.language], cls="crumb"),
        # named, so that a slide keeps to it where the address leaves it to the panel
        h("h1", spec.title.replace("–", UNBROKEN_DASH), data_indicator=indicator.id),
        h("p", spec.subtitle, cls="lead"),
    ]
