"""The texts of the show's script and style, and plotly.js as text: read once, kept, fingerprinted.

Our script is written in parts, one for each thing it does, and joined in the order of
:data:`PARTS` into one function of its own, so that it leaves nothing but itself in the page.
"""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from layouts import slim

FOLDER = Path(__file__).parent
#: the chart with title and source inside, as the panel's pages save it
PICTURE = FOLDER.parents[1] / "assets" / "panel.js"
#: in this order; the last one starts the show
PARTS = (
    "core", "figures", "slides", "data", "moves", "grid", "presenter", "dialogs", "live",
    "picture", "fold", "paper", "shown", "keys", "start",
)  # fmt: skip


@cache
def script() -> str:
    """The show's script."""
    parts = [(FOLDER / "script" / f"{name}.js").read_text(encoding="utf-8") for name in PARTS]
    body = "\n".join(parts)
    return (
        f'{PICTURE.read_text(encoding="utf-8")}\n(function () {{\n"use strict";\n{body}\n}})();\n'
    )


@cache
def style() -> str:
    """The show's style, on screen and on paper."""
    names = ("show.css", "tables.css", "presenter.css", "paper.css")
    return "\n".join((FOLDER / name).read_text(encoding="utf-8") for name in names)


def fingerprint(text: str) -> str:
    """A short name of a text that changes with it, for addresses that may be kept for ever."""
    return sha256(text.encode()).hexdigest()[:16]


def allowed(text: str) -> str:
    """The text of an inline script as a content security policy names it."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def plotly_path() -> Path:
    """The file of plotly.js: the smaller one where it has been fetched for this very version."""
    path = slim.FOLDER / slim.FILE
    if path.is_file():
        try:
            with path.open("rb") as file:
                slim.check(file.read(slim.HEADER_BYTES), slim.expected_version())
        except (OSError, slim.SlimError):
            pass  # slim.register has said so in the log when the panel started
        else:
            return path
    # found without importing it: that takes a tenth of a second
    spec = find_spec("plotly")
    assert spec is not None and spec.origin is not None
    return Path(spec.origin).parent / "package_data" / "plotly.min.js"


@cache
def plotly() -> tuple[str, str]:
    """plotly.js as it stands inline in a file, and its name in a content security policy.

    The file holds no ``</script``; should a later one do, its slash is escaped, which in the
    strings and patterns where it may stand means the same.
    """
    text = plotly_path().read_text(encoding="utf-8").replace("</script", "<\\/script")
    # a browser reads every end of line as one line feed before it computes the script's hash
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text, allowed(text)
