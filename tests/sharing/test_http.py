# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Sources over HTTP: a real server on this machine, and everything that one may do wrong."""

import json
import socket
import time
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from operations import provider
from tests.identity import factories
from tests.sharing import providers
from tests.sharing.providers import RECORD, known, over_http, serving, speaking
from tests.sharing.world import HOUSEHOLD, MORNING, SYSTEM, number_of, query
from yiwang.foundation import encryption
from yiwang.identity.models import NaturalPerson
from yiwang.sharing import health, keys, services
from yiwang.sharing.connectors.http import outgoing
from yiwang.sharing.enums import CorrectionResult, CorrectionState, Outcome, Trouble
from yiwang.sharing.models import Call, CorrectionRequest, DataSource

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> NaturalPerson:
    return factories.person()


@pytest.fixture
def theirs(person: NaturalPerson) -> provider.Provider:
    return known({number_of(person): {**RECORD, "name": person.name}})


def ask(person: NaturalPerson, at=MORNING, **changes):
    return services.ask(HOUSEHOLD, query=query(person.id, **changes), actor=SYSTEM, at=at)


def said(person: NaturalPerson) -> tuple[Trouble, str]:
    """Return what went wrong with a question, as the call log has it."""
    answer = ask(person)
    assert answer.outcome is Outcome.UNAVAILABLE
    return answer.trouble, Call.objects.latest("asked_at", "id").detail


def http(status: str, body: bytes, *headers: str) -> Callable[[socket.socket], None]:
    """Return somebody who reads what is sent and answers this."""

    def speak(connection: socket.socket) -> None:
        connection.recv(65536)
        lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close"]
        connection.sendall("\r\n".join([*lines, *headers, "", ""]).encode() + body)

    return speak


def trickling(connection: socket.socket) -> None:
    connection.recv(65536)
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    for _each in range(100):
        connection.sendall(b"X-Wait: 1\r\n")
        time.sleep(0.05)


# ── a provider that does as agreed


def test_a_provider_is_told_who_asks_what_for_and_only_the_fields_that_are_needed(
    person: NaturalPerson, theirs: provider.Provider
):
    with serving(theirs) as address:
        over_http(address)
        answer = ask(person, fields=("members",), item_code="K0161", case_number="3301062026000001")

    assert answer.is_found
    assert answer.values == {"members": 3}
    assert (answer.as_of, answer.reference) == (date(2026, 11, 1), "P-000001")
    (asked,) = theirs.asked
    assert asked["fields"] == ["members"]
    assert (asked["purpose"], asked["case"]) == ("evidence_lookup", "3301062026000001")
    assert (asked["legal_basis"], asked["item"]) == ("户口登记条例", "K0161")
    assert asked["call"] == str(answer.call_id)


def test_whom_the_provider_does_not_know_is_not_found(theirs: provider.Provider):
    with serving(theirs) as address:
        over_http(address)

        assert ask(factories.person()).outcome is Outcome.NOT_FOUND


def test_a_request_to_correct_goes_over_the_line_and_its_answer_comes_back(
    person: NaturalPerson, theirs: provider.Provider
):
    with serving(theirs) as address:
        over_http(address)
        asked = services.request_correction(
            source_code=HOUSEHOLD,
            subject_id=person.id,
            call_id=None,
            fields=["members"],
            reason="家里添了孩子",
            department_id=None,
            actor=SYSTEM,
            at=MORNING,
        )
        sent = services.send_corrections(at=MORNING)
        nothing_yet = services.fetch_answers(at=MORNING)
        kept = theirs.corrections[str(asked.pk)]
        kept |= {"result": "corrected", "answer": "已更正为 4 人"}
        answered = services.fetch_answers(at=MORNING)
        again = services.fetch_answers(at=MORNING)

    assert (sent, nothing_yet, answered, again) == (1, 0, 1, 0)
    assert (kept["reason"], kept["subject"]["name"]) == ("家里添了孩子", person.name)
    found = CorrectionRequest.objects.get()
    assert (found.state, found.result) == (CorrectionState.ANSWERED, CorrectionResult.CORRECTED)
    assert found.answer == "已更正为 4 人"


def test_both_keys_are_good_while_a_provider_changes_over(
    person: NaturalPerson, theirs: provider.Provider
):
    theirs.keys = [bytes.fromhex("77" * 32), bytes.fromhex(providers.KEY)]
    with serving(theirs) as address:
        over_http(address)
        old = ask(person)
        over_http(address, key="77" * 32)
        new = ask(person)

    assert old.is_found
    assert new.is_found


# ── providers that do not


