# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The site as production serves it: cookies, TLS, and nothing that only developers need."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.test import override_settings

from tests.config.test_environment import FIT
from tests.factories import PASSWORD
from tests.security.people import Everything
from tests.security.site import SiteClient, taken_back
from yiwang.foundation.web import cookies

if TYPE_CHECKING:
    from http.cookies import Morsel

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).parents[2]
NAMES = (
    *("SESSION_COOKIE_NAME", "SESSION_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY"),
    *("CSRF_COOKIE_NAME", "CSRF_COOKIE_SECURE", "CSRF_TRUSTED_ORIGINS", "ALLOWED_HOSTS", "DEBUG"),
    *("LANGUAGE_COOKIE_NAME", "LANGUAGE_COOKIE_SECURE", "SECURE_HSTS_SECONDS"),
    *("SECURE_HSTS_INCLUDE_SUBDOMAINS", "SECURE_HSTS_PRELOAD", "SECURE_SSL_REDIRECT"),
    *("SECURE_REDIRECT_EXEMPT",),
)
SHOW = f"""
import json
from django.conf import settings
from yiwang.foundation.web import preferences, signed_in
from yiwang.workbench.tasks import views
names = {NAMES!r}
print(json.dumps({{
    "settings": {{name: getattr(settings, name) for name in names}},
    "cookies": [*preferences.COOKIES, views.KEPT_FILTER, signed_in.SIGNED_IN_COOKIE],
}}))
"""


@pytest.fixture(scope="module")
def production() -> dict[str, Any]:
    """Return the settings of a production process, and what it calls our own cookies."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    started = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", "import django; django.setup()\n" + SHOW],
        cwd=ROOT,
        env={
            **kept,
            "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
            "DJANGO_SETTINGS_MODULE": "config.settings.production",
            **FIT,
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert started.returncode == 0, started.stderr
    read: dict[str, Any] = json.loads(started.stdout.splitlines()[-1])
    return read


@pytest.fixture
def as_in_production(production: dict[str, Any]) -> Iterator[None]:
    told = production["settings"] | {"ALLOWED_HOSTS": ["*"]}
    with override_settings(**told):
        yield


def test_every_cookie_is_secure_and_for_this_host_alone(
    production: dict[str, Any], site: Everything, as_in_production: None
):
    login = {"login": site.accounts["owner"].login, "password": PASSWORD}
    browser = SiteClient()
    with taken_back():
        browser.get("/signin", secure=True)
        browser.get("/prefer?language=en&layout=elder&next=/", secure=True)
        browser.post("/signin", login, secure=True)
    set_here: dict[str, Morsel[str]] = dict(browser.cookies)

    assert {settings.SESSION_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME} <= set_here.keys()
    for name in (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME):
        assert name.startswith("__Host-")
    for name in production["cookies"]:
        assert name.startswith("__Host-"), name
    for name, cookie in set_here.items():
        assert cookie["secure"], name
        assert cookie["samesite"] in {"Lax", "Strict"}, name
        assert cookie["path"] == "/", name
        assert not cookie["domain"], name


def test_a_cookie_is_named_for_its_host_where_all_goes_over_tls(settings: Any):
    settings.SESSION_COOKIE_SECURE = True
    assert cookies.cookie_name("yw_region") == "__Host-yw_region"
    settings.SESSION_COOKIE_SECURE = False
    assert cookies.cookie_name("yw_region") == "yw_region"


def test_scripts_read_no_cookie_but_two(site: Everything):
    """The token of forms, which htmx sends back, and the mark that somebody is signed in."""
    login = {"login": site.accounts["owner"].login, "password": PASSWORD}
    browser = SiteClient()
    with taken_back():
        browser.get("/signin")
        browser.get("/prefer?language=en&layout=elder&next=/")
        browser.post("/signin", login)

    readable = {name for name, cookie in browser.cookies.items() if not cookie["httponly"]}
    assert readable <= {"yw_csrf", "yw_signed_in"}
    page = SiteClient().get("/signin").content.decode()
    assert browser.cookies[settings.SESSION_COOKIE_NAME].value not in page


@pytest.mark.parametrize(
    "path", ["/", "/signin", "/nowhere", "/api/v1/topics", "/api/nowhere", "/openid/jwks", "/my"]
)
def test_every_answer_asks_for_tls_for_two_years(as_in_production: None, path: str):
    answer = SiteClient().get(path, secure=True)

    told = answer.headers["Strict-Transport-Security"]
    found = re.match(r"max-age=(\d+)", told)
    assert found
    assert int(found[1]) >= 365 * 86_400
    assert "includeSubDomains" in told


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/me",
        "/api/v1/topics",
        "/openid/token",
        "/openid/userinfo",
        "/.well-known/openid-configuration",
    ],
)
def test_machines_are_refused_on_plain_http_and_not_sent_on(as_in_production: None, path: str):
    answer = SiteClient().get(path)

    assert answer.status_code == 403
    assert answer.json()["code"] == "tls_needed"


def test_people_are_sent_on_to_tls(as_in_production: None):
    answer = SiteClient().get("/signin")

    assert answer.status_code == 301
    assert answer.headers["Location"].startswith("https://")


@pytest.mark.parametrize(
    "path",
    [
        "/.git/HEAD",
        "/.git/config",
        "/.env",
        "/.svn/entries",
        "/manage.py",
        "/config/settings/base.py",
        "/static/../config/settings/base.py",
        "/static/%2e%2e/config/urls.py",
        "/var/",
        "/admin/",
        "/__debug__/",
        "/src/yiwang/portal/urls.py",
        "/requirements/base.txt",
        "/security/asvs.yml",
    ],
)
def test_nothing_of_the_source_is_served(path: str):
    assert SiteClient().get(path).status_code in {400, 404}


@pytest.mark.parametrize(
    "path", ["/static/", "/static", "/api/", "/api/v1/", "/workbench/static/", "/files/"]
)
def test_no_folder_is_listed(path: str):
    assert SiteClient().get(path).status_code == 404


def test_the_proxy_speaks_tls_1_2_and_1_3_alone():
    told = (ROOT / "deploy" / "nginx.conf").read_text()

    assert re.findall(r"ssl_protocols ([^;]+);", told) == ["TLSv1.2 TLSv1.3"]
    assert "return 301 https://" in told
    assert "X-Forwarded-For $proxy_add_x_forwarded_for" in told
