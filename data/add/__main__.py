"""``python -m data.add ADDRESS``: a dataset and an indicator from the address of a view or a query.

Reads what the service says of the table, shows it with the newest figures of the three counties,
asks for what is open, and writes two records ready to be reviewed and committed. Exit codes: 0 the
files are written, 1 they are not.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from data.add.address import Wanted, read_address
from data.add.asking import Asker, wrong
from data.add.choice import choose
from data.add.files import Folders, check_free, checked, write
from data.add.preview import fetch, told, variables
from data.add.questions import AGGREGATIONS, DIRECTIONS, KINDS, SUGGESTED, UNKNOWN, questions
from data.add.record import Answers, dataset_record, indicator_record, untranslated
from data.add.text import both_printed
from data.errors import PanelError
from data.http import Client
from data.sources import base
from data.sources.about import Both
from data.sources.describe import tell

WRITTEN, NOT_WRITTEN = 0, 1


def main(
    arguments: Sequence[str] | None = None,
    folders: Folders | None = None,
    read: Callable[[str], str] | None = None,
) -> int:
    """Add what the command line names; `read` asks a person, as ``input`` does on a terminal."""
    asked = _parser().parse_args(arguments)
    if read is None and sys.stdin.isatty():
        read = input
    if hasattr(sys.stdout, "reconfigure"):  # labels may hold letters that a log's encoding lacks
        sys.stdout.reconfigure(errors="replace")
    try:
        asker = Asker(
            _given(asked), "en" if asked.english else "sv", asked.yes, read,
            lambda line: sys.stdout.write(f"{line}\n"),
        )  # fmt: skip
        with Client() as client:
            add(asked.address, asker, client, folders or Folders())
    except PanelError as error:
        sys.stderr.write(f"{error}\n")
        return NOT_WRITTEN
    except (KeyboardInterrupt, EOFError):
        sys.stderr.write("\nAvbruten. Inget har skrivits.\nInterrupted. Nothing was written.\n")
        return NOT_WRITTEN
    return WRITTEN


def add(address: str, asker: Asker, client: Client, folders: Folders) -> tuple[Path, Path]:
    """Write the dataset and the indicator that `address` is about, and return their files.

    Raises PanelError; nothing is written then.
    """
    wanted = _one(read_address(address), asker)
    if wanted.unread:
        asker.show(asker.say(
            f"Går inte att tolka, och utelämnas: {', '.join(wanted.unread)}",
            f"Cannot be understood, and is left out: {', '.join(wanted.unread)}",
        ))  # fmt: skip
    if "id" in asker.given:
        check_free(asker.given["id"], folders)
    about = told(tell(wanted.service, base(wanted.service), wanted.names[0]), client)
    asker.show(both_printed(about.title).words(asker.language))
    chosen = choose(about, wanted, asker)
    asker.require([*UNKNOWN, *(() if asker.take_suggestions else SUGGESTED)])
    asker.show(variables(about, chosen, asker.language))
    provisional = Answers(
        "new", Both("?", "?"), Both("?", "?"), Both("?", "?"), "", "register", "none", 0, "refused"
    )  # fmt: skip
    record = dataset_record(about, wanted, chosen, provisional, about.periods, ())
    fetched = fetch(checked(record), client)
    answers = questions(about, wanted, chosen, fetched, asker, folders)
    notes = about.notes or tuple(
        Both(note, "") for note in fetched.notes if wanted.service == "scb_v1"
    )
    periods = fetched.frame["period"]
    dataset = dataset_record(about, wanted, chosen, answers, periods, notes)
    europe = wanted.service == "eurostat" and chosen.level == "nuts2"
    indicator = indicator_record(chosen, answers, europe)
    paths = write(dataset, indicator, folders)
    texts = {"name": answers.name, "definition": answers.definition, "unit": answers.unit}
    texts |= {f"caveats[{number}]": both_printed(note) for number, note in enumerate(notes, 1)}
    asker.show(_closing(paths, answers.id, untranslated(texts), asker))
    return paths


def _one(wanted: Wanted, asker: Asker) -> Wanted:
    """What is wanted with one name: an address of Kolada may hold several KPIs."""
    if len(wanted.names) == 1:
        return wanted
    options = {name: Both(name, name) for name in wanted.names}
    question = Both("Adressen har flera nyckeltal; vilket", "The address has several KPIs; which")
    name = asker.ask("kpi", question, options=options)
    asker.require()
    return replace(wanted, names=(name,))


def _closing(paths: tuple[Path, Path], name: str, lacking: list[str], asker: Asker) -> str:
    """The files that were written, the texts to look at, and what to do next."""
    lines = ["", asker.say("Skrivet:", "Written:"), *(f"  {path}" for path in paths)]
    lines.append(asker.say(
        "Granska texterna: definition och förbehåll är källans egna ord.",
        "Review the texts: definition and caveats are the source's own words.",
    ))  # fmt: skip
    if lacking:
        names = ", ".join(lacking)
        lines.append(asker.say(
            f"Källan har bara ett språk; översätt {names}.",
            f"The source has one language only; translate {names}.",
        ))  # fmt: skip
    lines.append(asker.say("Sedan:", "Then:"))
    lines += [f"  python -m data.refresh {name}", "  make test"]
    return "\n".join(lines)


def _given(asked: argparse.Namespace) -> Mapping[str, str]:
    """Flag -> answer, with ``--set Variable=code`` as a flag of its own for each variable."""
    given = {name.replace("_", "-"): value for name, value in vars(asked).items()
             if isinstance(value, str) and name != "address"}  # fmt: skip
    for one in asked.set:
        name, sign, value = one.partition("=")
        if not sign or not name.strip():
            raise wrong(
                f"--set {one!r}: skriv Variabel=kod.", f"--set {one!r}: write Variable=code."
            )
        given[f"--set {name.strip()}"] = value.strip()
    return given


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m data.add",
        description="Lägg till ett dataset och en indikator ur en adress. / "
        "Add a dataset and an indicator from an address.",
    )
    parser.add_argument("address", help="SCB, Kolada eller Eurostat / SCB, Kolada or Eurostat")
    for flag, words in {
        "id": "id för dataset och indikator / of both",
        "name-sv": "svenskt namn / Swedish name",
        "name-en": "engelskt namn / English name",
        "unit-sv": "enhet på svenska / unit in Swedish",
        "unit-en": "enhet på engelska / unit in English",
        "theme": "utmaning / challenge",
        "kind": ", ".join(KINDS),
        "direction": ", ".join(DIRECTIONS),
        "decimals": "0–3",
        "level": "county, nuts2",
        "aggregation": ", ".join(AGGREGATIONS),
        "kpi": "vilket nyckeltal / which KPI",
    }.items():
        parser.add_argument(f"--{flag}", help=words)
    parser.add_argument("--set", action="append", default=[], metavar="VARIABEL=KOD",
                        help="värdet av en variabel / the value of a variable")  # fmt: skip
    parser.add_argument("--yes", action="store_true", help="ta förslagen / take the suggestions")
    parser.add_argument("--english", action="store_true", help="ask in English")
    return parser


if __name__ == "__main__":
    sys.exit(main())
