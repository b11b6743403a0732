# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A sign-in from the request to the claims, as the standards want it."""

from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.conf import LazySettings
from django.utils import timezone

from tests.factories import PASSWORD, citizen_account, natural_person
from tests.sso.parties import (
    CALLBACK,
    ISSUER,
    Office,
    Party,
    browser_of,
    claims_of,
    fields_of,
    party,
    userinfo,
)
from yiwang.sso.models import ClientSession


def test_a_stranger_is_sent_to_sign_in_and_comes_back(registry: Party):
    answer = registry.ask(browser_of())

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/signin?next=%2Fopenid%2Fcontinue%3F")
    hop = parse_qs(urlsplit(answer.headers["Location"]).query)["next"][0]
    page = browser_of().get(hop)
    assert 'http-equiv="refresh"' in page.content.decode()


def test_a_citizen_reads_what_goes_to_whom_and_why(desk: Office, registry: Party):
    page = registry.ask(browser_of(desk.citizen))

    text = page.content.decode()
    assert page.status_code == 200
    for words in ("不动产登记系统", desk.department.name, "在线办理不动产登记", "办理业务需要"):
        assert words in text
    assert "form-action 'self' https://rp.example" in page.headers["Content-Security-Policy"]


def test_a_consent_leads_back_with_a_code_state_and_our_name(desk: Office, registry: Party):
    browser = browser_of(desk.citizen)
    registry.ask(browser)

    answer = registry.consent(browser)

    told = fields_of(answer)
    assert answer.headers["Location"].startswith(f"{CALLBACK}?")
    assert told["state"] == registry.state
    assert told["iss"] == ISSUER
    assert len(told["code"]) >= 30


def test_a_consent_is_remembered(desk: Office, registry: Party):
    browser = browser_of(desk.citizen)
    registry.sign_in(browser)

    assert registry.ask(browser).status_code == 302


def test_more_than_was_consented_to_is_asked_for_again(desk: Office):
    client = party(desk, scopes=("openid", "profile", "phone"))
    browser = browser_of(desk.citizen)
    client.sign_in(browser)

    assert client.ask(browser, scope="openid profile phone").status_code == 200


def test_somebody_who_does_not_consent_goes_back_without_a_code(desk: Office, registry: Party):
    answer = registry.consent(browser_of(desk.citizen), decision="deny")

    told = fields_of(answer)
    assert told["error"] == "access_denied"
    assert told["iss"] == ISSUER
    assert "code" not in told


def test_an_id_token_says_who_when_and_how_sure(desk: Office, registry: Party):
    tokens = registry.sign_in(browser_of(desk.citizen))

    claims = claims_of(tokens["id_token"], audience=registry.client.client_id)
    assert claims["nonce"] == registry.nonce
    assert claims["acr"] == "urn:yiwang:assurance:2"
    assert claims["amr"] == ["pwd"]
    assert claims["sid"]
    assert claims["exp"] - claims["iat"] == 600
    assert "name" not in claims
    assert tokens["expires_in"] == 600


@pytest.mark.parametrize("algorithm", ["RS256", "ES256"])
def test_a_client_chooses_how_its_tokens_are_signed(desk: Office, algorithm: str):
    client = party(desk, algorithm=algorithm)

    tokens = client.sign_in(browser_of(desk.citizen))

    assert claims_of(tokens["id_token"], audience=client.client.client_id)


def test_a_name_is_masked_unless_the_client_was_approved_for_it(desk: Office, registry: Party):
    told = userinfo(registry.sign_in(browser_of(desk.citizen))["access_token"]).json()

    assert told["name"] == "*小云"
    assert told["name_is_masked"] is True
    assert told["assurance_level"] == 2
    assert not {"resident_id", "phone_number", "acting_for"} & told.keys()


