# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What every answer of the site says to browsers and caches, whoever asks."""

import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from config.wsgi import THIN_PATHS
from tests.security.people import Everything
from tests.security.site import Route, SiteClient, routes, taken_back
from tests.security.walking import address_of, ask, body_of, every_page
from yiwang.portal import page_cache

if TYPE_CHECKING:
    from django.http import HttpResponse

# A download that is refused half-way leaves its generator to the garbage collector.
QUIET = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
pytestmark = [pytest.mark.django_db, QUIET]

VISITORS = ("nobody", "owner", "counter", "system administrator")
NEVER = ("unsafe-inline", "unsafe-eval", "unsafe-hashes", "data:", "blob:", "http", "*")
TEXTUAL = re.compile(r"text/|[/+]xml|[/+]json|javascript")
FOR_ALL = {
    ".well-known/openid-configuration",
    ".well-known/oauth-authorization-server",
    "openid/jwks",
}
"""What programs in any browser may read: our addresses and our public keys, and nothing else."""
KEYS = {"tickets/<ticket_code>"}
"""Addresses that open what they name to whoever holds them: they are told to no page at all."""
MARKUP = re.compile(r"html|[/+]xml")
SELF_DESCRIBING = re.compile(r"application/(?:[\w.-]+\+)?json|image/|application/pdf")
RESIDENT_ID = re.compile(r"(?<![0-9a-zA-Z])[1-9]\d{5}(?:19|20)\d{9}[\dXx](?![0-9a-zA-Z])")
TELEPHONE = re.compile(r"(?<![0-9a-zA-Z])1[3-9]\d{9}(?![0-9a-zA-Z])")


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, kept small: many pages are looked at by many tests."""

    status_code: int
    headers: Mapping[str, str]
    packed: bytes

    @property
    def body(self) -> bytes:
        return zlib.decompress(self.packed)


class Walk:
    """All that can be opened, by visitor; each goes round the site once for all tests here."""

    def __init__(self, site: Everything) -> None:
        self._site = site
        self._seen: dict[str, list[tuple[Route, Answer]]] = {}

    def answers(self, *roles: str) -> Iterator[tuple[str, Route, Answer]]:
        """Yield every answer to each of these visitors."""
        for role in roles:
            if role not in self._seen:
                self._seen[role] = [
                    (
                        route,
                        Answer(
                            status_code=answer.status_code,
                            headers=answer.headers,
                            packed=zlib.compress(body_of(answer), level=1),
                        ),
                    )
                    for _role, route, answer in every_page(self._site, role)
                ]
            yield from ((role, route, answer) for route, answer in self._seen[role])


@pytest.fixture(scope="module")
def walk(site: Everything) -> Walk:
    """Return the one walk of this module."""
    return Walk(site)


def test_every_answer_carries_what_browsers_need(walk: Walk):
    for role, route, answer in walk.answers(*VISITORS):
        policy = answer.headers.get("Content-Security-Policy", "")

        told = f"{route} to {role}: {policy}"
        assert "frame-ancestors" in policy, told
        if "default-src 'none'" not in policy:  # a file, or an answer for programs
            assert "object-src 'none'" in policy, told
            assert "base-uri 'none'" in policy, told
        for rule in policy.split(";"):
            if rule.split()[:1] in (["script-src"], ["default-src"]):
                assert not [word for word in NEVER if word in rule], told
        assert answer.headers.get("X-Content-Type-Options") == "nosniff", told
        is_key = route.path in KEYS and answer.status_code == 200
        referrer = "no-referrer" if is_key else "same-origin"
        assert answer.headers.get("Referrer-Policy") == referrer, told
        if not route.is_operation:
            assert answer.headers.get("Cross-Origin-Opener-Policy") == "same-origin", told


def test_every_page_keeps_out_of_frames_and_devices(walk: Walk):
    for role, route, answer in walk.answers("nobody", "owner"):
        is_thin = f"/{route.path}".startswith(THIN_PATHS)
        if answer.headers["Content-Type"].startswith("text/html") and not is_thin:
            assert "camera=()" in answer.headers["Permissions-Policy"], (role, str(route))
            assert "geolocation=()" in answer.headers["Permissions-Policy"], (role, str(route))
            policy = answer.headers["Content-Security-Policy"]
            assert "frame-ancestors 'none'" in policy, (role, str(route))


def test_what_is_for_somebody_is_kept_by_no_cache(walk: Walk):
    for role, route, answer in walk.answers("owner", "counter", "approver", "audit administrator"):
        if "public" not in route.audience and not 300 <= answer.status_code < 400:
            kept = answer.headers.get("Cache-Control", "")
            assert "no-store" in kept, f"{route} to {role}: {answer.status_code} {kept}"


def test_what_caches_may_keep_holds_nothing_of_who_asked(site: Everything, walk: Walk):
    """A page for everybody that is shared is the same, byte for byte, for who is signed in."""
    shared = 0
    for role, route, answer in walk.answers("owner", "counter"):
        if "public" in answer.headers.get("Cache-Control", ""):
            page_cache.forget()
            plain = ask(route, site, role="nobody")
            page_cache.forget()
            assert body_of(plain) == answer.body, f"{route} to {role}"
            shared += 1

    assert shared > 5


def test_no_answer_opens_itself_to_other_origins(site: Everything):
    strange = {"Origin": "https://evil.example", "Access-Control-Request-Method": "GET"}
    for route in routes():
        for role in ("nobody", "owner"):
            visitor = site.visitors[role]
            client = visitor.program if route.is_operation else visitor.browser
            address = address_of(route, site.places["own"])
            for method in ("GET", "OPTIONS") if route.is_safe else ("OPTIONS",):
                answer = client.generic(method, address, headers=strange)
                opened = answer.headers.get("Access-Control-Allow-Origin")
                if route.path not in FOR_ALL:
                    assert opened is None, f"{method} {address} to {role}: {opened}"


def test_every_answer_says_what_it_is_and_in_which_letters(walk: Walk):
    for role, route, answer in walk.answers(*VISITORS):
        said, body = answer.headers.get("Content-Type", ""), answer.body
        told = f"{route} to {role}: {said}"
        if not body:
            continue
        assert said, told
        if TEXTUAL.search(said) and not SELF_DESCRIBING.match(said):
            assert "charset=utf-8" in said.lower(), told
        if said.startswith("image/"):
            continue
        is_markup = body.lstrip()[:1] == b"<"
        says_markup = MARKUP.search(said) is not None
        assert says_markup == is_markup or not body.strip(), told


def test_no_address_of_any_page_holds_a_number_of_a_person(walk: Walk):
    for role, route, answer in walk.answers("owner", "counter", "handler", "audit administrator"):
        page = answer.body.decode(errors="replace")
        for address in re.findall(r"(?:href|action|src|hx-get|hx-post)=\"([^\"]*)\"", page):
            found = RESIDENT_ID.search(address) or (
                TELEPHONE.search(address) if not address.startswith("tel:") else None
            )
            assert not found, f"{route} to {role}: {address}"


def test_numbers_of_persons_are_masked_wherever_staff_look(walk: Walk):
    """The whole number is shown on request alone, and that request is written down."""
    for role, route, answer in walk.answers("counter", "handler", "approver", "supervisor"):
        page = answer.body.decode(errors="replace")
        assert not RESIDENT_ID.search(page), f"{route} to {role}"


def test_no_page_sends_anything_to_strangers(walk: Walk):
    """Every script, style, picture, font and form is ours: no trackers, no foreign servers."""
    elsewhere = re.compile(
        r"<(?:script|link|img|iframe|form|source)[^>]*=\"(?:https?:)?//([^\"/]+)"
    )
    for role, route, answer in walk.answers(*VISITORS):
        if answer.headers.get("Content-Type", "").startswith("text/html"):
            found = set(elsewhere.findall(answer.body.decode()))
            assert found <= {"testserver", "yw.example"}, f"{route} to {role}: {found}"


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "TRACK", "PROPFIND", "DEBUG"])
def test_methods_that_nobody_needs_are_refused_everywhere(site: Everything, method: str):
    for route in routes():
        client = site.visitors["owner"]
        caller = client.program if route.is_operation else client.browser
        address = address_of(route, site.places["own"])

        answer = caller.generic(method, address, headers={"X-Secret": "echo-me"})

        assert answer.status_code in {302, 401, 403, 404, 405}, f"{method} {address}"
        assert b"echo-me" not in body_of(answer)


def test_reading_writes_nothing_that_somebody_asked_for_by_a_link(site: Everything):
    """A GET of a form's address does not do what the form does: it is refused or shows a page."""
    unsafe = {route.path for route in routes() if route.method == "POST" and route.is_operation}
    for route in routes():
        if route.is_operation and route.path in unsafe:
            with taken_back():
                address = address_of(route, site.places["own"])
                answer = site.visitors["owner"].program.generic("HEAD", address)
            assert answer.status_code != 500


