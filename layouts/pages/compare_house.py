"""The house chart of Jämför: every place of the indicator's level, sorted, with its table.

It does not depend on the places and years chosen for the chart over time, so it has a callback of
its own: the page's callback hands on the address of the house chart, and only where that address
has changed is the chart asked for and drawn anew. Its heading names the indicator, so that it says
what it shows whatever stands beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from data.geography import EU27, RIKET, swedish_regions
from indicators import formats
from indicators.cautions import ranking_notes
from indicators.depends import house_chart
from indicators.model import Selection
from indicators.naming import measured_name, reference_name
from indicators.phrases import Phrases, phrases
from indicators.selection import EUROPE, from_query, to_query
from indicators.spec import ChartSpec
from indicators.telling.scatter import in_text
from indicators.views import VIEWS
from layouts import views
from layouts.elements import Child, Element, h, inert
from layouts.figures import figure
from layouts.history_links import history_query
from layouts.pages.compare_said import findings, reading
from layouts.profile import colours_of
from layouts.tables import table

if TYPE_CHECKING:
    from dash import Dash

    from indicators.library import Library

WORDS = Path(__file__).parents[1] / "words" / "compare.toml"
#: (component, property) that the callback sets, in the order of :meth:`House.outputs`
OUTPUTS = (
    ("compare-rank-head", "children"),
    ("compare-rank-notes", "children"),
    ("compare-rank-below", "children"),
)

#: families of rules that speak under the chart over time too, beside which the house chart stands
SAID_BESIDE = ("level", "peers", "sexes")


def say() -> Phrases:
    """The phrases of the page, read at first use."""
    return phrases(WORDS)


@dataclass(frozen=True, slots=True)
class House:
    """The house chart as drawn."""

    head: list[Child]
    figure: dict[str, Any]
    notes: list[Element]
    below: list[Element]

    def outputs(self) -> tuple[Any, ...]:
        """The values of :data:`OUTPUTS`."""
        return self.head, self.notes, self.below


def key(chosen: Selection) -> str:
    """The address of a resolved selection's house chart: two views with the same share it."""
    return to_query(house_chart(chosen))


def house(library: Library, chosen: Selection) -> House:
    """The house chart of a resolved selection."""
    return library.keep(("house", key(chosen)), lambda: _draw(library, chosen))


def beside(library: Library, chosen: Selection) -> House:
    """The house chart where the view has it beside, else nothing in its place."""
    if VIEWS[chosen.view].beside_ranking:
        return house(library, chosen)
    return House([], {"data": [], "layout": {"height": 120}}, [], [])


def _draw(library: Library, chosen: Selection) -> House:
    spec = library.ranking(chosen)
    language = spec.language
    with colours_of(chosen.home):
        drawn = figure(spec)
    return House(
        [_heading(spec, chosen), " ", subject(library, chosen)],
        drawn,
        [
            *reading(drawn),
            *findings(spec, SAID_BESIDE),
            *(h("p", note) for note in ranking_notes(spec)),
        ],
        [
            h("details", h("summary", spec.title),
              inert(table(spec, history_query(chosen)), cls="scroll"), cls="rank-table"),
            h("details", h("summary", say()("rank_in_words", language)),
              h("p", spec.alt, id="compare-rank-alt"), cls="words"),
        ],
    )  # fmt: skip


def subject(library: Library, chosen: Selection) -> Element:
    """What a chart of a resolved selection is about, behind its heading; both where it has two."""
    material = library.material(chosen)
    reference = reference_name(material.any, chosen.language)
    name = measured_name(material.indicator, chosen, reference)
    if chosen.view == "scatter" and chosen.against:
        other = library.catalogue.indicators[chosen.against].name[chosen.language]
        name = say()("subject_pair", chosen.language, a=name, b=in_text(other))
    return h("span", name, cls="subject")


def _heading(spec: ChartSpec, chosen: Selection) -> str:
    level = "lan" if "01" in {item.code for item in spec.series} else "riksomraden"
    if EUROPE in chosen.places and level != "lan":
        level = EUROPE
    elif level != "lan" and {item.code for item in spec.series} - {*swedish_regions(), RIKET, EU27}:
        level = "valda"
    when = formats.period(spec.periods[0], spec.language)
    return say()(f"rank_heading_{level}", spec.language, when=when)


def register(app: Dash, library: Library) -> None:
    """Draw the house chart anew when its address has changed."""
    from dash import ClientsideFunction, Input, Output

    def draw(parameters: Mapping[str, str]) -> views.Drawn:
        resolved = library.resolve(*from_query(parameters.get("adress", "")))
        found = house(library, resolved.selection)
        return {"outputs": found.outputs(), "figure": found.figure}

    views.register(app, library, "lan", draw)
    app.clientside_callback(
        ClientsideFunction("views", "house"),
        *(Output(name, prop) for name, prop in OUTPUTS),
        Input("compare-house", "data"),
        prevent_initial_call=True,
    )
