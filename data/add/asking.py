"""Questions on a terminal, each of which a flag answers as well; without a terminal, only flags."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from data.errors import PanelError
from data.sources.about import Both
from data.sources.px_metadata import plain

#: categories that a list shows; any of the others can be named
SHOWN = 30


def wrong(swedish: str, english: str) -> PanelError:
    """The error for an answer that cannot be used; nothing has been written by then."""
    return PanelError(f"{swedish} Inget har skrivits.\n{english} Nothing was written.")


def picked(options: Mapping[str, Both], text: str, what: str) -> str:
    """The code that `text` is, or whose words it is, or is the only one to hold its words.

    Raises PanelError that lists what fits, or what there is.
    """
    if text in options:
        return text
    words = plain(text)
    every = {code: {plain(one) for one in (code, *both) if one} for code, both in options.items()}
    equal = [code for code, told in every.items() if words in told]
    found = equal or [code for code, told in every.items() if any(words in one for one in told)]
    if len(found) == 1 and words:
        return found[0]
    listed = "; ".join(f"{code} {options[code].words('sv')}".strip() for code in
                       list(found or options)[:SHOWN])  # fmt: skip
    raise wrong(
        f"{what}: {text!r} är inte ett av valen ({listed}).",
        f"{what}: {text!r} is not one of the choices ({listed}).",
    )


@dataclass
class Asker:
    """Answers from flags, from suggestions where `take_suggestions`, else from a person.

    `given` is flag -> answer; `read` asks a person one line and is None without a terminal: what
    is not answered then gathers in `missing`, and :meth:`require` tells of all of it at once.
    """

    given: Mapping[str, str]
    language: str = "sv"
    take_suggestions: bool = False
    read: Callable[[str], str] | None = None
    show: Callable[[str], object] = print
    missing: list[str] = field(default_factory=list)

    def say(self, swedish: str, english: str) -> str:
        """The words in the language of the person who is asked."""
        return english if self.language == "en" else swedish

    def ask(
        self,
        flag: str,
        question: Both,
        suggestion: str | None = None,
        check: Callable[[str], str] = str,
        options: Mapping[str, Both] | None = None,
    ) -> str:
        """The answer to a question, checked; "" where it is missing, which is noted.

        `check` returns the answer as it is to be used or raises PanelError. With `options` the
        answer is one of their codes, and a person may give its number in the list.
        """
        if options is not None:
            check = lambda text: picked(options, text, flag)  # noqa: E731
        if flag in self.given:
            return check(self.given[flag].strip())
        if self.take_suggestions and suggestion is not None:
            return suggestion
        if self.read is None:
            self.missing.append(flag)
            return suggestion or ""
        return self._from_person(question, suggestion, check, options or {})

    def require(self, later: Iterable[str] = ()) -> None:
        """Raise PanelError that lists every flag that is missing, those asked `later` too."""
        later = [flag for flag in later if flag not in self.given]
        if not self.missing and (self.read is not None or not later):
            return
        names = ", ".join(
            flag if flag.startswith("--") else f"--{flag}"
            for flag in dict.fromkeys([*self.missing, *(later if self.read is None else [])])
        )
        raise wrong(
            f"Det saknas svar, och här finns ingen terminal att fråga i. Ange {names}.",
            f"Answers are missing, and there is no terminal to ask in. Give {names}.",
        )

    def _from_person(
        self,
        question: Both,
        suggestion: str | None,
        check: Callable[[str], str],
        options: Mapping[str, Both],
    ) -> str:
        assert self.read is not None
        codes = list(options)
        for number, code in enumerate(codes[:SHOWN], start=1):
            words = options[code].words(self.language)
            mark = f"  [{code}]" if code not in ("", words) else ""
            self.show(f"  {number:>3}  {words}{mark}")
        if len(codes) > SHOWN:
            self.show(self.say(f"       … {len(codes)} i allt; skriv en kod eller ord ur namnet",
                               f"       … {len(codes)} in all; write a code or words"))  # fmt: skip
        told = suggestion
        if suggestion is not None and suggestion in options:
            told = options[suggestion].words(self.language)
        prompt = question.words(self.language) + (f" [{told}]" if told is not None else "") + ": "
        while True:
            text = self.read(prompt).strip()
            if not text and suggestion is not None:
                return suggestion
            if text.isdigit() and 1 <= int(text) <= len(codes):
                return codes[int(text) - 1]
            try:
                if text:
                    return check(text)
            except PanelError as fault:
                lines = str(fault).replace(" Inget har skrivits.", "")
                lines = lines.replace(" Nothing was written.", "")
                self.show("  " + lines.split("\n")[-1 if self.language == "en" else 0])
