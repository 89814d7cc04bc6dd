"""Kolada v3: the key figures (KPIs) of RKA for the regions and the country.

API: https://api.kolada.se/v3/docs. At most 25 ids in one part of a path; a wrong id gives an empty
list and no error, so what came is compared with what was asked. No rate is published. Kolada asks
to be named as the source, and not to be credited with the calculations of others.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterable, Mapping

from data.conversation import Conversation, Fetched
from data.errors import SourceRefused
from data.model import Dataset
from data.query import Answer, Query
from data.sources.kolada_answers import Figure, Kpi, Page, broken, read_figures, read_kpi, read_page
from data.sources.kolada_frame import frame_of, notes_of, places
from data.sources.kolada_question import Question, question_of

__all__ = ["Question", "Source"]

#: ids in one part of a path
MOST_IDS = 25
#: pages of one list; a page holds up to 5 000 rows
MOST_PAGES = 50


class Source:
    """Kolada during one refresh; the records of all its KPIs are asked for together."""

    def __init__(self, base: str, datasets: Iterable[Dataset]) -> None:
        self._base = base
        #: none is published; this is what other services permit
        self.paces: Mapping[str, tuple[int, float]] = {base: (3, 1.0)}
        self._known: dict[str, Kpi] = {}
        self._chunks = _packed(question_of(one).kpis.values() for one in datasets)

    def plan(self, dataset: Dataset) -> list[Query]:
        """The requests for records that are not known yet, then the one for figures."""
        question = question_of(dataset)
        chunks = self._chunks_for(question.kpis.values())
        return [*map(self._records_query, chunks), *self._figures_queries(question)]

    def ask(self, dataset: Dataset) -> Conversation:
        """Ask for the records of the KPIs and then for their figures, page by page.

        Raises SourceBroken for a KPI that is not there any more, whose title no longer holds the
        expected words, or that has no figures for the counties. `units` are the KPIs' titles,
        which end in the unit.
        """
        question = question_of(dataset)
        yield from self._learn(list(question.kpis.values()))
        self._check_records(question)
        figures: list[Figure] = []
        for query in self._figures_queries(question):
            pages = yield from self._pages(query)
            for page in pages:
                for record in page.records:
                    figures.extend(read_figures(page.asked, record))
        today = pages[-1].fetched
        days = {day for kpi in question.kpis.values() for day in self._known[kpi].days}
        return Fetched(
            frame_of(query.asked, question, figures),
            published=max((day for day in days if day <= today), default=None),
            units={measure: self._known[kpi].title for measure, kpi in question.kpis.items()},
            notes=notes_of(figures),
            next_release=min((day for day in days if day > today), default=None),
        )

    def _records_query(self, kpis: Iterable[str]) -> Query:
        return Query(f"{self._base}/kpi/{','.join(kpis)}")

    def _figures_queries(self, question: Question) -> list[Query]:
        """All years there are: a list of years is cut at 25, and would have to know the newest."""
        regions = ",".join(places())
        return [
            Query(f"{self._base}/data/kpi/{','.join(kpis)}/municipality/{regions}")
            for kpis in _packed([[kpi] for kpi in question.kpis.values()])
        ]

    def _chunks_for(self, kpis: Iterable[str]) -> list[tuple[str, ...]]:
        """The lists of ids to ask for, so that the records of `kpis` become known."""
        unknown = [kpi for kpi in kpis if kpi not in self._known]
        shared = [chunk for chunk in self._chunks if not set(chunk).isdisjoint(unknown)]
        left = [[kpi] for kpi in unknown if not any(kpi in chunk for chunk in shared)]
        return shared + _packed(left)

    def _learn(self, kpis: list[str]) -> Generator[Query, Answer, None]:
        """Make the records of `kpis` known, and of those that share a request with them."""
        others = False
        for chunk in self._chunks_for(kpis):
            others |= not set(chunk) <= set(kpis)
            try:
                yield from self._read_records(chunk)
            except SourceRefused as fault:
                if fault.passing or set(chunk) <= set(kpis):
                    raise
            # a KPI that is gone would otherwise be asked for again by every dataset
            self._chunks = [one for one in self._chunks if one != chunk]
        left = [kpi for kpi in kpis if kpi not in self._known]
        if left and others:  # one of the others may be what the service could not give
            for chunk in _packed([[kpi] for kpi in left]):
                yield from self._read_records(chunk)

    def _read_records(self, kpis: Iterable[str]) -> Generator[Query, Answer, None]:
        for page in (yield from self._pages(self._records_query(kpis))):
            for record in page.records:
                code, kpi = read_kpi(page.asked, record)
                self._known[code] = kpi

    def _pages(self, query: Query) -> Generator[Query, Answer, list[Page]]:
        """All pages of a list. Raises SourceBroken where they do not end."""
        pages: list[Page] = []
        asked: set[str] = set()
        while query.address not in asked and len(pages) < MOST_PAGES:
            asked.add(query.address)
            page = read_page(query.asked, (yield query), self._base)
            pages.append(page)
            if not page.next_url:
                return pages
            query = Query(page.next_url)
        raise broken(
            query.asked,
            f"hänvisar till nästa sida utan slut ({len(pages)} sidor lästes).",
            f"names a next page without end ({len(pages)} pages were read).",
        )

    def _check_records(self, question: Question) -> None:
        """Raise SourceBroken unless every KPI is there and means what the record says."""
        asked = self._records_query(question.kpis.values()).asked
        gone = [kpi for kpi in question.kpis.values() if kpi not in self._known]
        if gone:
            names = ", ".join(gone)
            raise broken(asked, f"känner inte till nyckeltal {names}.", f"knows no KPI {names}.")
        for measure, kpi in question.kpis.items():
            title = self._known[kpi].title
            words = question.expect.get(measure, "")
            if _plain(words) not in _plain(title):
                raise broken(
                    asked,
                    f"kallar nu nyckeltal {kpi} ”{title}”; väntat var ”{words}”.",
                    f"now calls KPI {kpi} “{title}”; expected was “{words}”.",
                )
            if question.genders != ("T",) and not self._known[kpi].by_gender:
                raise broken(
                    asked,
                    f"delar inte nyckeltal {kpi} (”{title}”) på kvinnor och män.",
                    f"does not divide KPI {kpi} (“{title}”) by women and men.",
                )


def _packed(groups: Iterable[Iterable[str]]) -> list[tuple[str, ...]]:
    """All ids, each once, in lists of at most 25; a group is split only where it is longer."""
    packed: list[list[str]] = [[]]
    for group in groups:
        new = [one for one in dict.fromkeys(group) if not any(one in chunk for chunk in packed)]
        if len(packed[-1]) + len(new) > MOST_IDS:
            packed.append([])
        while len(packed[-1]) + len(new) > MOST_IDS:
            packed[-1], new = new[:MOST_IDS], new[MOST_IDS:]
            packed.append([])
        packed[-1].extend(new)
    return [tuple(chunk) for chunk in packed if chunk]


def _plain(text: str) -> str:
    """The text without regard to case, kind of dash and width of space."""
    return " ".join(re.sub("[‐‑‒–—−]", "-", text).casefold().split())
