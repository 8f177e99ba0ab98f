"""What the import contracts of pyproject.toml cannot say about how the code is laid out."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.template import engines
from django.urls import URLPattern, URLResolver, get_resolver

ROOT = Path(__file__).resolve().parent.parent
CODE = sorted(
    file
    for folder in ("alignment", "config", "scripts", "tests")
    for file in (ROOT / folder).rglob("*.py")
    if "migrations" not in file.parts
)
VIEWS = [file for file in CODE if "views" in (file.stem, file.parent.name) and "tests" not in file.parts]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))

# Files with a reason to be long; the reason stands beside the name.
LONG: dict[str, str] = {
    "alignment/rules/content.py": "the shapes of a plan, one after the other, and nothing else",
    "tests/rules/oracle.py": "an oracle stands in one piece, apart from what it checks",
}


def short(file: Path) -> str:
    return str(file.relative_to(ROOT))


@pytest.mark.parametrize("file", CODE, ids=short)
def test_no_file_is_longer_than_300_lines(file: Path) -> None:
    lines = len(file.read_text(encoding="utf-8").splitlines())
    assert lines <= 300 or short(file) in LONG


@pytest.mark.parametrize("file", VIEWS, ids=short)
def test_views_are_short_functions_that_ask_others(file: Path) -> None:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    long = [one.name for one in functions if (one.end_lineno or 0) - one.lineno >= 40]
    assert long == []
    reached = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert reached & {"objects", "_default_manager", "_base_manager"} == set()


def test_every_model_is_in_the_glossary() -> None:
    glossary = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    names = {
        model.__name__
        for model in apps.get_app_config("alignment").get_models()
        if not model.__name__.startswith("Historical")
    }
    assert {name for name in names if f"`{name}`" not in glossary} == set()


@pytest.mark.parametrize("file", TEMPLATES, ids=short)
def test_templates_keep_to_the_content_security_policy(file: Path) -> None:
    text = re.sub(
        r"{#.*?#}|{% comment %}.*?{% endcomment %}", "", file.read_text(encoding="utf-8"), flags=re.S
    )
    assert re.findall(r"<script(?![^>]*\bsrc=)[^>]*>", text) == []
    assert re.findall(r"<style\b", text) == []
    assert re.findall(r"\sstyle\s*=", text) == []
    assert re.findall(r"\s(?:on[a-z]+|hx-on[^\s=]*)\s*=", text) == []
    assert re.findall(r"hx-vals=[\"']js:|\bjavascript:|\bsrc=[\"']?(?:https?:)?//|url\(data:", text) == []


@pytest.mark.parametrize("file", TEMPLATES, ids=short)
def test_templates_compile(file: Path) -> None:
    assert engines["django"].get_template(str(file.relative_to(ROOT / "templates")))


def patterns(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLResolver):
            yield from patterns(one, f"{one.namespace}:" if one.namespace else prefix)
        else:
            yield prefix, one


def bears(view: str, name: str) -> bool:
    return view == name or view.endswith(f"_{name}") or view.startswith(f"{name}_")


def test_every_address_has_a_name_that_its_view_bears() -> None:
    """`framework:goal_edit` is found in views as `goal_edit`, `people:settings` as `settings_general`."""
    wrong = [
        f"{prefix}{pattern.name} is served by {pattern.callback.__name__}"
        for prefix, pattern in patterns()
        if prefix and not bears(pattern.callback.__name__, str(pattern.name))
    ]
    assert wrong == []
    assert [str(pattern.pattern) for _, pattern in patterns() if not pattern.name] == []


def test_no_secrets_of_other_machines_are_in_the_code() -> None:
    """The lock files name packages and hashes, no registry."""
    for lock in (ROOT / "requirements").glob("*.txt"):
        assert re.findall(r"https?://|--(?:extra-)?index-url|--find-links", lock.read_text()) == []
