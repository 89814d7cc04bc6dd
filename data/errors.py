"""Every error the data layer raises, and what each one means.

::

    PanelError                  something a person must read; str(error) is complete as it stands
    ├── InputFault              files we read are wrong; carries every fault, not only the first
    ├── StoreError              the database cannot be used
    │   ├── StoreDamaged        it is not a database of ours, or its file is corrupt
    │   └── StoreBusy           another process holds it longer than we wait
    ├── RefreshUnderWay         another process is refreshing this store
    └── SourceError             an agency's service did not give what was asked for
        ├── SourceUnreachable   no whole answer came: no way there, or none in time
        ├── SourceRefused       the service said no; carries status, its own words and the body
        ├── SourceTooLarge      the answer is larger than we are willing to hold
        └── SourceBroken        the answer came cut, garbled or as something else than asked for
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit


class PanelError(Exception):
    """Something a person must read; the text says what happened, what stands and what to do."""


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One fault in one file: where it stands and what was expected there."""

    file: str
    where: str
    problem: str

    def __str__(self) -> str:
        return f"{self.file}: {self.where}: {self.problem}"


class InputFault(PanelError):
    """Files that the panel reads are wrong; lists every fault with file, place and expectation."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        lines = "\n".join(f"  {fault}" for fault in self.faults)
        super().__init__(
            f"{len(self.faults)} fel i indata / faults in the input files:\n{lines}\n"
            "Inget har ändrats. Rätta filerna och starta igen. / "
            "Nothing was changed. Correct the files and start again."
        )


class StoreError(PanelError):
    """The database cannot be used."""


class StoreDamaged(StoreError):
    """The database is not one of ours, or its file is corrupt; it was left as it was."""


class StoreBusy(StoreError):
    """Another process has held the database longer than we are willing to wait."""


class RefreshUnderWay(PanelError):
    """Another process is refreshing the store at `where`; `who` says which, where it is known."""

    def __init__(self, where: str, who: str = "") -> None:
        self.where, self.who = where, who
        told = f" ({who})" if who else ""
        super().__init__(
            f"En annan uppdatering av databasen {where} pågår{told}. Den här har inte hämtat eller "
            "ändrat något. Vänta tills den andra är klar och försök igen; låset släpps av sig "
            "självt när den slutar.\n"
            f"Another refresh of the database {where} is under way{told}. This one has fetched and "
            "changed nothing. Wait until the other is done and try again; the lock goes by itself "
            "when that one ends."
        )


class SourceError(PanelError):
    """An agency's service did not give what was asked for; carries the server's own words."""

    #: what was asked for, as method and address
    asked: str = ""
    #: True where the same question may well be answered a moment later
    passing: bool = False

    def _tell(self, asked: str, what: tuple[str, str], remedy: tuple[str, str]) -> str:
        """Keep what was asked and compose the text: what happened, what stands, what to do."""
        self.asked = asked
        # what a service says of itself may be long, and hold anything
        swedish, english = (shortened(f"{_host(asked)} {words}", 900) for words in what)
        return (
            f"{swedish} De siffror som redan hämtats står kvar. {remedy[0]}\n"
            f"{english} The figures fetched earlier remain. {remedy[1]}\n"
            f"Frågan / the question: {shortened(asked, 400)}"
        )


class ExchangeFault(SourceError):
    """An exchange that gave no whole answer.

    `what` is (Swedish, English), each a sentence that goes on from the name of the host.
    """

    remedy: tuple[str, str]

    def __init__(self, asked: str, what: tuple[str, str], *, passing: bool | None = None) -> None:
        if passing is not None:
            self.passing = passing
        super().__init__(self._tell(asked, what, self.remedy))


class SourceUnreachable(ExchangeFault):
    """No whole answer came: no way to the service, or nothing in the time we give it."""

    passing = True
    remedy = (
        "Försök igen om en stund; kontrollera annars nätet och inställningen HTTPS_PROXY.",
        "Try again in a while; otherwise check the network and the setting HTTPS_PROXY.",
    )


class SourceBroken(ExchangeFault):
    """The answer came cut, garbled or as something else than what was asked for."""

    remedy = (
        "Försök igen om en stund; om felet består har tjänsten ändrats.",
        "Try again in a while; if the fault remains, the service has changed.",
    )


class SourceRefused(SourceError):
    """The service answered with an error status; `words` are its own, `body` all that it sent.

    `retry_after` is the number of seconds the service asks us to stay away, if it says so.
    """

    def __init__(
        self,
        asked: str,
        status: int,
        words: str,
        body: bytes = b"",
        retry_after: float | None = None,
    ) -> None:
        self.status, self.words, self.body = status, shortened(words, 500), body
        self.retry_after = retry_after
        self.passing = status in PASSING_STATUS
        said = f": {self.words.rstrip('.')}." if self.words else "."
        what = (f"svarade med fel {status}{said}", f"answered with error {status}{said}")
        super().__init__(self._tell(asked, what, self._remedy()))

    def _remedy(self) -> tuple[str, str]:
        if self.retry_after:
            seconds = f"{self.retry_after:.0f}"
            return (
                f"Tjänsten ber oss vänta {seconds} sekunder; försök igen därefter.",
                f"The service asks us to wait {seconds} seconds; try again after that.",
            )
        if self.passing:
            return (
                "Felet ligger hos tjänsten eller är tillfälligt; försök igen om en stund.",
                "The fault is the service's own or passing; try again in a while.",
            )
        return (
            "Tjänsten har ändrats eller frågan är fel; jämför datasetets fil i data/datasets "
            "med tjänstens egen beskrivning.",
            "The service has changed or the question is wrong; compare the dataset's file in "
            "data/datasets with the service's own description.",
        )


class SourceTooLarge(SourceError):
    """The answer is larger than `limit` bytes once unpacked; reading stopped there."""

    def __init__(self, asked: str, limit: int) -> None:
        self.limit = limit
        what = (
            f"gav ett svar som är större än {limit} byte; läsningen avbröts.",
            f"gave an answer of more than {limit} bytes; reading stopped there.",
        )
        remedy = (
            "Fråga efter färre perioder eller områden i datasetets fil.",
            "Ask for fewer periods or areas in the dataset's file.",
        )
        super().__init__(self._tell(asked, what, remedy))


#: a service that is overloaded, restarting or behind a gateway that is
PASSING_STATUS = frozenset({429, 500, 502, 503, 504})


def _host(asked: str) -> str:
    """The host in a method and address; what was asked as it stands where there is none."""
    try:
        return urlsplit(asked.partition(" ")[2]).hostname or shortened(asked, 80)
    except ValueError:
        return shortened(asked, 80)


def shortened(text: str, most: int) -> str:
    """A text on one line, printable, and not longer than `most` characters."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text[: most * 4]).split())
    return line if len(line) <= most else line[: most - 1] + "…"
