"""How a view's program is written in Python."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from indicators.rebuild.dialects import enclosed, quoted


class Python:
    """Python 3.10 or later with requests and pandas."""

    ending = "py"
    first = ("table",)
    names: Mapping[str, str] = {}

    def start(self, blocks: Iterable[str]) -> str:
        """The imports that the chosen functions need."""
        used = set(blocks)
        standard = []
        if "px" in used:
            standard.append("import re")
        if "folder" in used:
            standard.append("import unicodedata")
        if "jsonstat" in used:
            standard.append("from itertools import product")
        if used & {"pxweb", "folder"}:
            standard.append("from urllib.parse import quote")
        lines = [*standard, *([""] if standard else []), "import pandas as pd", "import requests"]
        return "\n".join(lines)

    def pairs(self, given: Mapping[str, str]) -> str:
        """A dict of texts."""
        items = (f"{quoted(key)}: {quoted(value)}" for key, value in given.items())
        return enclosed("{", items, "}")

    def listed(self, given: Iterable[tuple[str, str]]) -> str:
        """Pairs of texts, in which the first may come again."""
        return enclosed("[", (f"({quoted(one)}, {quoted(other)})" for one, other in given), "]")

    def twice(self, given: Iterable[tuple[str, str, str]]) -> str:
        """Key -> two texts."""
        items = (f"{quoted(a)}: ({quoted(b)}, {quoted(c)})" for a, b, c in given)
        return enclosed("{", items, "}")

    def words(self, given: Iterable[str]) -> str:
        """A list of texts."""
        return enclosed("[", map(quoted, given), "]")

    def call(self, function: str, given: Sequence[str], named: Mapping[str, str]) -> str:
        """A call, its arguments written already."""
        more = [f"{name}={value}" for name, value in named.items()]
        return enclosed(f"{function}(", [*given, *more], ")")

    def assign(self, name: str, value: str) -> str:
        """A name for a value."""
        return f"{name} = {value}"

    def added(self, parts: Sequence[str]) -> str:
        """A sum that is missing where a part is."""
        return " + ".join(parts)

    def ratio(self, numerator: str, denominator: str, scale: str) -> str:
        """A quotient, missing where either is and where there is nothing to divide by."""
        below = f"{denominator}.where({denominator} != 0)"
        return f"{numerator} / {below}" + (f" * {scale}" if scale != "1" else "")

    def against_base(self, name: str, base: str, change: bool, broken: bool) -> list[str]:
        """Values against their own in the base period, not across a break."""
        over = f"{name}.sub(base, level=\"place\")" if change else (
            f"{name}.div(base, level=\"place\") * 100"
        )  # fmt: skip
        lines = [f'base = {name}.xs({quoted(base)}, level="period")', f"{name} = {over}"]
        if broken:
            test = f"min(one, {quoted(base)}) < cut <= max(one, {quoted(base)})"
            lines += [
                f'periods = {name}.index.get_level_values("period")',
                f"{name} = {name}[",
                f"    [not any({test} for cut in BREAKS) for one in periods]",
                "]",
            ]
        return lines

    def against_place(self, name: str, place: str, points: bool) -> list[str]:
        """Values against those of one place in the same period."""
        over = f"{name}.sub(reference, level=\"period\")" if points else (
            f"{name}.div(reference, level=\"period\") * 100"
        )  # fmt: skip
        return [f'reference = {name}.xs({quoted(place)}, level="place")', f"{name} = {over}"]

    def limited(self, name: str, first: str, last: str, wide: bool) -> list[str]:
        """Only the places and periods of the view."""
        lines = [
            f'periods = {name}.index.get_level_values("period")',
            f"{name} = {name}[(periods >= {quoted(first)}) & (periods <= {quoted(last)})]",
        ]
        if not wide:
            lines.append(f'{name} = {name}[{name}.index.isin(list(PLACES), level="place")]')
        return lines

    def shown(self, names: Mapping[str, str], wide: bool) -> list[str]:
        """The values as a table with a row a place and a column a period."""
        renamed = "" if wide else ".rename(index=PLACES)"
        if len(names) == 1:
            (name,) = names
            return [f'print({name}.unstack("period"){renamed}.to_string())']
        inner = ", ".join(f"{quoted(said)}: {name}" for name, said in names.items())
        return [f'print(pd.concat({{{inner}}}).unstack("period"){renamed}.to_string())']
