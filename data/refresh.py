"""``python -m data.refresh [dataset ...]``: bring the newest published figures into the store.

Each dataset is fetched, checked and kept in one transaction of its own; the others go on where one
fails, and what was held before stays. One refresh at a time. Exit codes: 0 all well, 1 some failed,
2 could not start.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict
from datetime import UTC, datetime
from difflib import get_close_matches

from data.checks import Review, merged, refuse, reviews, still_open
from data.conversation import Fetched
from data.errors import PanelError
from data.fetching import Outcome, fetch_all, plan
from data.http import Client
from data.model import Dataset
from data.raw import Archive
from data.refresh_report import Report, Row, planned
from data.registry import load_datasets
from data.seed import ensure_seeded
from data.settings import database_address
from data.store import Store
from data.vintages import Vintage

WELL, SOME_FAILED, NOT_STARTED = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Refresh the datasets named on the command line, or all that can be fetched."""
    asked = _parser().parse_args(arguments)
    try:
        datasets = load_datasets()
        chosen = choose(datasets, [*asked.dataset, *asked.accept])
        if asked.dry_run:
            sys.stdout.write(planned(plan(chosen.values())))
            return WELL
        with Store(database_address()) as store:
            ensure_seeded(store, datasets)
            with store.refreshing():
                report = Report(len(chosen))
                refresh(store, chosen, report, accept=frozenset(asked.accept))
    except PanelError as error:
        sys.stderr.write(f"{error}\n")
        return NOT_STARTED
    except KeyboardInterrupt:
        sys.stderr.write(
            "Avbruten. De dataset som redan står i listan är sparade; resten är orörda.\n"
            "Interrupted. The datasets listed above are kept; the others are untouched.\n"
        )
        return SOME_FAILED
    return SOME_FAILED if report.failed else WELL


def refresh(
    store: Store,
    datasets: Mapping[str, Dataset],
    report: Report,
    accept: frozenset[str] = frozenset(),
    archive: Archive | None = None,
    client: Client | None = None,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> None:
    """Fetch `datasets` and keep each as it comes; the caller holds ``store.refreshing()``.

    What fails is told in the `report` and changes nothing. The answers of datasets in `accept` are
    kept even where they look wrong.
    """
    archive = archive or Archive()
    archive.sweep()
    with (
        client or Client() as asking,
        report,
        closing(fetch_all(datasets.values(), asking, archive)) as outcomes,
    ):
        for outcome in outcomes:
            report.add(_kept(store, outcome, now(), outcome.dataset.id in accept))


def _kept(store: Store, outcome: Outcome, now: datetime, accepted: bool) -> Row:
    """Check and keep what was fetched for one dataset, and say what came of it."""
    name, fetched = outcome.dataset.id, outcome.fetched
    if fetched is None:
        return Row(name, seconds=outcome.seconds, fault=str(outcome.fault))
    try:
        held = store.observations(name)
        told = store.told(name)
        # without a single row there is nothing to accept
        if not accepted or fetched.frame.empty:
            refuse(fetched, held, outcome.dataset, json.loads(told.get("units", "{}")))
        frame = merged(fetched, held, outcome.dataset)
        marked = json.loads(told.get("review", "[]"))
        far = [] if accepted else reviews(frame, held, marked)
        waiting = [] if accepted else still_open(marked, frame)
        vintage = Vintage(fetched=now, origin=outcome.address, published=fetched.published)
        change = store.keep(name, frame, vintage, _told(fetched, [*waiting, *far], now))
    except PanelError as error:
        return Row(name, seconds=outcome.seconds, fault=str(error))
    newest = max(frame.loc[frame["value"].notna(), "period"], default="")
    published = fetched.published.isoformat() if fetched.published else ""
    return Row(name, change, newest, published, outcome.seconds, len(waiting) + len(far))


def _told(fetched: Fetched, marked: list[Review], now: datetime) -> dict[str, str]:
    """What is written down beside the figures: see :meth:`Store.told`."""
    return {
        "units": json.dumps(dict(fetched.units), ensure_ascii=False, sort_keys=True),
        "notes": json.dumps(fetched.notes, ensure_ascii=False),
        "next_release": fetched.next_release.isoformat() if fetched.next_release else "",
        "review": json.dumps([asdict(review) for review in marked]),
        "checked": now.isoformat(),
    }


def choose(datasets: Mapping[str, Dataset], names: Iterable[str]) -> dict[str, Dataset]:
    """The named datasets, or all that can be fetched where none is named.

    Raises :class:`PanelError` for a name that is not a dataset's, or one that is only embedded.
    """
    names = list(names)
    if not names:
        return {name: one for name, one in datasets.items() if one.live is not None}
    if unknown := [name for name in names if name not in datasets]:
        near = {name: get_close_matches(name, datasets, 1) for name in unknown}
        meant = ", ".join(
            f"{name} ({found[0]}?)" if found else name for name, found in near.items()
        )
        raise PanelError(
            f"Det finns inget dataset med namnet {meant}. Inget har hämtats. Namnen är filernas i "
            "data/datasets, utan .toml.\n"
            f"There is no dataset named {meant}. Nothing was fetched. The names are those of the "
            "files in data/datasets, without .toml."
        )
    if embedded := [name for name in names if datasets[name].live is None]:
        listed = ", ".join(embedded)
        raise PanelError(
            f"{listed} hämtas inte: siffrorna följer med panelen och har ingen tjänst att fråga. "
            "Inget har hämtats. Utelämna namnet och försök igen.\n"
            f"{listed} is not fetched: its figures come with the panel, and there is no service to "
            "ask. Nothing was fetched. Leave the name out and try again."
        )
    return {name: datasets[name] for name in names}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m data.refresh",
        description="Hämta de senaste publicerade siffrorna. / Fetch the newest published figures.",
    )
    parser.add_argument("dataset", nargs="*", help="alla om inget anges / all if none is named")
    parser.add_argument(
        "--dry-run",
        action="store_true",
        help="visa bara anropen / only show the requests",
    )
    parser.add_argument(
        "--accept",
        action="append",
        default=[],
        metavar="DATASET",
        help="godta ett svar som ser fel ut, och granskade värden / "
        "accept an answer that looks wrong, and reviewed values",
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
