"""The smaller chart script for those who host the panel: fetched by ``make slim``, never needed.

Dash asks for plotly.js at one address, and only when the first chart of a visit is drawn. Where the
cartesian build of exactly the installed version lies in ``assets/slim/``, it is handed out at that
very address; else Dash hands out its own. So pages without a chart load neither.
"""

from __future__ import annotations

import io
import logging
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask, Response

PACKAGE = "plotly.js-cartesian-dist-min"
MEMBER = "package/plotly-cartesian.min.js"
FOLDER = Path(__file__).parents[1] / "assets" / "slim"
FILE = "plotly-cartesian.min.js"
#: where Dash's own script asks for plotly.js (dash 4.4.1, dash_renderer: _dashPlotlyJSURL)
ADDRESS = "_dash-component-suites/plotly/package_data/plotly.min.js"
#: the licence header, which must stay in the file, names the build and its version
HEADER = re.compile(
    rb"/\*\*\s*\* plotly\.js \(cartesian - minified\) v(?P<version>\S+)\s.*?"
    rb"Licensed under the MIT license\s*\*/",
    re.DOTALL,
)
HEADER_BYTES = 1000

log = logging.getLogger(__name__)


class SlimError(Exception):
    """The smaller script could not be put in place; its text tells a person why."""


def expected_version() -> str:
    """The version of plotly.js that the installed plotly package carries."""
    from plotly.offline import get_plotlyjs_version

    return str(get_plotlyjs_version())


def check(script: bytes, version: str) -> None:
    """Raise :class:`SlimError` unless `script` is the cartesian build of exactly `version`."""
    header = HEADER.match(script[:HEADER_BYTES])
    if header is None:
        raise SlimError("no header of plotly.js (cartesian - minified) with its MIT licence")
    found = header["version"].decode("ascii", "replace")
    if found != version:
        raise SlimError(f"plotly.js {found}, but the installed plotly package needs {version}")


def register(server: Flask, prefix: str) -> None:
    """Hand out the smaller script in place of Dash's, if it is there and of the right version."""
    path = FOLDER / FILE
    if not path.is_file():
        return
    try:
        with path.open("rb") as file:
            check(file.read(HEADER_BYTES), expected_version())
    except (OSError, SlimError) as error:
        log.warning("%s is not used: %s. Fetch it anew with: make slim", path, error)
        return

    @server.get(f"{prefix}{ADDRESS}")
    def slim_script() -> Response:
        from flask import Response, request

        answer = Response(path.read_bytes(), mimetype="application/javascript")
        # the address carries no version: browsers keep the file, and ask whether it still holds
        answer.add_etag()
        answer.cache_control.no_cache = True
        answer.make_conditional(request)
        return answer


def npm_pack(package: str, folder: Path) -> Path:
    """The archive of `package`, fetched into `folder` by npm from wherever npm is set up to ask."""
    npm = shutil.which("npm")
    if npm is None:
        raise SlimError(
            "npm was not found. Install Node.js, which brings it, and run make slim again. "
            "Everything works without it: the panel then serves plotly's own, larger script"
        )
    command = [npm, "pack", package, "--silent", "--pack-destination", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    archives = list(folder.glob("*.tgz"))
    if done.returncode or len(archives) != 1:
        raise SlimError(f"npm pack {package} failed: {done.stderr.strip() or done.stdout.strip()}")
    return archives[0]


def fetch(version: str, folder: Path, pack: Callable[[str, Path], Path] = npm_pack) -> Path:
    """Put the script of `version` into `folder`, checked. Raises :class:`SlimError`."""
    with tempfile.TemporaryDirectory() as temporary:
        archive = pack(f"{PACKAGE}@{version}", Path(temporary))
        try:
            with tarfile.open(fileobj=io.BytesIO(archive.read_bytes())) as files:
                member = files.extractfile(MEMBER)
                script = member.read() if member else b""
        except (tarfile.TarError, KeyError) as error:
            raise SlimError(f"{archive.name} holds no {MEMBER}: {error}") from error
    check(script, version)
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / FILE
    target.with_suffix(".part").write_bytes(script)
    target.with_suffix(".part").replace(target)
    return target


def main() -> int:
    """Fetch the script for the installed plotly. Returns the exit code."""
    try:
        path = fetch(expected_version(), FOLDER)
    except SlimError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(
        f"{path} is in place ({path.stat().st_size / 1e6:.1f} MB); restart the panel\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
