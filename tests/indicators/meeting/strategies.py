"""Meetings drawn at random, with words that can be told apart."""

from __future__ import annotations

from hypothesis import strategies as st

from indicators.meeting.model import Confirmed, Meeting, Showing, Slide

#: any text that a meeting may hold: no half characters, none that cannot be written in a file
texts = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\u2028\u2029\ufffe\uffff")
    | st.just("\n"),
    max_size=40,
)
paths = st.sampled_from(["", "/jamfor", "/county/20", "/mal/ett", "/strategi"])
confirmed = st.builds(
    Confirmed,
    key=st.sampled_from(["värde:20", "rang:20", "värde:00"]),
    said=texts,
    value=st.none() | st.floats(allow_nan=False, allow_infinity=False),
)
slides = st.builds(
    Slide,
    id=st.from_regex(r"[a-z0-9]{1,24}", fullmatch=True),
    kind=st.sampled_from(["view", "section", "text", "since"]),
    path=paths,
    query=st.sampled_from(["", "?indikator=fou", "?vy=rangordning&platser=lan"]),
    part=st.sampled_from(["chart", "table"]),
    title=texts,
    message=texts,
    notes=texts,
    confirmed=st.lists(confirmed, max_size=3, unique_by=lambda one: one.key).map(tuple),
)
showings = st.builds(Showing, on=st.dates(), title=texts)
meetings = st.builds(
    Meeting,
    title=texts,
    on=st.none() | st.dates(),
    language=st.sampled_from(["sv", "en"]),
    home=st.sampled_from(["17", "20", "21"]),
    as_of=st.none() | st.dates(),
    slides=st.lists(slides, max_size=6, unique_by=lambda one: one.id).map(tuple),
    showings=st.lists(showings, max_size=3).map(
        lambda found: tuple(sorted(found, key=lambda one: (one.on, one.title)))
    ),
)

#: of few slides and few words, so that two people often meet on the same
few_words = st.sampled_from(["", "a", "b", "c", "a b", "b c", "ab", "a b c"])
few_slides = st.builds(
    Slide,
    id=st.sampled_from("pqrstuv"),
    path=st.sampled_from(["/jamfor", "/strategi"]),
    part=st.sampled_from(["chart", "table"]),
    title=few_words,
    message=few_words,
)
close = st.builds(
    Meeting,
    title=few_words,
    home=st.sampled_from(["17", "20"]),
    slides=st.lists(few_slides, max_size=7, unique_by=lambda one: one.id).map(tuple),
)