def test_every_page_that_needs_a_sign_in_offers_the_way_out(walk: Walk):
    for role, route, answer in walk.answers("owner", "counter"):
        is_page = answer.headers.get("Content-Type", "").startswith("text/html")
        if answer.status_code == 200 and is_page and "public" not in route.audience:
            page = answer.body.decode()
            if "<!doctype html" in page.lower():
                assert (
                    'action="/signout"' in page
                    or 'action="/workbench/signout"' in page
                    or ("data-account" in page)
                ), f"{route} to {role}"


def test_a_form_from_another_site_is_refused_on_every_page(site: Everything):
    """Whoever is signed in, nothing is done without the token of our own page."""
    strict = SiteClient(enforce_csrf_checks=True)
    strict.cookies = site.visitors["owner"].browser.cookies.copy()
    # Programs call these with credentials of their own; the last two only show a page that asks.
    exempt = {"openid/token", "openid/revoke", "openid/introspect", "openid/userinfo"}
    exempt |= {"openid/authorize", "openid/logout"}
    for route in routes():
        if route.method == "POST" and not route.is_operation and route.path not in exempt:
            answer: HttpResponse = strict.post(address_of(route, site.places["own"]), {})

            assert answer.status_code in {403, 404, 405}, f"{route}: {answer.status_code}"
