"""What stands about an indicator below its charts."""

from __future__ import annotations

from indicators.model import Selection
from layouts.pages.compare_about import about
from tests.indicators.synthetic import indicator, library_of, rows


def test_the_next_release_stands_beside_the_indicator() -> None:
    item = indicator()
    library, figures = library_of(rows(("20", "2020", 1.0)), item)
    chosen = library.resolve(Selection(indicator=item.id)).selection
    assert "Nästa publicering" not in about(library, item, chosen)["props"]["data-html"]
    figures.beside[item.source.dataset] = {"next_release": "2027-01-19"}
    figures.news += 1
    library._looked = 0.0
    assert library.revision == figures.news
    assert (
        "Nästa publicering</dt><dd>2027-01-19."
        in about(library, item, chosen)["props"]["data-html"]
    )
