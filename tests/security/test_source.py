# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What the sources never do: each rule names the few places that may, and why they may."""

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from tests.security.site import routes

if TYPE_CHECKING:
    from ninja.operation import Operation

ROOT = Path(__file__).parents[2]
SITE = sorted((ROOT / "src" / "yiwang").rglob("*.py")) + sorted((ROOT / "config").rglob("*.py"))
SCRIPTS = sorted((ROOT / "frontend" / "ts").glob("*.ts"))


def shown(path: Path) -> str:
    return str(path.relative_to(ROOT))


def calls(path: Path) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node


@cache
def called(path: Path) -> tuple[str, ...]:
    """Return the names of what a file calls; many rules go over the same files."""
    return tuple(name for name, _node in calls(path))


@cache
def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def importing(*names: str) -> set[str]:
    """Return the files of the site that import one of these modules."""
    return {
        shown(path)
        for path in SITE
        if any(
            each == name or each.startswith(f"{name}.") for each in imports(path) for name in names
        )
    }


def scripts_with(pattern: str) -> set[str]:
    return {path.name for path in SCRIPTS if re.search(pattern, path.read_text())}


def test_nothing_is_evaluated_or_unpickled():
    evil = {"eval", "exec", "compile", "__import__", "yaml.load", "yaml.unsafe_load"}

    assert [(shown(path), name) for path in SITE for name in called(path) if name in evil] == []
    assert importing("pickle", "marshal", "shelve", "dill", "jsonpickle", "code", "codeop") == set()


def test_the_site_runs_no_commands():
    """But for our own typesetter of templates, whose command is the same whoever asks."""
    of_templates = "src/yiwang/documents/templating/compiling.py"
    assert importing("subprocess", "pty", "popen2", "commands") == {of_templates}
    source = (ROOT / of_templates).read_text()
    assert source.count("subprocess.run(") == source.count('[sys.executable, "-I", str(BOX)]') == 1
    assert "shell=" not in source
    evil = re.compile(r"os\.(system|popen|exec\w*|spawn\w*|fork)$")
    assert [(shown(path), name) for path in SITE for name in called(path) if evil.match(name)] == []


def test_statements_are_never_put_together_from_what_people_send():
    """The linter finds every statement that is put together; these are put together from names
    of tables and columns that stand in the sources, and values are always bound.
    """
    rules = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["ruff"]["lint"]
    told = re.compile(r"# noqa: S608 - .{15,}")
    untold = {
        shown(path).removeprefix("src/yiwang/")
        for path in SITE
        for line in path.read_text().splitlines()
        if "S608" in line and not told.search(line)
    }

    assert "S" in rules["select"]
    assert "S608" not in rules["ignore"]
    assert untold <= {
        "ledger/sequencing.py",
        "ledger/appending.py",
        "ledger/verification.py",
        "ledger/following.py",
        "foundation/writes.py",
        "foundation/row_security.py",
    }
    raw = {"RawSQL", "extra", "objects.raw"}
    assert [
        (shown(path), name)
        for path in SITE
        if "migrations" not in path.parts
        for name in called(path)
        if name in raw or name.endswith((".objects.raw", ".extra"))
    ] == []


def test_markup_is_marked_as_safe_in_few_known_places():
    """A drawing whose names are escaped, a QR code, pieces that were escaped one by one, and
    JSON-LD, in which angle brackets are refused so that nothing ends its block.
    """
    marking = {shown(path) for path in SITE for name in called(path) if name.endswith("mark_safe")}
    pages = [
        shown(path)
        for path in (ROOT / "src").rglob("*.html")
        if re.search(r"\|\s*safe(seq)?\b|autoescape off", path.read_text())
    ]

    assert marking <= {
        "src/yiwang/workbench/cases/shown.py",
        "src/yiwang/workbench/counter/views.py",
        "src/yiwang/portal/views/halls.py",
        "src/yiwang/foundation/templatetags/yw_text.py",
        "src/yiwang/foundation/web/markup.py",
        "src/yiwang/portal/account/mfa.py",
        "src/yiwang/portal/account/views/factors.py",
        "src/yiwang/portal/templatetags/linked.py",
    }
    assert pages == []


def test_no_template_is_made_from_text():
    evil = ("Template", "from_string", "Engine")
    found = {
        shown(path)
        for path in SITE
        for name in called(path)
        if name.rpartition(".")[2] in evil and "django" in path.read_text()
    }

    assert found == set()


def test_xml_is_read_by_safe_parsers_alone():
    """Process models through our own reader, which refuses entities; sheets through openpyxl."""
    reading = importing("xml", "lxml", "xmltodict", "bs4")
    of_sheets = "src/yiwang/foundation/spreadsheets.py"  # names an error, and reads nothing
    of_workbooks = "src/yiwang/foundation/workbooks.py"  # names an error and a type

    of_archives = "src/yiwang/documents/inspection/archives.py"  # refuses entities unread

    of_logos = "src/yiwang/documents/logos/vectors.py"  # names an error and a type

    of_parcels = "src/yiwang/delivery/carriers/sandbox_xml/provider.py"  # only writes with it

    others = {name for name in reading if not name.startswith("src/yiwang/workflow/")}
    assert others <= {of_sheets, of_workbooks, of_archives, of_logos, of_parcels}
    for name in (of_workbooks, of_logos, of_parcels):
        assert "from defusedxml.ElementTree import fromstring" in (ROOT / name).read_text()
    parser = (ROOT / "src/yiwang/workflow/xml.py").read_text()
    assert "resolve_entities=False" in parser
    assert "no_network=True" in parser


