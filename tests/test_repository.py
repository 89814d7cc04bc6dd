"""What holds for the whole repository: its layers, its words, its size, its tools, its README."""

from __future__ import annotations

import ast
import importlib
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
#: the layers, each of which may import itself and those before it
LAYERS = ("data", "indicators", "layouts", "app")
#: package -> the files of ours that may import it (a folder ends with "/")
ALLOWED = {
    "requests": ("data/http.py",),
    "urllib3": ("data/",),
    "pyrate_limiter": ("data/pace.py",),
    "sqlalchemy": ("data/",),
    "plotly": ("layouts/figure", "layouts/theme.py", "layouts/exports/html.py", "layouts/slim.py"),
    "dash": ("layouts/", "app.py"),
    "dash_mantine_components": ("layouts/",),
    "xlsxwriter": ("layouts/exports/", "indicators/strategy/"),
    "openpyxl": ("indicators/strategy/",),
    "flask": ("layouts/", "app.py"),
    "pptx": ("layouts/exports/deck/", "layouts/exports/deck_update/"),
    "docx": ("layouts/exports/word",),
    "lxml": ("layouts/exports/",),
}
#: heavy, and needed by few: not loaded by starting the panel
NOT_AT_START = ("plotly.express", "pptx", "docx", "lxml", "xlsxwriter", "openpyxl", "kaleido",
                "pandera", "requests_cache", "scipy", "matplotlib", "psycopg", "filelock", "rich",
                "tomlkit", "pyrate_limiter", "data.jsonstat", "data.sources.kolada",
                "data.sources.scb")  # fmt: skip
MOST_LINES = 300
#: modules that may be longer, each with the reason
LONGER: dict[str, str] = {}


@cache
def committed() -> tuple[str, ...]:
    """Every file that git follows or would follow, as it stands on disk."""
    found = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return tuple(name for name in found.stdout.splitlines() if (ROOT / name).is_file())


@cache
def tree(name: str) -> ast.Module:
    return ast.parse((ROOT / name).read_text(encoding="utf-8"), name)


def ours() -> list[str]:
    """The panel's own Python files, without the tests."""
    return [name for name in committed() if name.endswith(".py") and name.split("/")[0] in
            ("data", "indicators", "layouts", "app.py")]  # fmt: skip


def imports(name: str, typing: bool = True) -> Iterator[str]:
    """Full names of the modules a file imports, anywhere in it; not those for types alone."""
    skipped: set[ast.AST] = set()
    for node in ast.walk(tree(name)):
        if not typing and isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            skipped.update(child for part in node.body for child in ast.walk(part))
    for node in ast.walk(tree(name)):
        if node in skipped:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name}: imports are written in full"
            yield node.module or ""


# --- layers ----------------------------------------------------------------------------------


def test_imports_point_one_way() -> None:
    wrong = []
    for name in ours():
        layer = LAYERS.index(name.split("/")[0].removesuffix(".py"))
        later = LAYERS[layer + 1 :]
        wrong += [f"{name}: {used}" for used in imports(name) if used.split(".")[0] in later]
        wrong += [f"{name}: {used}" for used in imports(name) if used.split(".")[0] == "tests"]
    assert wrong == []


def test_each_package_is_imported_only_where_it_belongs() -> None:
    wrong = [
        f"{name}: {used}"
        for name in ours()
        for used in imports(name, typing=False)
        if not name.startswith(ALLOWED.get(used.split(".")[0], ("",)))
    ]
    assert wrong == []


def test_no_module_is_in_a_circle() -> None:
    modules = {name.removesuffix(".py").replace("/", ".").removesuffix(".__init__"): name
               for name in ours()}  # fmt: skip
    top = {
        module: {
            part
            for node in tree(name).body
            for part in _imported_modules(node)
            if part in modules and part != module
        }
        for module, name in modules.items()
    }
    done: set[str] = set()

    def visit(module: str, path: tuple[str, ...]) -> None:
        assert module not in path, " -> ".join((*path, module))
        if module not in done:
            for other in top[module]:
                visit(other, (*path, module))
            done.add(module)

    for module in modules:
        visit(module, ())