@pytest.mark.parametrize(
    ("speak", "trouble", "detail"),
    [
        (http("200 OK", b"{}"), Trouble.NONSENSE, "forged"),
        (http("200 OK", b"x" * 200_000), Trouble.NONSENSE, "size"),
        (http("302 Found", b"", "Location: http://10.0.0.1/"), Trouble.NONSENSE, "redirect"),
        (http("401 No", b'{"error": "bad_signature"}'), Trouble.NONSENSE, "bad_signature"),
        (http("403 No", b"<script>"), Trouble.NONSENSE, "refused"),
        (http("503 Busy", b""), Trouble.AWAY, "http_503"),
        (lambda connection: connection.sendall(b"\0\1nonsense\r\n\r\n"), Trouble.AWAY, "connect"),
        (trickling, Trouble.LATE, ""),
    ],
    ids=["unsigned", "huge", "redirect", "refuses us", "refuses", "busy", "no HTTP", "trickles"],
)
def test_what_misbehaves_is_no_answer_and_the_log_says_why(
    person: NaturalPerson,
    speak: Callable[[socket.socket], None],
    trouble: Trouble,
    detail: str,
):
    with speaking(speak) as address:
        over_http(address, milliseconds=600)
        began = time.monotonic()

        assert said(person) == (trouble, detail)
    assert time.monotonic() - began < 1.2


@pytest.mark.parametrize(
    ("changes", "detail"),
    [
        ({"call": "another"}, "form"),
        ({"values": {"salary": 9000}}, "values"),
        ({"values": {"members": "three"}}, "values"),
        ({"as_of": "gestern"}, "form"),
        ({"version": 2}, "form"),
        ({"found": "yes"}, "form"),
        ({"reference": "x" * 101}, "form"),
        ({"more": 1}, "form"),
    ],
)
def test_an_answer_that_is_signed_but_not_as_agreed_is_thrown_away(
    person: NaturalPerson, theirs: provider.Provider, monkeypatch, changes, detail
):
    plain = theirs.answer
    monkeypatch.setattr(theirs, "answer", lambda path, sent: plain(path, sent) | changes)
    with serving(theirs) as address:
        over_http(address)

        assert said(person) == (Trouble.NONSENSE, detail)


def test_an_answer_to_another_question_or_of_yesterday_is_forged_or_stale(
    person: NaturalPerson, theirs: provider.Provider, monkeypatch
):
    plain = provider.signature
    with serving(theirs) as address:
        over_http(address)

        def of_another(key, first, path, stamp, nonce, body):
            return plain(key, first, path, stamp, nonce if first == "POST" else "0" * 32, body)

        monkeypatch.setattr(provider, "signature", of_another)
        assert said(person) == (Trouble.NONSENSE, "forged")
        monkeypatch.setattr(provider, "signature", plain)
        monkeypatch.setattr(provider, "FRESH_SECONDS", 100_000)
        theirs.clock = lambda: time.time() - 86_400
        assert said(person) == (Trouble.NONSENSE, "clock")


def test_a_provider_refuses_a_wrong_key_and_what_it_is_not_allowed_to_tell(
    person: NaturalPerson, theirs: provider.Provider
):
    with serving(theirs) as address:
        over_http(address, key="00" * 32)
        wrong_key = said(person)
        over_http(address)
        theirs.allowed = {HOUSEHOLD: frozenset({"members"})}
        too_much = said(person)

    assert wrong_key == (Trouble.NONSENSE, "unknown_key")
    assert too_much == (Trouble.NONSENSE, "not_allowed")


def test_the_reference_provider_refuses_what_was_changed_sent_again_or_is_old(
    person: NaturalPerson, theirs: provider.Provider
):
    body = json.dumps({"source": HOUSEHOLD}).encode()
    key, now = bytes.fromhex(providers.KEY), str(int(time.time()))

    def refusal(stamp: str, nonce: str, sent: bytes = body, path: str = "/query") -> str:
        headers = {
            "X-Yiwang-Key": provider.key_id(key),
            "X-Yiwang-Time": stamp,
            "X-Yiwang-Nonce": nonce,
            "X-Yiwang-Signature": provider.signature(key, "POST", "/query", stamp, nonce, body),
        }
        try:
            theirs.key_for(headers, path, sent)
        except provider.Refusal as refused:
            return refused.code
        return ""

    assert refusal(now, "a" * 32) == ""
    assert refusal(now, "a" * 32) == "replayed"
    assert refusal(now, "b" * 32, sent=b"{}") == "bad_signature"
    assert refusal(now, "c" * 32, path="/corrections") == "bad_signature"
    assert refusal(str(int(now) - 301), "d" * 32) == "stale"


def test_one_hiccup_is_passed_over_and_the_question_put_once_more(
    person: NaturalPerson, theirs: provider.Provider, monkeypatch
):
    plain, tries = theirs.answer, []

    def sick_once(path, sent):
        tries.append(path)
        if len(tries) == 1:
            raise provider.Refusal(503, "malformed")
        return plain(path, sent)

    monkeypatch.setattr(theirs, "answer", sick_once)
    with serving(theirs) as address:
        over_http(address)

        assert ask(person).is_found
    assert len(tries) == 2


