"""The rules of the house that a machine can read: who may import whom, and how long a file may be."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
APPS = ["organisation", "drafts", "consultation", "demo", "config"]  # each may import those before it, none after it
LAYERS = {"exceptions": 0, "models": 1, "domain": 2, "permissions": 3, "forms": 3, "views": 4}
ONE_FILE_ALONE = ["feedparser", "markdown", "markdown_it", "nh3", "pypandoc", "weasyprint"]
NOT_A_ROOM = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "core",
    "services",
    "service",
    "manager",
    "managers",
    "misc",
}
LONGEST = {".py": 300, ".html": 120}

SOURCES = [
    path
    for app in APPS
    for path in sorted((ROOT / app).rglob("*.py"))
    if "migrations" not in path.parts and "__pycache__" not in path.parts
]


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(path: Path) -> set[str]:
    """Every module that the file names in an import, wherever in the file, with relative ones made whole."""
    package = list(path.relative_to(ROOT).parts[:-1])
    found = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            before = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*before, *([node.module] if node.module else [])])
            found |= {f"{module}.{alias.name}" for alias in node.names}
    return found


def layer(module: str) -> str | None:
    """The layer that a dotted name of our own lies in: `models` of `drafts.models.Version`."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 and parts[0] in APPS and parts[1] in LAYERS else None


def named(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


def lines_of_code(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of the body without the docstring: a signature and a contract may be as long as they need."""
    first = function.body[1 if ast.get_docstring(function) and len(function.body) > 1 else 0]
    return function.end_lineno - first.lineno + 1


def broken(paths, faults_of) -> dict[str, list[str]]:
    """Where a rule is broken, and by what; empty when the rule holds."""
    found = {str(path.relative_to(ROOT)): sorted(faults_of(path)) for path in paths}
    return {path: faults for path, faults in found.items() if faults}


def test_there_is_code_to_read():
    assert len(SOURCES) > 20


def test_no_arrow_between_apps_runs_back():
    def faults(path):
        above = set(APPS[APPS.index(path.relative_to(ROOT).parts[0]) + 1 :])
        return {module for module in imports(path) if module.split(".")[0] in above}

    assert broken(SOURCES, faults) == {}


def test_no_arrow_between_layers_runs_back():
    def faults(path):
        rank = LAYERS[layer(named(path))]
        return {module for module in imports(path) if layer(module) and LAYERS[layer(module)] > rank}

    assert broken([path for path in SOURCES if layer(named(path))], faults) == {}


@pytest.mark.parametrize("library", ONE_FILE_ALONE)
def test_a_library_is_imported_by_one_file_alone(library):
    users = [str(path.relative_to(ROOT)) for path in SOURCES if library in {m.split(".")[0] for m in imports(path)}]
    assert len(users) <= 1, users


def test_every_file_has_a_room_of_its_own():
    assert broken(SOURCES, lambda path: NOT_A_ROOM & set(path.relative_to(ROOT).with_suffix("").parts)) == {}


def test_no_file_is_too_long():
    everything = [*SOURCES, *(ROOT / "tests").rglob("*.py"), *(ROOT / "templates").rglob("*.html")]
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in everything}
    too_long = {str(path): length for path, length in lengths.items() if length > LONGEST[path.suffix]}
    assert too_long == {}


def test_every_module_says_what_lives_here():
    written = [path for path in SOURCES if path.stat().st_size]
    assert [str(path) for path in written if not ast.get_docstring(tree_of(path))] == []


def test_no_function_is_too_long():
    def faults(path):
        functions = [n for n in ast.walk(tree_of(path)) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
        return {function.name for function in functions if lines_of_code(function) > 30}

    assert broken(SOURCES, faults) == {}
