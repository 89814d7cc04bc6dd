"""The one document of the show: its frame, and the data that its script draws the slides from."""

from __future__ import annotations

from functools import cache
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote

from layouts.show.words import say

ICON = Path(__file__).parents[2] / "assets" / "favicon.svg"

FRAME = """<!DOCTYPE html>
<html lang="{language}" class="flow">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
{head}<link rel="icon" href="{icon}">
<title>{title}</title>
{style}
</head>
<body>
<noscript><p class="noscript">{noscript}</p></noscript>
<script type="application/json" id="show-data">{data}</script>
{scripts}
</body>
</html>
"""


def document(data: dict[str, Any], *, head: str, style: str, scripts: str) -> str:
    """The document as HTML. `head`, `style` and `scripts` are HTML that stands as it is."""
    language = data["language"]
    return FRAME.format(
        language=escape(language),
        title=escape(data["meeting"].get("title") or say()("untitled", language)),
        noscript=escape(say()("noscript", language)),
        head=head,
        icon=icon(),
        style=style,
        data=embedded(data),
        scripts=scripts,
    )


@cache
def icon() -> str:
    """The panel's icon within the document: browsers ask for one by address again and again."""
    return "data:image/svg+xml," + quote(ICON.read_text(encoding="utf-8"))


def embedded(data: Any) -> str:
    """`data` as JSON that may stand within a script element, whatever texts it holds.

    Within one, ``</script`` ends it and ``<!--`` followed by ``<script`` keeps it open; without
    any ``<`` neither can stand there.
    """
    from orjson import dumps

    text = dumps(data).decode()
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