def _imported_modules(node: ast.stmt) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom) and node.module:
        names = [f"{node.module}.{alias.name}" for alias in node.names]
        yield from names
        if not all((ROOT / (name.replace(".", "/") + ".py")).is_file() for name in names):
            yield node.module


WATCH = """
import sys
root, seen = sys.argv[1], []

def watch(event, args):
    # urllib3, at its own import, asks once whether the machine speaks IPv6; nothing is sent
    probe = event == "socket.bind" and args[1] == ("::1", 0)
    if event.startswith("socket.") and event != "socket.__new__" and not probe:
        seen.append((event, str(args)))
    if event == "open" and isinstance(args[0], str):
        path, mode, flags = args
        writes = isinstance(mode, str) and set(mode) & set("wax+")
        ours = path.startswith(root) and "/.venv/" not in path
        if writes and "__pycache__" not in path or ours and not path.endswith((".py", ".pyc")):
            seen.append((event, path))

sys.addaudithook(watch)
import importlib
for name in sys.argv[2].split(","):
    importlib.import_module(name)
print(seen)
"""


def test_nothing_happens_at_import() -> None:
    modules = [name.removesuffix(".py").replace("/", ".").removesuffix(".__init__")
               for name in ours() if not name.endswith("__main__.py")]  # fmt: skip
    found = run([sys.executable, "-B", "-c", WATCH, str(ROOT), ",".join(modules)])
    assert found.stdout.strip() == "[]"


def test_starting_the_panel_loads_nothing_heavy_that_it_does_not_need() -> None:
    code = f"import sys, app; print([m for m in {NOT_AT_START!r} if m in sys.modules])"
    assert run([sys.executable, "-c", code]).stdout.strip() == "[]"


def run(command: list[str]) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env=environment)
    assert found.returncode == 0, found.stdout[-3000:] + found.stderr[-3000:]
    return found


# --- size and tidiness -----------------------------------------------------------------------


def test_modules_are_short_enough_to_be_read_at_once() -> None:
    lines = {name: len((ROOT / name).read_text(encoding="utf-8").splitlines()) for name in ours()}
    long = {name for name, count in lines.items() if count > MOST_LINES}
    assert long == set(LONGER)


def test_what_is_unfinished_is_written_down_as_a_debt() -> None:
    debts = (ROOT / "docs/debt.md").read_text(encoding="utf-8")
    mark = re.compile(r"\b(?:TO" r"DO|FIX" r"ME|X" r"XX|NotImpl" r"ementedError)\b")
    for name in committed():
        tests = name.startswith("tests/")  # they may raise what they like
        if name.endswith((".py", ".js", ".css", ".toml")) and not tests:
            text = (ROOT / name).read_text(encoding="utf-8")
            assert not mark.search(text) or name in debts, name


def test_no_file_names_the_machine_it_was_written_on() -> None:
    folders = ("work", "home", "root", "Users", "tmp")
    machine = re.compile(r"(?<![\w.:/\-}])/(?:" + "|".join(folders) + r")/[\w.]")
    workplace = re.compile("|".join(("iss" "ues show", "_jo" "bs", "Clau" "de",
                                     "Anthr" "opic", "artif" "actory")), re.IGNORECASE)  # fmt: skip
    for name in committed():
        if name.endswith((".png", ".svg", ".ico")):
            continue
        text = (ROOT / name).read_text(encoding="utf-8")
        for pattern in (machine, workplace):
            found = pattern.search(text)
            assert found is None, (name, text[max(0, found.start() - 40) : found.end() + 40])


def test_public_things_are_described() -> None:
    bare = []
    for name in ours():
        if not name.startswith(("data/", "indicators/")):
            continue
        if tree(name).body and ast.get_docstring(tree(name)) is None:
            bare.append(name)
        for node in tree(name).body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
                described = ast.get_docstring(node)
                if described is None:
                    bare.append(f"{name}: {node.name}")
    assert bare == []


@pytest.mark.parametrize("command", [["ruff", "check", "."], ["ruff", "format", "--check", "."],
                                     ["mypy"]], ids=" ".join)  # fmt: skip
def test_the_tools_have_nothing_to_say(command: list[str]) -> None:
    run([sys.executable, "-m", *command])


# --- words -----------------------------------------------------------------------------------


