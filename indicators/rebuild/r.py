"""How a view's program is written in R."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from indicators.rebuild.dialects import enclosed, quoted


class R:
    """R 4.1 or later with httr2."""

    ending = "r"
    first = ("start",)
    names: Mapping[str, str] = {"eurostat": "eurostat_data", "pxweb": "pxweb_data"}

    def start(self, blocks: Iterable[str]) -> str:
        """The one package that is needed; it brings jsonlite."""
        return "library(httr2)"

    def pairs(self, given: Mapping[str, str]) -> str:
        """A named vector of texts."""
        return enclosed("c(", (f"{quoted(key)} = {quoted(one)}" for key, one in given.items()), ")")

    def listed(self, given: Iterable[tuple[str, str]]) -> str:
        """Pairs of texts, in which the first may come again."""
        return enclosed("c(", (f"{quoted(one)} = {quoted(other)}" for one, other in given), ")")

    def twice(self, given: Iterable[tuple[str, str, str]]) -> str:
        """Key -> two texts."""
        items = (f"{quoted(a)} = c({quoted(b)}, {quoted(c)})" for a, b, c in given)
        return enclosed("list(", items, ")")

    def words(self, given: Iterable[str]) -> str:
        """A vector of texts."""
        return enclosed("c(", map(quoted, given), ")")

    def call(self, function: str, given: Sequence[str], named: Mapping[str, str]) -> str:
        """A call, its arguments written already."""
        more = [f"{name} = {value}" for name, value in named.items()]
        return enclosed(f"{function}(", [*given, *more], ")")

    def assign(self, name: str, value: str) -> str:
        """A name for a value."""
        return f"{name} <- {value}"

    def added(self, parts: Sequence[str]) -> str:
        """A sum that is missing where a part is."""
        return f"added({', '.join(parts)})"

    def ratio(self, numerator: str, denominator: str, scale: str) -> str:
        """A quotient, missing where either is and where there is nothing to divide by."""
        return f"ratio({numerator}, {denominator}, {scale})"

    def against_base(self, name: str, base: str, change: bool, broken: bool) -> list[str]:
        """Values against their own in the base period, not across a break."""
        lines = [
            f'base <- {name}[{name}$period == {quoted(base)}, c("place", "value")]',
            *_merged(name, "base", "place", change),
        ]
        if broken:
            at = quoted(base)
            lines += [
                f"same <- vapply({name}$period, function(one) {{",
                f"  !any(pmin(one, {at}) < BREAKS & BREAKS <= pmax(one, {at}))",
                "}, logical(1))",
                f"{name} <- {name}[same, ]",
            ]
        return lines

    def against_place(self, name: str, place: str, points: bool) -> list[str]:
        """Values against those of one place in the same period."""
        return [
            f'reference <- {name}[{name}$place == {quoted(place)}, c("period", "value")]',
            *_merged(name, "reference", "period", points),
        ]

    def limited(self, name: str, first: str, last: str, wide: bool) -> list[str]:
        """Only the places and periods of the view."""
        test = f"{name}$period >= {quoted(first)} & {name}$period <= {quoted(last)}"
        if not wide:
            test += f" & {name}$place %in% names(PLACES)"
        return [f"shown <- {test}", f"{name} <- {name}[shown, ]"]

    def shown(self, names: Mapping[str, str], wide: bool) -> list[str]:
        """The values with a row a place and period, and the place's name."""
        lines = []
        for name, said in names.items():
            if not wide:
                lines.append(f"{name}$name <- PLACES[{name}$place]")
            if len(names) > 1:
                lines.append(f'cat({quoted(said)}, "\\n")')
            order = f"order({name}$place, {name}$period)"
            lines.append(f"print({name}[{order}, ], row.names = FALSE)")
        return lines


def _merged(name: str, other: str, by: str, difference: bool) -> list[str]:
    """R for values held against others of the same place or period, as difference or index."""
    over = f"{name}$value.x - {name}$value.y" if difference else (
        f"{name}$value.x / {name}$value.y * 100"
    )  # fmt: skip
    return [
        f"{name} <- merge({name}, {other}, by = {quoted(by)})",
        f"{name} <- table_of({name}$place, {name}$period, {over})",
    ]
