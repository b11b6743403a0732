# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Programs that we did not write sign in, refresh, and are signed out by back-channel.

Apache with Debian's mod_auth_openidc, npm's openid-client in our example, and our own example in
Python, each as a process of its own against a live server.
"""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import requests
from django.conf import LazySettings
from django.utils import timezone
from pytest_django.live_server_helper import LiveServer

from tests.sso.parties import Office, Party, browser_of, office, party
from tests.sso.test_ending import settle
from yiwang.sso import services
from yiwang.sso.models import LogoutDelivery, RefreshToken

ROOT = Path(__file__).parents[2]
NODE_EXAMPLE = ROOT / "examples" / "node_client"
APACHE_MODULES = Path("/usr/lib/apache2/modules")
WAIT_SECONDS = 30

pytestmark = pytest.mark.slow

APACHE = """
ServerRoot {folder}
PidFile {folder}/apache.pid
ErrorLog {folder}/error.log
ServerName 127.0.0.1
Listen 127.0.0.1:{port}
DocumentRoot {folder}/pages
{user}
LoadModule mpm_event_module {modules}/mod_mpm_event.so
LoadModule authn_core_module {modules}/mod_authn_core.so
LoadModule authz_core_module {modules}/mod_authz_core.so
LoadModule authz_user_module {modules}/mod_authz_user.so
LoadModule headers_module {modules}/mod_headers.so
LoadModule auth_openidc_module {modules}/mod_auth_openidc.so
OIDCProviderMetadataURL {issuer}/.well-known/openid-configuration
OIDCClientID {client_id}
OIDCClientSecret {secret}
OIDCRedirectURI http://127.0.0.1:{port}/private/callback
OIDCCryptoPassphrase tests-only
OIDCScope "openid profile"
OIDCPKCEMethod S256
OIDCIDTokenSignedResponseAlg {algorithm}
OIDCProviderTokenEndpointAuth client_secret_basic
<Location /private>
  AuthType openid-connect
  Require valid-user
  Header set X-Who "expr=%{{req:OIDC_CLAIM_name}}"
  Header set X-Sub "expr=%{{req:OIDC_CLAIM_sub}}"
  Header set X-Token "expr=%{{req:OIDC_access_token}}"
</Location>
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(command: list[str], port: int, **options: Any) -> Iterator[subprocess.Popen[bytes]]:
    """Run a program until the block ends; its port has to answer first."""
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            command, stdout=said, stderr=subprocess.STDOUT, start_new_session=True, **options
        )
        try:
            deadline = time.monotonic() + WAIT_SECONDS
            while True:
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                if process.poll() is not None or time.monotonic() > deadline:
                    said.seek(0)
                    raise AssertionError(f"{command[0]} did not start: {said.read().decode()}")
                time.sleep(0.05)
            yield process
        finally:
            process.terminate()
            process.wait(timeout=20)


@pytest.fixture
def live(
    live_server: LiveServer, settings: LazySettings, transactional_db: None
) -> tuple[str, Office]:
    """Return our address and an office whose clients sign in there."""
    settings.SITE_URL = live_server.url
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = False
    return live_server.url, office()


class Person:
    """A citizen with a browser that keeps cookies and follows links and forms."""

    def __init__(self, desk: Office, site: str) -> None:
        self.session = requests.Session()
        self._site = site
        self._ours = browser_of(desk.citizen)
        for name, morsel in self._ours.cookies.items():
            self.session.cookies.set(name, morsel.value, domain="localhost.local")

    def open(self, address: str) -> requests.Response:
        return self.session.get(address, timeout=WAIT_SECONDS)

    def allow(self, page: requests.Response) -> requests.Response:
        """Press the button of the consent page."""
        assert "同意并继续" in page.text, page.text[:2000]
        action = re.search(r'<form method="post" action="(/openid/consent[^"]+)"', page.text)
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)
        assert action
        assert token
        return self.session.post(
            self._site + action[1].replace("&amp;", "&"),
            {"csrfmiddlewaretoken": token[1], "decision": "allow"},
            headers={"Referer": page.url},
            timeout=WAIT_SECONDS,
        )

    def leave_us(self) -> None:
        """Sign out at our own site, in the same browser session."""
        self._ours.post("/signout")


def registered(desk: Office, port: int, *, callback: str, logout: str, **more: Any) -> Party:
    base = f"http://127.0.0.1:{port}"
    return party(
        desk,
        redirect_uris=(base + callback,),
        post_logout_redirect_uris=(f"{base}/bye",),
        logout_uri=base + logout,
        **more,
    )


def deliver_logouts() -> None:
    settle()
    for delivery in LogoutDelivery.objects.all():
        services.deliver(delivery.id, at=timezone.now())


# ── Apache