def word_files() -> list[str]:
    return [name for name in committed() if re.fullmatch(r".*/words/\w+\.toml", name)]


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for part in value.values():
            yield from strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from strings(part)
    elif isinstance(value, str):
        yield value


def both_languages(value: Any) -> Iterator[tuple[str, str]]:
    """Every pair of Swedish and English words in a TOML file."""
    if isinstance(value, dict):
        if set(value) == {"sv", "en"}:
            yield value["sv"], value["en"]
        else:
            for part in value.values():
                yield from both_languages(part)
    elif isinstance(value, list):
        for part in value:
            yield from both_languages(part)


def texts() -> list[str]:
    """The TOML files whose words people read."""
    return [name for name in committed() if name.endswith(".toml") and
            name.startswith(("indicators/", "layouts/words/", "data/datasets/"))]  # fmt: skip


FAULTS = {
    "three dots": re.compile(r"\.\.\."),
    "double space": re.compile(r"  "),
    "hyphen as range": re.compile(r"\d-\d"),
    "hyphen as minus": re.compile(r"(?<=[\s(])-\d"),
    "hyphen as dash": re.compile(r"\s-\s"),
    "straight quotation marks": re.compile(r'"'),
    "ordinary minus before a number": re.compile(r"= -\d"),
    "number that a line could part": re.compile(r"(?<![\d.,–])\d{1,3} \d{3}(?!\d)"),
}
#: dates are written year-month-day, as Swedes write them
DATE = re.compile(r"\d{4}-\d{2}-\d{2}|\d{4}-\d{2}\b")


@pytest.mark.parametrize("name", texts())
def test_texts_are_set_as_print_is(name: str) -> None:
    content = tomllib.loads((ROOT / name).read_text(encoding="utf-8"))
    pairs = [text for pair in both_languages(content) for text in pair]
    assert pairs
    for text in pairs:
        assert text == text.strip() or name.startswith("layouts/words"), text
        for fault, pattern in FAULTS.items():
            assert not pattern.search(DATE.sub("", text)), (fault, text)


@pytest.mark.parametrize("name", texts())
def test_swedish_is_not_english_left_over(name: str) -> None:
    content = tomllib.loads((ROOT / name).read_text(encoding="utf-8"))
    english = re.compile(r"\b(the|and|with|which|from the|of the)\b", re.IGNORECASE)
    swedish = re.compile(r"\b(och|för|med|inte|från|eller|ett)\b", re.IGNORECASE)
    for sv, en in both_languages(content):
        assert len(english.findall(sv)) < 3, sv
        assert len(swedish.findall(en)) < 3, en


def modules_of(path: Path) -> Iterator[tuple[str, Any]]:
    """The modules of ours whose ``say`` speaks from a file of words."""
    for name in ours():
        module = importlib.import_module(
            name.removesuffix(".py").replace("/", ".").removesuffix(".__init__")
        )
        # a page is named by the shell
        named = path.name == "shell.toml" and hasattr(module, "NAME")
        if named or any(_speaks(thing) == path for thing in vars(module).values()):
            yield name, module


def _speaks(thing: Any) -> Path | None:
    """The file of words behind a path, or behind a function or a module that speaks from one."""
    if isinstance(thing, FunctionType):
        thing = sys.modules.get(thing.__module__)
    if isinstance(thing, ModuleType):
        thing = vars(thing).get("WORDS")
    return thing if isinstance(thing, Path) and thing.parent.name == "words" else None


def constants(name: str) -> Iterator[tuple[str, bool]]:
    """Every text in a file's code: (text, False), or for an f-string (pattern, True)."""
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.JoinedStr):
            yield _pattern(node), True
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value, False


def _pattern(node: ast.JoinedStr) -> str:
    parts = [re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".*"
             for part in node.values]  # fmt: skip
    return "".join(parts)