def test_an_approved_client_learns_what_it_was_approved_for(desk: Office):
    wanted = "openid profile real_name resident_id phone"
    client = party(desk, scopes=tuple(wanted.split()))

    tokens = client.sign_in(browser_of(desk.citizen), scope=wanted)

    told = userinfo(tokens["access_token"]).json()
    assert told["name"] == "张小云"
    assert told["name_is_masked"] is False
    assert len(told["resident_id"]) == 18
    assert told["phone_number"] == "13800001234"


def test_a_client_learns_for_which_firm_somebody_acts(desk: Office):
    client = party(desk, scopes=("openid", "legal_person", "mandate"))
    browser = browser_of(desk.citizen)
    session = browser.session
    session["acting_for"] = str(desk.firm.id)
    session.save()

    told = userinfo(
        client.sign_in(browser, scope="openid legal_person mandate")["access_token"]
    ).json()

    assert told["acting_for"]["uscc"] == desk.firm.uscc
    assert told["mandate"] is None


def test_staff_sign_in_without_a_consent_and_bring_their_posts(desk: Office):
    client = party(desk, audience="staff", scopes=("openid", "staff"))

    tokens = client.sign_in(browser_of(desk.applicant), scope="openid staff")

    told = userinfo(tokens["access_token"]).json()
    assert told["staff_number"]
    assert told["department"]["name"] == desk.department.name
    assert len(told["posts"]) == 1
    acr = claims_of(tokens["id_token"], audience=client.client.client_id)["acr"]
    assert acr == "urn:yiwang:staff:1"


def test_two_clients_know_one_person_by_two_names(desk: Office, registry: Party):
    other = party(desk, redirect_uris=("https://other.example/callback",))
    browser = browser_of(desk.citizen)
    mine = registry.sign_in(browser)
    code = other.code(browser, redirect_uri="https://other.example/callback")
    theirs = other.exchange(code, redirect_uri="https://other.example/callback").json()

    first = claims_of(mine["id_token"], audience=registry.client.client_id)
    second = claims_of(theirs["id_token"], audience=other.client.client_id)

    assert first["sub"] != second["sub"]
    assert first["sid"] != second["sid"]
    assert first["sub"] == userinfo(mine["access_token"]).json()["sub"]
    assert str(desk.citizen.id) not in str(first)


def test_a_subject_stays_the_same_from_one_sign_in_to_the_next(desk: Office, registry: Party):
    first = registry.sign_in(browser_of(desk.citizen))
    second = registry.sign_in(browser_of(desk.citizen))

    subjects = {
        claims_of(tokens["id_token"], audience=registry.client.client_id)["sub"]
        for tokens in (first, second)
    }
    assert len(subjects) == 1


def test_a_public_client_needs_no_secret_but_its_verifier(desk: Office):
    client = party(desk, client_type="public")

    tokens = client.sign_in(browser_of(desk.citizen))

    assert userinfo(tokens["access_token"]).status_code == 200


# ── prompt, max_age, acr


def test_a_silent_request_bothers_nobody(desk: Office, registry: Party):
    nobody, somebody = browser_of(), browser_of(desk.citizen)

    assert fields_of(registry.ask(nobody, prompt="none"))["error"] == "login_required"
    assert fields_of(registry.ask(somebody, prompt="none"))["error"] == "consent_required"
    registry.sign_in(somebody)
    assert "code" in fields_of(registry.ask(somebody, prompt="none"))


def test_prompt_login_wants_a_fresh_sign_in(desk: Office, registry: Party):
    browser = browser_of(desk.citizen)
    registry.sign_in(browser)

    answer = registry.ask(browser, prompt="login")

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/signin?")
    assert "again=1" in answer.headers["Location"]


def test_an_old_sign_in_is_too_old_for_max_age(desk: Office, registry: Party):
    browser = browser_of(desk.citizen)
    registry.sign_in(browser)
    session = browser.session
    session["account_authentication_methods"] = [{"method": "password", "at": 1_700_000_000}]
    session["ends_at"] = int(timezone.now().timestamp()) + 60
    session.save()

    answer = registry.ask(browser, max_age="3600")

    assert answer.headers["Location"].startswith("/signin?")
    assert fields_of(registry.ask(browser, max_age="x"))["error"] == "invalid_request"


