"""Mutated presentations: a clear refusal or a right result, never a crash.

Right is: the package holds, and every chart that was renewed has numbers of the library's.
"""

from __future__ import annotations

import random
import re

import pytest

from indicators.library import Library
from layouts.exports.deck_update.guard import Refused
from layouts.exports.deck_update.update import update
from tests.conftest import SOAK
from tests.layouts.deck_update.edits import members, rezipped
from tests.layouts.deck_update.newer import BASE, TODAY, made, meeting, view
from tests.layouts.deck_update.package_rules import faults

ROUNDS = 5000 if SOAK else 60
WORDS = [b"-1", b"99999999999999999999", b"", b"NaN", b"rId1", b"../..", b"\xff\xfe", b"a" * 5000,
         b"<", b"&#0;", b"{}", b"null", b"[]", b"\xc3\xa5", b"0.5", b"true"]  # fmt: skip


@pytest.fixture(scope="module")
def small(library: Library) -> bytes:
    """A presentation with a chart, a map and a table."""
    slides = (view(1, "over_time", message="Nu {värde:20}."), view(2, "tile_map", ("20", "lan")),
              view(3, "over_time", part="table"))  # fmt: skip
    return made(library, meeting(*slides))


def mutated(data: bytes, chance: random.Random) -> bytes:
    """The file with something wrong in it: whole, member by member, or in the XML."""
    how = chance.randrange(10)
    if how == 0:
        flipped = bytearray(data)
        for _ in range(chance.randint(1, 12)):
            flipped[chance.randrange(len(flipped))] = chance.randrange(256)
        return bytes(flipped)
    if how == 1:
        return data[: chance.randrange(len(data))]
    found = members(data)
    ours = [name for name in found if re.match(r"(ppt/(?!slideL|theme)|customXml|\[|_rels)", name)]
    for _ in range(chance.randint(1, 3)):
        name = chance.choice(ours)
        if name in found:
            _wrong(found, name, how, chance)
    return rezipped(found)


def _wrong(found: dict[str, bytes], name: str, how: int, chance: random.Random) -> None:
    blob = found[name]
    if how == 2:
        del found[name]
    elif how == 3:
        found[name] = found[chance.choice(list(found))]
    elif how == 4:
        found[name] = blob[: chance.randrange(len(blob) + 1)]
    elif how == 5:
        at = chance.randrange(len(blob) + 1)
        found[name] = blob[:at] + chance.choice(WORDS) + blob[at:]
    elif how in (6, 7):
        values = list(re.finditer(rb'="([^"]*)"', blob))
        if values:
            one = chance.choice(values)
            found[name] = blob[: one.start(1)] + chance.choice(WORDS) + blob[one.end(1) :]
    elif how == 8:
        elements = list(re.finditer(rb"<([a-z]+:[a-zA-Z]+)[ >][^<>]*/?>", blob))
        if elements:
            one = chance.choice(elements)
            end = blob.find(b"</" + one[1] + b">", one.end())
            stop = one.end() if one[0].endswith(b"/>") or end < 0 else end + len(one[1]) + 3
            found[name] = blob[: one.start()] + blob[stop:]
    else:
        texts = list(re.finditer(rb">([^<>]+)<", blob))
        if texts:
            one = chance.choice(texts)
            word = chance.choice([word for word in WORDS if word not in (b"<",)])
            found[name] = blob[: one.start(1)] + word + blob[one.end(1) :]


def test_mutated_presentations(small: bytes, later: Library) -> None:
    assert faults(small) == []
    refused = 0
    for seed in range(ROUNDS):
        data = mutated(small, random.Random(seed))
        try:
            found = update(data, later, TODAY, None, BASE)
        except Refused as error:
            assert error.text("sv") and error.text("en")
            refused += 1
            continue
        try:
            before = faults(data)
        except Exception:
            # what we did not read was broken before, and is as it was
            continue
        new = set(faults(found.deck)) - set(before)
        assert not {one for one in new if "nothing leads" not in one}, (seed, new)
    assert 0 < refused < ROUNDS
