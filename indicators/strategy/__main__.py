"""``python -m indicators.strategy template|export|import plan.xlsx``: the strategy in Excel.

Exit codes: 0 done, 1 refused or faulty (told on standard error, and nothing changed).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from data.errors import PanelError
from data.registry import load_datasets
from indicators.catalogue import Catalogue, load_catalogue
from indicators.strategy.book import say
from indicators.strategy.book_guard import MOST_BYTES
from indicators.strategy.book_read import read_book
from indicators.strategy.book_toml import counts, put_in_folder, told
from indicators.strategy.book_write import export, template
from indicators.strategy.load import folder, load_strategy

DONE, REFUSED = 0, 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Write a template or the strategy as a workbook, or take a workbook in."""
    asked = _parser().parse_args(arguments)
    try:
        catalogue = load_catalogue(load_datasets())
        if asked.command == "import":
            lines = _import(asked.file, asked.folder or folder(), catalogue)
        else:
            lines = _write(asked, catalogue)
    except PanelError as error:
        sys.stderr.write(f"{error}\n")
        return REFUSED
    sys.stdout.write("\n".join(lines) + "\n")
    return DONE


def _write(asked: argparse.Namespace, catalogue: Catalogue) -> list[str]:
    file: Path = asked.file
    if file.suffix.lower() != ".xlsx":
        raise told("refuse_suffix", file=file)
    if file.exists() and not asked.overwrite:
        raise told("refuse_exists", file=file)
    strategy = load_strategy(catalogue)
    make = template if asked.command == "template" else export
    content = make(strategy, catalogue, asked.language)
    new = file.with_name(f".{file.name}.new")
    try:
        new.write_bytes(content)
        new.replace(file)
    except OSError as error:
        new.unlink(missing_ok=True)
        raise told("refuse_write", file=file, reason=error.strerror or error) from error
    key = "wrote_template" if make is template else "wrote_book"
    return [say()(key, one, file=file, **counts(strategy)) for one in ("sv", "en")]


def _import(file: Path, into: Path, catalogue: Catalogue) -> list[str]:
    try:
        with file.open("rb") as stream:
            content = stream.read(MOST_BYTES + 1)
    except OSError as error:
        raise told("refuse_read", file=file, reason=error.strerror or error) from error
    strategy = read_book(content, catalogue, file.name)
    kept = put_in_folder(strategy, into, catalogue)
    lines = [say()("wrote_folder", one, folder=into, **counts(strategy)) for one in ("sv", "en")]
    if kept is not None:
        lines += [say()("kept_before", one, folder=kept) for one in ("sv", "en")]
    return lines


def _parser() -> argparse.ArgumentParser:
    def words(key: str) -> str:
        return " / ".join(say()(key, one).replace("%", "%%") for one in ("sv", "en"))

    parser = argparse.ArgumentParser("python -m indicators.strategy", description=words("command"))
    commands = parser.add_subparsers(dest="command", required=True)
    for command in ("template", "export", "import"):
        about = words(f"command_{command}")
        one = commands.add_parser(command, help=about, description=about)
        one.add_argument("file", type=Path, help=words("option_file"))
        if command == "import":
            one.add_argument("folder", type=Path, nargs="?", help=words("option_folder"))
        else:
            one.add_argument("--overwrite", action="store_true", help=words("option_overwrite"))
            one.add_argument(
                "--language", choices=("sv", "en"), default="sv", help=words("option_language")
            )
    return parser


if __name__ == "__main__":
    sys.exit(main())