def test_a_client_that_needs_more_assurance_leads_to_stepping_up(desk: Office, registry: Party):
    browser = browser_of(desk.citizen)

    page = registry.ask(browser, acr_values="urn:yiwang:assurance:3")

    text = page.content.decode()
    assert "/my/assurance?needs=3" in text
    assert "yw_settled=1" in text
    silent = registry.ask(browser, acr_values="urn:yiwang:assurance:3", prompt="none")
    assert fields_of(silent)["error"] == "interaction_required"


def test_enough_assurance_passes(desk: Office, registry: Party):
    wanted = "urn:yiwang:assurance:3 urn:yiwang:assurance:2"

    tokens = registry.sign_in(browser_of(desk.citizen), acr_values=wanted)

    claims = claims_of(tokens["id_token"], audience=registry.client.client_id)
    assert claims["acr"] == "urn:yiwang:assurance:2"


def test_an_essential_level_cannot_be_skipped(desk: Office, registry: Party):
    claims = '{"id_token":{"acr":{"essential":true,"values":["urn:yiwang:assurance:3"]}}}'

    page = registry.ask(browser_of(desk.citizen), claims=claims, yw_settled="1")

    assert "yw_settled=1" not in page.content.decode()
    assert page.status_code == 200


def test_a_client_may_be_registered_with_a_least_level(desk: Office):
    client = party(desk, least_assurance=2)
    weak = citizen_account(natural_person(name="李大山", assurance=1))

    assert "/my/assurance?needs=2" in client.ask(browser_of(weak)).content.decode()
    assert "id_token" in client.sign_in(browser_of(desk.citizen))


def test_the_wrong_kind_of_account_is_told_so(desk: Office, registry: Party):
    page = registry.ask(browser_of(desk.applicant))

    assert page.status_code == 403
    assert "供公众使用" in page.content.decode()


def test_another_account_may_be_used_after_signing_out(desk: Office, registry: Party):
    browser = browser_of(desk.applicant)

    answer = browser.post(f"/openid/switch?{urlencode(registry.query())}")

    assert answer.headers["Location"].startswith("/signin?next=%2Fopenid%2Fcontinue")
    assert registry.ask(browser).headers["Location"].startswith("/signin?")


def test_a_person_who_signs_in_again_stays_signed_in_elsewhere(desk: Office, registry: Party):
    browser = browser_of()
    form = {"login": desk.citizen.login, "password": PASSWORD}
    assert browser.post("/signin", form).status_code == 302
    tokens = registry.sign_in(browser)
    asked = registry.ask(browser, prompt="login")
    hop = parse_qs(urlsplit(asked.headers["Location"]).query)["next"][0]

    back = browser.post("/signin", form | {"next": hop})

    assert back.headers["Location"] == hop
    target = hop.replace("/openid/continue", "/openid/authorize")
    answer = browser.get(target)
    assert "code" in fields_of(answer), answer.headers
    assert userinfo(tokens["access_token"]).status_code == 200
    assert ClientSession.objects.count() == 1


def test_who_owes_a_second_factor_shows_it_before_any_system(
    desk: Office, registry: Party, settings: LazySettings
):
    settings.CITIZEN_SECOND_FACTOR = "required"
    browser = browser_of(desk.citizen)

    asked = registry.ask(browser)
    silent = registry.ask(browser, prompt="none")
    session = browser.session
    session["factor"] = "totp"
    session.save()

    assert asked.headers["Location"].startswith("/account/strong?next=%2Fopenid%2Fcontinue%3F")
    assert fields_of(silent)["error"] == "interaction_required"
    assert registry.ask(browser).status_code == 200