@contextmanager
def apache(site: str, client: Party, port: int) -> Iterator[str]:
    program = shutil.which("apache2") or "/usr/sbin/apache2"
    assert Path(program).exists(), "Apache is missing: make test installs it"
    assert (APACHE_MODULES / "mod_auth_openidc.so").exists(), "libapache2-mod-auth-openidc missing"
    with tempfile.TemporaryDirectory(prefix="yiwang-apache-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "pages" / "private").mkdir(parents=True)
        (folder / "pages" / "private" / "index.txt").write_text("for those who are signed in")
        is_root = os.geteuid() == 0
        (folder / "apache.conf").write_text(
            APACHE.format(
                folder=folder,
                port=port,
                modules=APACHE_MODULES,
                issuer=site,
                client_id=client.client.client_id,
                secret=client.secret,
                algorithm=client.client.algorithm,
                user="User www-data\nGroup www-data" if is_root else "",
            )
        )
        with running([program, "-f", str(folder / "apache.conf"), "-DFOREGROUND"], port):
            yield f"http://127.0.0.1:{port}/private/index.txt"


@pytest.mark.parametrize("algorithm", ["RS256", "ES256"])
def test_apache_signs_in_refreshes_and_is_signed_out(live: tuple[str, Office], algorithm: str):
    site, desk = live
    port = free_port()
    client = registered(
        desk,
        port,
        callback="/private/callback",
        logout="/private/callback?logout=backchannel",
        algorithm=algorithm,
    )
    with apache(site, client, port) as page:
        person = Person(desk, site)

        inside = person.allow(person.open(page))

        assert inside.status_code == 200, inside.text
        assert inside.text == "for those who are signed in"
        assert inside.headers["X-Sub"]
        before = inside.headers["X-Token"]
        refreshed = person.session.get(
            f"http://127.0.0.1:{port}/private/callback",
            params={"refresh": page, "access_token": before},
            timeout=WAIT_SECONDS,
        )
        assert refreshed.status_code == 200
        assert refreshed.headers["X-Token"] != before
        assert RefreshToken.objects.filter(revoked__isnull=False).count() == 1
        person.leave_us()
        deliver_logouts()
        assert LogoutDelivery.objects.get().state == "delivered"
        outside = person.session.get(page, allow_redirects=False, timeout=WAIT_SECONDS)
        assert outside.status_code == 302
        assert outside.headers["Location"].startswith(f"{site}/openid/authorize?")


# ── our examples


def test_openid_client_for_node_signs_in_refreshes_and_is_signed_out(
    live: tuple[str, Office], tmp_path: Path
):
    site, desk = live
    node = shutil.which("node")
    assert node, "Node is missing: make test installs it"
    installed = NODE_EXAMPLE / "node_modules" / "openid-client"
    assert installed.exists(), "openid-client is missing: make test installs it"
    port = free_port()
    client = registered(desk, port, callback="/callback", logout="/backchannel")
    address = f"http://127.0.0.1:{port}"
    known = tmp_path / "client.json"
    known.write_text(json.dumps(_known(site, client, address)))
    with running([node, str(NODE_EXAMPLE / "client.mjs"), str(known)], port):
        person = Person(desk, site)

        inside = person.allow(person.open(f"{address}/signin")).json()

        assert inside["told"]["name"] == "*小云"
        assert inside["claims"]["acr"] == "urn:yiwang:assurance:2"
        assert person.open(f"{address}/refresh").json()["refreshed"] is True
        person.leave_us()
        deliver_logouts()
        assert LogoutDelivery.objects.get().state == "delivered"
        assert person.open(f"{address}/").json() is None


def test_the_demonstration_system_signs_in_refreshes_and_is_signed_out(
    live: tuple[str, Office], tmp_path: Path
):
    site, desk = live
    port = free_port()
    scopes = ("openid", "profile", "real_name", "legal_person")
    client = registered(desk, port, callback="/callback", logout="/backchannel", scopes=scopes)
    address = f"http://127.0.0.1:{port}"
    known = tmp_path / "client.json"
    known.write_text(json.dumps(_known(site, client, address)))
    command = [sys.executable, "-m", "examples.department_system", str(known)]
    with running(command, port, cwd=ROOT):
        person = Person(desk, site)

        inside = person.allow(person.open(f"{address}/signin"))

        assert "您好，张小云" in inside.text
        assert "您好，张小云" in person.open(f"{address}/refresh").text
        person.leave_us()
        deliver_logouts()
        assert LogoutDelivery.objects.get().state == "delivered"
        assert "您还没有登录" in person.open(address).text


def test_the_demonstration_system_believes_no_forged_answer(
    live: tuple[str, Office], tmp_path: Path
):
    site, desk = live
    port = free_port()
    scopes = ("openid", "profile", "real_name", "legal_person")
    client = registered(desk, port, callback="/callback", logout="/backchannel", scopes=scopes)
    address = f"http://127.0.0.1:{port}"
    known = tmp_path / "client.json"
    known.write_text(json.dumps(_known(site, client, address)))
    command = [sys.executable, "-m", "examples.department_system", str(known)]
    with running(command, port, cwd=ROOT):
        person = Person(desk, site)
        person.session.get(f"{address}/signin", allow_redirects=False, timeout=WAIT_SECONDS)

        mixed_up = person.open(f"{address}/callback?code=x&state=y&iss={site}")
        forged = requests.post(
            f"{address}/backchannel", {"logout_token": "a.b.c"}, timeout=WAIT_SECONDS
        )

        assert mixed_up.status_code == 400
        assert "state" in mixed_up.text
        assert forged.status_code == 400


def _known(site: str, client: Party, address: str) -> dict[str, str]:
    return {
        "issuer": site,
        "client_id": client.client.client_id,
        "client_secret": client.secret,
        "address": address,
    }


def test_the_lock_of_the_node_example_holds_no_address():
    text = (NODE_EXAMPLE / "package-lock.json").read_text()

    assert '"resolved"' not in text
    assert text.count('"integrity"') >= 3
