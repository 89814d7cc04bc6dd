"""What people read when the database fails: what happened, what still stands and what to do.

Each text is complete, in Swedish and then in English, one line each. `where` names the database
without its password; `words` are the driver's own.
"""

from __future__ import annotations

from data.errors import StoreBusy, StoreDamaged, StoreError

#: how an address is written, for those whose address cannot be read
FORMS = "sqlite:///sökväg/path, postgresql+psycopg://user:password@host:5432/database"


def damaged(where: str, words: str, server: bool = False) -> StoreDamaged:
    """The error for a database that is corrupt or holds something else than our store.

    On a `server` there is no file that could be moved away.
    """
    if server:
        return StoreDamaged(
            f"Databasen {where} är skadad eller inte en av panelens ({words}). "
            "Den har lämnats precis som den var, och de inbyggda siffrorna är oskadda. "
            "Ange en tom databas i DATABASE_URL, eller lägg tillbaka en säkerhetskopia, och "
            "starta igen: en tom databas fylls med de inbyggda siffrorna; det som hämtats sedan "
            "dess finns bara i den gamla.\n"
            f"The database {where} is damaged or not one of the panel's ({words}). "
            "It was left exactly as it was, and the embedded figures are unharmed. "
            "Name an empty database in DATABASE_URL, or restore a backup, and start again: "
            "an empty one is filled with the embedded figures; what was fetched since is only in "
            "the old one."
        )
    return StoreDamaged(
        f"Databasen {where} är skadad eller inte en av panelens ({words}). "
        "Filen har lämnats precis som den var, och de inbyggda siffrorna är oskadda. "
        "Flytta undan filen, eller lägg tillbaka en säkerhetskopia, och starta igen: "
        "saknas filen byggs en ny av de inbyggda siffrorna; det som hämtats sedan dess "
        "finns bara i den gamla filen.\n"
        f"The database {where} is damaged or not one of the panel's ({words}). "
        "The file was left exactly as it was, and the embedded figures are unharmed. "
        "Move the file away, or restore a backup, and start again: "
        "without a file a new one is built from the embedded figures; what was fetched since "
        "is only in the old file."
    )


def newer(where: str, found: str, known: int) -> StoreError:
    """The error for a store whose tables this version of the panel does not know."""
    return StoreError(
        f"Databasen {where} har schemaversion {found}; den här panelen kan version {known}. "
        "Inget har ändrats i den. Starta den nyare panelen som skapade den, eller ange en annan "
        "databas i DATABASE_URL.\n"
        f"The database {where} has schema version {found}; this panel knows version {known}. "
        "Nothing in it was changed. Start the newer panel that made it, or name another database "
        "in DATABASE_URL."
    )


def busy(where: str) -> StoreBusy:
    """The error for a database that another process has held for too long."""
    return StoreBusy(
        f"Databasen {where} är upptagen av ett annat program. "
        "Inget har ändrats; det som fanns i den finns kvar. "
        "Vänta tills det andra programmet är klart, eller stäng det, och försök igen.\n"
        f"The database {where} is held by another program. "
        "Nothing was changed; what was in it still stands. "
        "Wait until the other program is done, or close it, and try again."
    )


def unusable(where: str, words: str) -> StoreError:
    """The error for a database that cannot be reached, opened or written."""
    return StoreError(
        f"Databasen {where} kan inte användas ({words}). "
        "Inget har ändrats; det som fanns i den finns kvar. "
        "Kontrollera adressen, att mappen går att skriva i och att disken inte är full, "
        "och försök igen.\n"
        f"The database {where} cannot be used ({words}). "
        "Nothing was changed; what was in it still stands. "
        "Check the address, that the folder can be written and that the disk is not full, "
        "and try again."
    )


def wrong(
    where: str, what: tuple[str, str], remedy: tuple[str, str], words: str = ""
) -> StoreError:
    """The error for a database of which one part is wrong; `what` says in two languages which."""
    told = f" ({words})" if words else ""
    return StoreError(
        f"Databasen {where} kan inte användas: {what[0]}{told}. "
        f"Inget har ändrats; det som fanns i den finns kvar. {remedy[0]}\n"
        f"The database {where} cannot be used: {what[1]}{told}. "
        f"Nothing was changed; what was in it still stands. {remedy[1]}"
    )


def not_an_address(what: tuple[str, str]) -> StoreError:
    """The error for a DATABASE_URL that cannot be read; not repeated, it may hold a password."""
    return wrong(
        "DATABASE_URL",
        what,
        (f"Skriv adressen i en av formerna {FORMS}.", f"Write it in one of the forms {FORMS}."),
    )