@pytest.mark.parametrize("name", word_files())
def test_every_phrase_is_used(name: str) -> None:
    path = ROOT / name
    keys = set(tomllib.loads(path.read_text(encoding="utf-8")))
    plain: set[str] = set()
    patterns: set[str] = set()
    for module, _ in modules_of(path):
        for text, formatted in constants(module):
            (patterns if formatted else plain).add(text)
    patterns = {pattern for pattern in patterns if re.sub(r"\.\*|\\", "", pattern).strip()}
    unused = {
        key
        for key in keys - plain
        # about.toml is laid out in its own order: its dotted keys are sections, not names in code
        if not (path.name == "about.toml" and "." in key)
        and not any(re.fullmatch(pattern, key) for pattern in patterns)
    }
    assert unused == set()


def test_every_phrase_that_code_asks_for_exists() -> None:
    asked = 0
    for name in ours():
        module = importlib.import_module(
            name.removesuffix(".py").replace("/", ".").removesuffix(".__init__")
        )
        for node in ast.walk(tree(name)):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Call) and node.args):
                continue
            speaker = node.func.func
            if not isinstance(speaker, ast.Name | ast.Attribute):
                continue
            try:
                spoken = eval(ast.unparse(speaker), vars(module))
            except NameError:  # a local name
                continue
            if not isinstance(spoken, FunctionType) or spoken.__name__ != "say":
                continue
            keys = set(spoken())
            for key, formatted in _keys(node.args[0]):
                asked += 1
                known = any(re.fullmatch(key, one) for one in keys) if formatted else key in keys
                assert known, f"{name}:{node.lineno}: {key}"
    assert asked > 100


def _keys(node: ast.expr) -> Iterator[tuple[str, bool]]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value, False
    elif isinstance(node, ast.JoinedStr):
        yield _pattern(node), True
    elif isinstance(node, ast.IfExp):
        yield from _keys(node.body)
        yield from _keys(node.orelse)


# --- what is promised ------------------------------------------------------------------------


def test_requirements_are_pinned_from_below_and_above() -> None:
    for name in ("requirements.txt", "requirements-dev.txt", "requirements-bench.txt"):
        for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
            if line and not line.startswith(("#", "-r ")):
                pinned = r"[\w.-]+(\[\w+\])?>=\d+(\.\d+)*,<\d+(\.\d+)*(\s*;.*)?"
                assert re.fullmatch(pinned, line), (name, line)


def test_only_what_is_required_is_imported() -> None:
    # flask, and werkzeug with it, come with dash, numpy with pandas
    known = {*sys.stdlib_module_names, *LAYERS, "flask", "werkzeug", "numpy"}
    required = (ROOT / "requirements.txt").read_text(encoding="utf-8").lower().replace("-", "_")
    for name in ours():
        for used in imports(name):
            top = used.split(".")[0]
            assert top in known or top.lower() in required, (name, used)


def documents() -> list[str]:
    return ["README.md", *(name for name in committed() if name.startswith("docs/")
                           and name.endswith(".md"))]  # fmt: skip


def test_the_readmes_commands_exist() -> None:
    targets = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert {"run", "test"} <= set(re.findall(r"^make (\w+)", readme, re.MULTILINE))
    for name in documents():
        text = (ROOT / name).read_text(encoding="utf-8")
        said = set(re.findall(r"(?:^|`)make ([\w-]+)", text, re.MULTILINE))
        assert said <= targets, (name, said - targets)
    assert "make test" in (ROOT / ".ci/run").read_text(encoding="utf-8")
    assert os.access(ROOT / ".ci/run", os.X_OK)


def test_what_documents_point_to_is_there() -> None:
    for name in documents():
        text = (ROOT / name).read_text(encoding="utf-8")
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text):
            if "://" not in target and not target.startswith("mailto:"):
                assert ((ROOT / name).parent / target).exists(), (name, target)


def test_modules_that_documents_name_can_be_run() -> None:
    for name in documents():
        text = (ROOT / name).read_text(encoding="utf-8")
        for module in re.findall(r"python(?:3)? -m ((?:data|layouts|tests)\.[\w.]+)", text):
            path = ROOT / module.replace(".", "/")
            assert path.with_suffix(".py").is_file() or (path / "__main__.py").is_file(), module


def test_the_licence_is_the_one_that_is_promised() -> None:
    assert (ROOT / "LICENSE").read_text(encoding="utf-8").startswith("MIT License")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["license"] == {"text": "MIT"}
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert project["version"] in changes or "Unreleased" in changes or "Kommande" in changes
