"""Rules that every template keeps, however new it is."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from jinja2 import meta, nodes

FOLDER = Path("templates")
TEMPLATES = sorted(str(file.relative_to(FOLDER)) for file in FOLDER.rglob("*.*"))
PAGES = [name for name in TEMPLATES if name.endswith(".html") and "/email/" not in name]
FRAGMENTS = [name for name in PAGES if Path(name).name.startswith("_")]
LETTERS = [name for name in TEMPLATES if "/email/" in name]
REFERENCE = re.compile(r"\b(?:RO|PL?)-[0-9{]")
REFERRING = re.compile(r"\bref\b")


def source(name: str) -> str:
    """Return what stands in a template, without its comments."""
    return re.sub(r"\{#.*?#\}", "", (FOLDER / name).read_text(), flags=re.S)


def referred(app: Flask, name: str) -> set[str]:
    """Return the templates that a template names."""
    tree = app.jinja_env.parse((FOLDER / name).read_text())
    return {named for named in meta.find_referenced_templates(tree) if named}


def test_every_template_is_used(app: Flask) -> None:
    code = "".join(file.read_text() for file in Path("portal").rglob("*.py"))
    used = {name for each in TEMPLATES for name in referred(app, each)}
    letters = {
        f"{name}{end}"
        for name in re.findall(r'"(\w+/email/\w+)"', code)
        for end in (".txt", ".html")
    }
    quoted = {name for name in TEMPLATES if f'"{name}"' in code}
    made = {f"site/{kind}.html" for kind in ("problem", "_problem")}
    assert sorted(set(TEMPLATES) - used - letters - quoted - made) == []


def test_every_template_that_is_named_exists(app: Flask) -> None:
    named = {name for each in TEMPLATES for name in referred(app, each)}
    ours = {name for name in named if not name.startswith("govuk_frontend_")}
    assert sorted(ours - set(TEMPLATES)) == []


@pytest.mark.parametrize("name", PAGES)
def test_template_has_no_inline_style_or_handler(name: str) -> None:
    text = source(name)
    assert not re.search(r"\sstyle\s*=|<style|\son[a-z]+\s*=|hx-on|javascript:", text)


@pytest.mark.parametrize("name", PAGES)
def test_scripts_are_files_or_carry_the_nonce(name: str) -> None:
    for script in re.findall(r"<script[^>]*>", source(name)):
        assert "src=" in script or 'nonce="{{ csp_nonce() }}"' in script


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_asked_of_another_host(name: str) -> None:
    assert not re.search(r'(?:src|action|hx-\w+)="(?:https?:)?//', source(name))


@pytest.mark.parametrize("name", PAGES)
def test_every_posting_form_carries_a_token(name: str) -> None:
    for form in re.findall(r"<form\b.*?</form>", source(name), flags=re.S):
        if re.search(r'method="post"', form):
            assert re.search(r"hidden_tag\(|csrf_token", form), form


@pytest.mark.parametrize("name", PAGES)
def test_every_live_control_is_a_real_link_or_form_first(name: str) -> None:
    text = re.sub(
        r"\{\{.*?\}\}", "x", re.sub(r"\{%.*?%\}", "", source(name), flags=re.S), flags=re.S
    )
    for control in BeautifulSoup(text, "html.parser").select("[hx-get], [hx-post]"):
        if control.name == "a":
            assert control.get("href"), control
        elif control.name == "form":
            assert control.get("action") is not None, control
        elif control.name in {"button", "input", "select"}:
            assert control.find_parent("form") or control.get("form"), control
        else:
            # A region that refreshes itself: nothing that somebody has to press.
            assert "refresh" in str(control.get("hx-trigger", "")) or "every" in str(
                control.get("hx-trigger", "")
            ), control


@pytest.mark.parametrize("name", FRAGMENTS)
def test_fragments_import_what_they_use_themselves(app: Flask, name: str) -> None:
    macros = {
        macro.name
        for each in TEMPLATES
        if each.startswith("components/")
        for macro in app.jinja_env.parse((FOLDER / each).read_text()).find_all(nodes.Macro)
    }
    tree = app.jinja_env.parse((FOLDER / name).read_text())
    imported = {
        item if isinstance(item, str) else item[1]
        for node in tree.find_all(nodes.FromImport)
        for item in node.names
    }
    own = {node.name for node in tree.find_all(nodes.Macro)}
    called = {
        node.node.name for node in tree.find_all(nodes.Call) if isinstance(node.node, nodes.Name)
    }
    assert sorted((called & macros) - imported - own) == []


@pytest.mark.parametrize("name", LETTERS)
def test_letters_carry_no_reference_of_an_order_or_a_panel(name: str) -> None:
    text = (FOLDER / name).read_text()
    assert not REFERENCE.search(text)
    assert not REFERRING.search(text)


@pytest.mark.parametrize("name", [name for name in LETTERS if name.endswith(".html")])
def test_letters_have_a_text_part_too(name: str) -> None:
    is_layout = Path(name).name == "layout.html"
    assert is_layout or name.removesuffix(".html") + ".txt" in TEMPLATES


@pytest.mark.parametrize("name", [name for name in PAGES if name.startswith("site/")])
def test_public_pages_carry_no_reference(name: str) -> None:
    assert not REFERENCE.search(source(name))


@pytest.mark.parametrize("name", TEMPLATES)
def test_apostrophes_are_curly(name: str) -> None:
    text = re.sub(r"\{%.*?%\}|\{\{.*?\}\}|<[^>]*>", "", source(name), flags=re.S)
    if name.endswith(".html"):
        assert not re.search(r"[a-z]'(?:[stm]|re|ll|ve)\b", text)
