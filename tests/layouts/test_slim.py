"""The smaller chart script: taken only where it is exactly what the installed plotly needs."""

from __future__ import annotations

import io
import tarfile
from pathlib import Path

import pytest
from flask import Flask

from layouts import slim

VERSION = "9.8.7"


def script(version: str = VERSION, build: str = "cartesian - minified") -> bytes:
    header = (
        f"/**\n* plotly.js ({build}) v{version}\n* Copyright 2012-2026, Plotly, Inc.\n"
        "* All rights reserved.\n* Licensed under the MIT license\n*/\n"
    )
    return header.encode() + b"var Plotly = {};" * 50


def packed(content: bytes, member: str = slim.MEMBER):
    """What `npm pack` would leave behind, made here, and the package that was asked for."""
    asked: list[str] = []

    def pack(package: str, folder: Path) -> Path:
        asked.append(package)
        path = folder / "package.tgz"
        with tarfile.open(path, "w:gz") as archive:
            entry = tarfile.TarInfo(member)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
        return path

    return pack, asked


def served(prefix: str = "/") -> Flask:
    """A server with Dash's own address for package files, and the smaller script if usable."""
    server = Flask(__name__)

    @server.get(f"{prefix}_dash-component-suites/<string:package>/<path:path>")
    def suites(package: str, path: str) -> str:
        return "Dash's own"

    slim.register(server, prefix)
    return server


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(slim, "FOLDER", tmp_path)
    monkeypatch.setattr(slim, "expected_version", lambda: VERSION)
    return tmp_path


def test_the_version_is_that_of_the_installed_plotly() -> None:
    from plotly.offline import get_plotlyjs

    assert f"plotly.js v{slim.expected_version()}" in get_plotlyjs()[:200]


def test_fetching_puts_the_checked_script_in_place(tmp_path: Path) -> None:
    pack, asked = packed(script())
    path = slim.fetch(VERSION, tmp_path / "slim", pack)
    assert asked == [f"plotly.js-cartesian-dist-min@{VERSION}"]
    assert path.read_bytes() == script()
    assert [file.name for file in path.parent.iterdir()] == [slim.FILE]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (script("9.8.6"), "plotly.js 9.8.6, but the installed plotly package needs 9.8.7"),
        (script(build="basic - minified"), "no header"),
        (b"var Plotly = {};", "no header"),
    ],
)
def test_any_other_script_is_refused(tmp_path: Path, content: bytes, said: str) -> None:
    pack, _ = packed(content)
    with pytest.raises(slim.SlimError, match=said):
        slim.fetch(VERSION, tmp_path / "slim", pack)
    assert not (tmp_path / "slim").exists()


def test_a_package_without_the_script_is_refused(tmp_path: Path) -> None:
    pack, _ = packed(script(), "package/other.js")
    with pytest.raises(slim.SlimError, match="holds no"):
        slim.fetch(VERSION, tmp_path, pack)


def test_without_npm_it_is_said_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(slim, "FOLDER", tmp_path / "slim")
    assert slim.main() == 1
    said = capsys.readouterr().err
    assert "Install Node.js" in said and "works without it" in said


@pytest.mark.parametrize("prefix", ["/", "/panel/"])
def test_the_script_is_handed_out_where_dash_asks_for_its_own(folder: Path, prefix: str) -> None:
    (folder / slim.FILE).write_bytes(script())
    client = served(prefix).test_client()
    answer = client.get(prefix + slim.ADDRESS)
    assert answer.data == script()
    again = client.get(prefix + slim.ADDRESS, headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304
    assert client.get(f"{prefix}_dash-component-suites/dash/x.js").text == "Dash's own"


def test_without_the_file_dash_hands_out_its_own(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    assert served().test_client().get("/" + slim.ADDRESS).text == "Dash's own"
    assert not caplog.records


def test_a_file_of_another_version_is_left_aside_and_the_log_says_so(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (folder / slim.FILE).write_bytes(script("9.8.6"))
    assert served().test_client().get("/" + slim.ADDRESS).text == "Dash's own"
    assert "9.8.6" in caplog.text and "make slim" in caplog.text
