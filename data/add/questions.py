"""What no service knows of a new indicator and a person must say: the questions, in order."""

from __future__ import annotations

from data.add.address import Wanted
from data.add.asking import Asker, wrong
from data.add.choice import Chosen
from data.add.files import Folders, check_free, themes
from data.add.preview import decimals_of, table
from data.add.record import MEASURE, Answers, content_of
from data.add.text import both_printed, definition_of, id_of, kolada_parts, name_of, printed
from data.conversation import Fetched
from data.geography import NORRA_MELLANSVERIGE
from data.sources.about import About, Both

KINDS = {
    "survey": Both("undersökning", "survey"),
    "register": Both("register", "register"),
    "accounts": Both("räkenskaper", "accounts"),
    "model": Both("modell", "model"),
    "composite": Both("sammansatt index", "composite index"),
    "compiled": Both("sammanställning", "compilation"),
}
DIRECTIONS = {
    "up": Both("högre är bättre", "higher is better"),
    "down": Both("lägre är bättre", "lower is better"),
    "none": Both("ingen riktning", "no direction"),
}
AGGREGATIONS = {
    "published": Both("källan publicerar Norra Mellansverige", "the source publishes it"),
    "sum": Both("länens värden läggs ihop (antal, belopp)", "the counties are added (numbers)"),
    "refused": Both("räknas inte", "not computed"),
}
#: flags whose answers no service knows, and what they ask for
UNKNOWN = ("theme", "kind", "direction")
#: flags that have a suggestion whatever the service is
SUGGESTED = ("id", "name-sv", "name-en", "decimals", "aggregation")


def questions(
    about: About, wanted: Wanted, chosen: Chosen, fetched: Fetched, asker: Asker, folders: Folders
) -> Answers:
    """Show what the service says and the newest figures, and ask for the rest.

    Raises PanelError for an answer that cannot be used and for those that are missing.
    """
    content = content_of(about, chosen)
    code = chosen.codes[content.code] if content else ""
    unit = _unit(about, wanted, chosen, fetched)
    decimals = decimals_of(fetched.frame, content.decimals if content else {}, code)
    periods = sorted(set(fetched.frame.loc[fetched.frame["value"].notna(), "period"]))
    asker.show(asker.say("Enhet: ", "Unit: ") + unit.words(asker.language))
    span = f"{periods[0]}–{periods[-1]} ({len(periods)})"
    asker.show(asker.say("Perioder: ", "Periods: ") + span)
    asker.show(table(fetched.frame, chosen.level, decimals, asker.language))
    several = content is not None and len(content.labels) > 1
    told = content.labels[code] if content and several else Both()
    name = _both("name", Both("Namn", "Name"), name_of(wanted.service, about, told), asker)
    if not any(unit):
        asker.require(("unit-sv", "unit-en"))
    unit = _both("unit", Both("Enhet", "Unit"), unit, asker, stated=wanted.service != "kolada")

    def free(text: str) -> str:
        return check_free(text, folders)

    name_id = asker.ask("id", Both("Id", "Id"), id_of(name.words("sv")), free)
    theme = asker.ask("theme", Both("Utmaning", "Challenge"), options=themes(folders.definitions))
    kind = asker.ask("kind", Both("Slag av statistik", "Kind of statistics"), options=KINDS)
    direction = asker.ask("direction", Both("Riktning", "Direction"), options=DIRECTIONS)
    shown = asker.ask("decimals", Both("Decimaler", "Decimals"), str(decimals), _decimals)
    published = NORRA_MELLANSVERIGE in set(fetched.frame["geo"])
    ways = AGGREGATIONS if published else {
        key: words for key, words in AGGREGATIONS.items() if key != "published"
    }  # fmt: skip
    how = asker.ask("aggregation", Both("Norra Mellansverige", "Norra Mellansverige"),
                    "published" if published else "refused", options=ways)  # fmt: skip
    asker.require()
    picked = [
        (aspect.label, aspect.labels[chosen.codes[aspect.code]])
        for aspect in about.open_aspects
        if aspect.code in chosen.codes and aspect.code != "freq"
    ]
    return Answers(name_id, name, unit, definition_of(about, picked), theme, kind, direction,
                   int(shown), how)  # fmt: skip


def _unit(about: About, wanted: Wanted, chosen: Chosen, fetched: Fetched) -> Both:
    """The unit in the service's own words; both empty where it has none."""
    if wanted.service == "kolada":
        return both_printed(Both(kolada_parts(about.title.sv)[1], ""))
    content = content_of(about, chosen)
    if content and (stated := content.units.get(chosen.codes[content.code])):
        return both_printed(stated)
    words = fetched.units.get(MEASURE, "")
    return both_printed(Both("", words) if wanted.service == "eurostat" else Both(words, ""))


def _both(flag: str, what: Both, suggested: Both, asker: Asker, stated: bool = False) -> Both:
    """Words in both languages; what is `stated` by the service in any is not asked for.

    A suggestion that stands in the other language only is left empty there, as it is not one of
    this, and the record then takes the words of the other.
    """
    found = []
    for language, tongue in (
        ("sv", Both("svenska", "Swedish")),
        ("en", Both("engelska", "English")),
    ):
        key = f"{flag}-{language}"
        own = suggested.sv if language == "sv" else suggested.en
        other = suggested.words(language)
        if stated and other and key not in asker.given:
            found.append(own)
            continue
        question = Both(f"{what.sv} på {tongue.sv}", f"{what.en} in {tongue.en}")
        text = printed(asker.ask(key, question, other or None, _some), language)
        found.append(own if text == other and key not in asker.given else text)
    return Both(*found)


def _some(text: str) -> str:
    if not text:
        raise wrong("Ett svar behövs.", "An answer is needed.")
    return text


def _decimals(text: str) -> str:
    if text not in ("0", "1", "2", "3"):
        raise wrong(f"Decimaler är 0, 1, 2 eller 3, inte {text!r}.",
                    f"Decimals are 0, 1, 2 or 3, not {text!r}.")  # fmt: skip
    return text