def test_xml_is_never_asked_by_made_up_paths():
    made = [
        (shown(path), ast.unparse(node))
        for path in SITE
        for name, node in calls(path)
        if name.endswith((".xpath", "XPath"))
        and node.args
        and not isinstance(node.args[0], ast.Constant)
    ]

    assert made == []


def test_no_pattern_is_put_together_from_what_people_send():
    """Patterns are constants, or made of constants of their module; forms bring reviewed ones."""
    allowed = {
        *("src/yiwang/forms/", "src/yiwang/catalogue/", "src/yiwang/foundation/"),
        "src/yiwang/documents/inspection/pdf.py",  # spellings of its own list of actions
        "src/yiwang/documents/templating/translated.py",  # words of a list, escaped; digits for {n}
    }
    found = {
        shown(path)
        for path in SITE
        for name, node in calls(path)
        if name.startswith("re.") and name != "re.escape" and node.args
        for inner in ast.walk(node.args[0])
        if isinstance(inner, ast.Call) and ast.unparse(inner.func) not in {"re.escape", "'|'.join"}
    }

    assert {name for name in found if not name.startswith(tuple(allowed))} == set()


def test_chance_comes_from_the_operating_system():
    assert importing("random", "numpy.random", "uuid.uuid1") == set()


def test_there_are_no_secret_questions():
    pattern = re.compile(
        r"secret.?question|security.?question|password.?hint|密码提示|密保问题", re.I
    )
    sources = [*SITE, *(ROOT / "src").rglob("*.html")]

    assert [shown(path) for path in sources if pattern.search(path.read_text())] == []


def test_every_module_that_calls_out_is_known():
    outward = importing(
        "requests",
        "requests_hardened",
        "http.client",
        "urllib.request",
        "socket",
        "smtplib",
        "httpx",
        "aiohttp",
    )

    assert outward <= {
        "src/yiwang/sso/outgoing.py",
        "src/yiwang/catalogue/zones/checking.py",
        "src/yiwang/ledger/anchoring.py",
        "src/yiwang/documents/antivirus.py",
        "src/yiwang/notifications/channels/email/provider.py",
        "src/yiwang/portal/account/outside.py",
        "src/yiwang/delivery/carriers/outgoing.py",
        "src/yiwang/notifications/channels/push/provider.py",
        "src/yiwang/sharing/connectors/http/outgoing.py",
    }


def test_calls_to_others_follow_no_redirect():
    for name in (
        "sso/outgoing",
        "delivery/carriers/outgoing",
        "notifications/channels/push/provider",
        "sharing/connectors/http/outgoing",
    ):
        assert "never_redirect=True" in (ROOT / f"src/yiwang/{name}.py").read_text(), name
    links = (ROOT / "src/yiwang/catalogue/zones/checking.py").read_text()
    assert "never_redirect=True" in links
    assert "ip_filter_allow_loopback_ips=False" in links
    # The standard library's connection follows nothing by itself.
    assert "http.client" in imports(ROOT / "src/yiwang/ledger/anchoring.py")
    outside = (ROOT / "src/yiwang/portal/account/outside.py").read_text()
    assert "allow_redirects=False" in outside
    assert "max_redirects = 0" in (ROOT / "src/yiwang/portal/account/linking.py").read_text()


def test_what_is_called_not_applicable_is_not_there():
    assert (
        importing(
            "ldap",
            "ldap3",
            "graphene",
            "strawberry",
            "channels",
            "websockets",
            "memcache",
            "pymemcache",
            "pylibmc",
            "saml2",
            "onelogin",
            "aiortc",
        )
        == set()
    )
    assert scripts_with(r"new WebSocket|RTCPeerConnection|EventSource") == set()


def test_what_is_for_development_is_not_imported_by_the_site():
    assert importing("pytest", "factory", "hypothesis", "tests", "bench", "debug_toolbar") <= {
        "src/yiwang/foundation/codes/test_data.py"
    }


def test_scripts_write_no_markup_but_what_our_server_made():
    """Each of these puts an answer of our own server, which escapes what people typed."""
    assert scripts_with(r"\.(inner|outer)HTML\s*\+?=") <= {
        "upload.ts",
        "suggest.ts",
        "forms.ts",
        "workbench-modeller.ts",  # the list of faults of a drawing, from a template that escapes
    }
    assert scripts_with(r"insertAdjacentHTML|document\.write|createContextualFragment") == set()


def test_scripts_keep_nothing_and_listen_to_nobody():
    assert scripts_with(r"localStorage|sessionStorage|indexedDB|caches\.open") == set()
    assert scripts_with(r"postMessage|addEventListener\(\s*[\"']message[\"']") == set()
    assert scripts_with(r"\beval\(|new Function\(|setTimeout\(\s*[\"'`]") == set()


def test_scripts_take_no_names_of_members_from_outside():
    """No object is built from names that came from outside, so no prototype can be polluted."""
    assert scripts_with(r"Object\.assign\(\s*\{\}|__proto__|\.prototype\[|JSON\.parse\(") <= {
        "passkeys.ts",
        "workbench-phrases.ts",
        "process.ts",
        "process-view.ts",
        "modelling.ts",  # our own standard steps; each name is given a prefix before it is set
    }


def test_every_body_of_an_operation_names_its_fields():
    """A member that the description does not know is refused, so nothing can be set by the way."""
    loose = []
    for route in routes():
        operation: Operation | None = route.operation
        for model in operation.models if operation else ():
            if model.__ninja_param_source__ == "body":
                for name, shape in model.model_json_schema().get("$defs", {}).items():
                    if "properties" in shape and shape.get("additionalProperties") is not False:
                        loose.append(f"{route}: {name}")

    assert loose == []
