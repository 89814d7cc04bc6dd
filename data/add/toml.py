"""The records of a dataset and an indicator as TOML, laid out as the other files are. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import tomlkit

#: a heading, "" for the start of a file, and the keys under it
Block = tuple[str, Mapping[str, Any]]


def dataset_toml(record: Mapping[str, Any]) -> str:
    """The text of a dataset's file: plain keys, words, measures, origins, live, caveats."""
    return _text(_dataset_blocks(record))


def indicator_toml(record: Mapping[str, Any]) -> str:
    """The text of an ``[[indicator]]`` in the file of its theme."""
    own = {key: value for key, value in record.items() if key != "aggregation"}
    how = record["aggregation"]
    return _text([("[[indicator]]", own), ("[indicator.aggregation]", how)])


def _dataset_blocks(record: Mapping[str, Any]) -> Iterator[Block]:
    yield "", {key: one for key, one in record.items() if not isinstance(one, Mapping | list)}
    for key in ("name", "producer", "route", "licence"):
        if key in record:
            yield f"[{key}]", record[key]
    for key in ("measures", "origins"):
        for name, one in record[key].items():
            yield f"[{key}.{name}]", one
    live = dict(record["live"])
    question = live.pop("question")
    yield "[live]", live
    for table in question.get("tables", ()):
        yield "[[live.question.tables]]", _without(table, "measures")
        yield "[live.question.tables.measures]", table["measures"]
    if "tables" not in question:
        yield "[live.question]", _without(question, "measures")
        if "measures" in question:
            yield "[live.question.measures]", question["measures"]
    for caveat in record.get("caveats", ()):
        yield "[[caveats]]", caveat


def _without(table: Mapping[str, Any], key: str) -> dict[str, Any]:
    return {name: one for name, one in table.items() if name != key}


def _text(blocks: Iterator[Block] | list[Block]) -> str:
    found = []
    for heading, keys in blocks:
        lines = [heading] if heading else []
        lines += [_line(key, one) for key, one in keys.items()]
        found.append("\n".join(lines) + "\n")
    return "\n".join(found)


def _line(key: str, value: Any) -> str:
    return f"{tomlkit.key(key).as_string()} = {_value(value)}"


def _value(value: Any) -> str:
    """A value in one line; a table in braces, with space within them as in the other files."""
    if not isinstance(value, Mapping):
        return str(tomlkit.item(value).as_string())
    keys = ", ".join(_line(key, one) for key, one in value.items())
    return f"{{ {keys} }}" if keys else "{}"