# ── places that are not called


@pytest.mark.parametrize(
    "address", ["https://10.1.2.3/x", "https://169.254.169.254/latest", "https://[::1]:9/x"]
)
def test_private_places_are_not_called_unless_they_are_named(
    person: NaturalPerson, settings, address: str
):
    settings.SHARING_ALLOWS_LOOPBACK = False
    over_http(address)

    assert said(person) == (Trouble.AWAY, "address")


def test_a_private_host_that_is_named_is_called(
    person: NaturalPerson, theirs: provider.Provider, settings
):
    settings.SHARING_ALLOWS_LOOPBACK = False
    with serving(theirs) as address:
        over_http(address)
        before = said(person)
        settings.SHARING_PRIVATE_HOSTS = ("127.0.0.1",)

        assert before == (Trouble.AWAY, "address")
        assert ask(person).is_found


def test_a_certificate_that_nobody_vouches_for_ends_the_call(
    person: NaturalPerson, theirs: provider.Provider, settings, tmp_path
):
    certificate = providers.certificate(tmp_path)
    with serving(theirs, certificate=str(certificate)) as address:
        over_http(address)
        stranger = said(person)
        settings.SHARING_CA_FILE = str(certificate)

        assert stranger == (Trouble.AWAY, "tls")
        assert ask(person).is_found


def test_without_a_key_nothing_is_sent(person: NaturalPerson, theirs: provider.Provider):
    with serving(theirs) as address:
        over_http(address)
        DataSource.objects.update(key_cipher=None)
        none = said(person)
        DataSource.objects.update(
            key_cipher=encryption.encrypt("5a", table="elsewhere", column="x", row_id="y")
        )
        foreign = said(person)

    assert none == foreign == (Trouble.AWAY, "key")
    assert theirs.asked == []


# ── a dead source harms nobody, and comes back


def test_a_dead_source_is_paused_longer_each_time_and_one_question_tries_it_again(
    person: NaturalPerson, theirs: provider.Provider
):
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        port = nobody.getsockname()[1]
    over_http(f"http://127.0.0.1:{port}/yiwang")
    for _each in range(5):
        assert ask(person).trouble is Trouble.AWAY
    began = time.monotonic()
    paused = ask(person, at=MORNING + timedelta(seconds=30))
    took = time.monotonic() - began
    tried = ask(person, at=MORNING + timedelta(seconds=61))
    still = ask(person, at=MORNING + timedelta(seconds=61 + 119))
    with serving(theirs, port=port):
        back = ask(person, at=MORNING + timedelta(seconds=61 + 121))

    assert paused.trouble is Trouble.PAUSED
    assert took < 0.1
    assert tried.trouble is Trouble.AWAY
    assert still.trouble is Trouble.PAUSED
    assert back.is_found
    source = DataSource.objects.get()
    assert (source.failures, source.detail, source.paused_until) == (0, "", None)


def test_of_those_who_come_after_a_pause_one_asks_and_the_others_go_on_without(
    person: NaturalPerson, theirs: provider.Provider
):
    with serving(theirs) as address:
        source = over_http(address)
    DataSource.objects.update(failures=5, paused_until=MORNING)
    source.refresh_from_db()
    at = MORNING + timedelta(seconds=1)

    assert [health.may_be_asked(source, at) for _each in range(3)] == [True, False, False]


def test_one_host_does_not_hold_more_than_so_many_at_once(
    person: NaturalPerson, theirs: provider.Provider, monkeypatch
):
    monkeypatch.setattr(outgoing, "MOST_AT_ONCE", 0)
    monkeypatch.setattr(outgoing, "_under_way", {})
    with serving(theirs) as address:
        over_http(address)

        assert said(person) == (Trouble.AWAY, "busy")


# ── keys


def test_keys_are_sealed_for_their_source_and_go_with_the_ring(settings):
    over_http("http://127.0.0.1:9/x")
    row = DataSource.objects.get()
    before = bytes(row.key_cipher)
    fresh = {"id": "next", "suite": "sm4gcm+hmac-sm3", "secret": b"n" * 32}
    settings.FIELD_ENCRYPTION_KEYS = [fresh, *settings.FIELD_ENCRYPTION_KEYS]

    number = services.rotate_source_keys(actor=SYSTEM, at=MORNING)

    row.refresh_from_db()
    assert providers.KEY.encode() not in before
    assert (number, bytes(row.key_cipher) != before) == (1, True)
    assert keys.of_source(row).hex() == providers.KEY
    row.code = "another"
    assert keys.of_source(row) == b""
