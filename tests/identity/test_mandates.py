# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The life of a mandate: signed, accepted, used, ended; and everything that is refused."""

import hashlib
from datetime import date, timedelta
from functools import partial

import pytest
from django.db import Error, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.identity import registers
from tests.identity.factories import (
    MORNING,
    PASSWORD,
    SYSTEM,
    acting,
    citizen_account,
    legal_person,
    person,
    staff_account,
)
from tests.identity.registers import TODAY, terms
from tests.organizations.factories import PostFactory, PostHoldingFactory
from yiwang.foundation.actors import Actor
from yiwang.foundation.identifiers import new_id
from yiwang.identity import selectors, services
from yiwang.identity.enums import AgentKind, MandateState
from yiwang.identity.errors import (
    BadCredentials,
    MandateNotFound,
    NoMandate,
    NotYours,
    TokenInvalid,
)
from yiwang.identity.models import Account, Mandate
from yiwang.identity.refusals import (
    AgentUnfit,
    AssuranceNeeded,
    MandateNotSigned,
    MandateOver,
    MandateTooLong,
    MandateToOneself,
    MandateUnclear,
    PrincipalUnfit,
    WrongCode,
)
from yiwang.identity.services.authentication import METHODS
from yiwang.ledger import selectors as ledger
from yiwang.organizations import selectors as organizations
from yiwang.organizations.enums import TOWNSHIP_LINE, StandardPost

pytestmark = pytest.mark.django_db


def signed(principal: Account, agent: Account, **changed: object) -> Mandate:
    wanted = terms(agent.person_id, **changed)
    actor = acting(principal)
    drafted = services.draft_mandate(terms=wanted, actor=actor, at=MORNING)
    return services.sign_mandate(
        terms=wanted,
        seen_sha256=drafted.sha256,
        is_agreed=True,
        password=PASSWORD,
        actor=actor,
        at=MORNING,
    )


def accepted(principal: Account, agent: Account, **changed: object) -> Mandate:
    made = signed(principal, agent, **changed)
    return services.accept_mandate(mandate_id=made.id, actor=acting(agent), at=MORNING)


def under(account: Account, mandate: Mandate, *, days: int = 0) -> Actor:
    at = MORNING + timedelta(days=days)
    return selectors.actor_for_account(account.id, acting_for=mandate.id, at=at)


def station_clerk() -> Account:
    clerk = staff_account(StandardPost.COUNTER)
    assert clerk.staff is not None
    department = clerk.staff.department
    type(department).objects.filter(pk=department.pk).update(line=TOWNSHIP_LINE)
    organizations.forget_cached()
    return clerk


def test_what_is_signed_is_the_text_that_was_read_and_its_hash_is_in_the_ledger():
    made = signed(citizen_account(), citizen_account())

    fact = ledger.events_about("mandate", made.id)[0]

    assert made.text_sha256 == hashlib.sha256(made.text.encode()).hexdigest()
    assert fact.payload["text_sha256"] == made.text_sha256
    assert "店铺登记" in made.text
    assert made.text not in str(fact.payload)


@pytest.mark.parametrize(
    ("minutes", "is_signed"), [(0, True), (5, True), (6, False), (-1, False), (None, False)]
)
def test_a_passkey_that_was_just_shown_signs_in_the_stead_of_a_password(minutes, is_signed):
    principal, agent = citizen_account(), citizen_account()
    wanted, actor = terms(agent.person_id), acting(principal)
    drafted = services.draft_mandate(terms=wanted, actor=actor, at=MORNING)
    shown = None if minutes is None else MORNING - timedelta(minutes=minutes)
    sign = partial(
        services.sign_mandate,
        terms=wanted,
        seen_sha256=drafted.sha256,
        is_agreed=True,
        reauthenticated_at=shown,
        actor=actor,
        at=MORNING,
    )

    if is_signed:
        assert sign().account_id == principal.id
    else:
        with pytest.raises(BadCredentials):
            sign()


def test_signing_in_is_no_proof_that_was_shown_once_more():
    signed_in = {"at": MORNING.timestamp(), "method": "password"}
    again = {"at": MORNING.timestamp(), "method": "mfa", "reauthenticated": True}

    assert services.reauthenticated_at({METHODS: [signed_in]}) is None
    assert services.reauthenticated_at({METHODS: [signed_in, again]}) == MORNING
    assert services.reauthenticated_at({}) is None


def test_who_may_give_no_mandate_learns_of_nobody_whether_they_exist():
    stranger = acting(citizen_account(person(assurance=1)))

    with pytest.raises(AssuranceNeeded):
        services.check_may_entrust(actor=stranger, at=MORNING)


def test_an_agent_acts_once_they_have_accepted_and_within_what_was_given():
    principal, agent = citizen_account(), citizen_account()
    made = signed(principal, agent)
    with pytest.raises(NoMandate):
        under(agent, made)

    services.accept_mandate(mandate_id=made.id, actor=acting(agent), at=MORNING)
    actor = under(agent, made)

    assert actor.applicant_id == principal.person_id
    assert actor.person_id == agent.person_id
    assert actor.is_within_mandate("1AB000000001", ())
    assert not actor.is_within_mandate("1AB000000002", ())
    assert actor.may_for_principal("apply")
    assert not actor.may_for_principal("withdraw")


@pytest.mark.parametrize("who", ["principal", "agent"])
def test_either_side_ends_it_at_once_for_sessions_and_tokens(who: str):
    principal, agent = citizen_account(), citizen_account()
    made = accepted(principal, agent)
    token = services.issue_token(account_id=agent.id, acting_for=made.id, at=MORNING).raw
    assert selectors.authenticate_token(token, at=MORNING).mandate_id == made.id

    ends = principal if who == "principal" else agent
    services.end_mandate(mandate_id=made.id, actor=acting(ends), at=MORNING)

    with pytest.raises(NoMandate):
        under(agent, made)
    with pytest.raises(TokenInvalid):
        selectors.authenticate_token(token, at=MORNING)


def test_a_token_is_looked_up_anew_in_every_process():
    principal, agent = citizen_account(), citizen_account()
    made = accepted(principal, agent)
    token = services.issue_token(account_id=agent.id, acting_for=made.id, at=MORNING).raw
    selectors.authenticate_token(token, at=MORNING)

    # As another process would: nothing of this one's memory is told of it.
    Mandate.objects.filter(pk=made.pk).update(
        state=MandateState.REVOKED, ended_at=MORNING, ended_by="principal"
    )

    with pytest.raises(TokenInvalid):
        selectors.authenticate_token(token, at=MORNING)


def test_it_gives_nothing_before_its_first_day_or_after_its_last():
    principal, agent = citizen_account(), citizen_account()
    made = accepted(
        principal, agent, since=TODAY + timedelta(days=2), until=TODAY + timedelta(days=5)
    )

    for days in (0, 1, 5, 6):
        with pytest.raises(NoMandate):
            under(agent, made, days=days)
    assert under(agent, made, days=2).mandate_id == made.id
    assert under(agent, made, days=4).mandate_id == made.id


def test_a_foreign_mandate_is_none():
    made = accepted(citizen_account(), citizen_account())

    with pytest.raises(NoMandate):
        under(citizen_account(), made)
    with pytest.raises(MandateNotFound):
        services.end_mandate(mandate_id=made.id, actor=acting(citizen_account()), at=MORNING)
    with pytest.raises(MandateNotFound):
        selectors.mandate(made.id, acting(citizen_account()))


def test_a_firm_acts_through_those_who_apply_for_it():
    principal, head, outsider = citizen_account(), citizen_account(), citizen_account()
    firm = legal_person(head.person)
    wanted = terms(firm.id, agent_kind=AgentKind.FIRM)
    drafted = services.draft_mandate(terms=wanted, actor=acting(principal), at=MORNING)
    made = services.sign_mandate(
        terms=wanted,
        seen_sha256=drafted.sha256,
        is_agreed=True,
        password=PASSWORD,
        actor=acting(principal),
        at=MORNING,
    )

    services.accept_mandate(mandate_id=made.id, actor=acting(head), at=MORNING)

    assert under(head, made).principal_id == principal.person_id
    with pytest.raises(NoMandate):
        under(outsider, made)


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"items": []}, MandateUnclear),
        ({"rights": []}, MandateUnclear),
        ({"rights": ["manage_handlers"]}, MandateUnclear),
        ({"is_for_all": True}, MandateUnclear),
        ({"since": TODAY - timedelta(days=1)}, MandateUnclear),
        ({"until": TODAY}, MandateUnclear),
        ({"until": TODAY + timedelta(days=731)}, MandateTooLong),
        ({"agent_id": new_id()}, AgentUnfit),
        ({"agent_kind": AgentKind.FIRM, "agent_id": new_id()}, AgentUnfit),
        ({"agent_kind": AgentKind.STATION, "agent_id": new_id()}, AgentUnfit),
    ],
)
def test_terms_that_cannot_be_are_refused(changed, refusal):
    wanted = terms(**({"agent_id": person().id} | changed))

    with pytest.raises(refusal):
        services.draft_mandate(terms=wanted, actor=acting(citizen_account()), at=MORNING)


def test_nobody_entrusts_themselves_or_passes_a_mandate_on():
    principal, agent = citizen_account(), citizen_account()
    made = accepted(principal, agent)

    with pytest.raises(MandateToOneself):
        signed(principal, principal)
    with pytest.raises(PrincipalUnfit):
        services.draft_mandate(terms=terms(person().id), actor=under(agent, made), at=MORNING)


@pytest.mark.parametrize("side", ["principal", "agent"])
def test_minors_neither_give_nor_take_mandates(side: str):
    child = registers.account_of(registers.resident(born_on=date(2010, 1, 1)), assurance=2)
    adult = citizen_account()
    pair = (child, adult) if side == "principal" else (adult, child)

    with pytest.raises(PrincipalUnfit if side == "principal" else AgentUnfit):
        signed(*pair)


def test_without_the_will_the_text_or_the_password_nothing_is_signed():
    principal = citizen_account()
    wanted = terms(person().id)
    right = {
        "terms": wanted,
        "seen_sha256": services.draft_mandate(
            terms=wanted, actor=acting(principal), at=MORNING
        ).sha256,
        "is_agreed": True,
        "password": PASSWORD,
        "actor": acting(principal),
        "at": MORNING,
    }

    for wrong, refusal in (
        ({"is_agreed": False}, MandateNotSigned),
        ({"seen_sha256": "0" * 64}, MandateNotSigned),
        ({"password": "guessed"}, BadCredentials),
    ):
        with pytest.raises(refusal):
            services.sign_mandate(**(right | wrong))  # type: ignore[arg-type]
    assert Mandate.objects.count() == 0


def test_what_was_signed_never_changes():
    made = accepted(citizen_account(), citizen_account())

    for change in (
        {"text": "全部事项"},
        {"items": []},
        {"until": TODAY + timedelta(days=300)},
        {"principal_id": person().id},
        {"state": MandateState.OFFERED},
    ):
        with pytest.raises(Error), transaction.atomic():
            Mandate.objects.filter(pk=made.pk).update(**change)
    with pytest.raises(Error), transaction.atomic():
        Mandate.objects.filter(pk=made.pk).delete()


def test_what_is_over_is_noted_once():
    made = accepted(citizen_account(), citizen_account())
    later = MORNING + timedelta(days=30)

    first = services.expire_mandates(actor=SYSTEM, at=later)
    second = services.expire_mandates(actor=SYSTEM, at=later)

    assert (first, second) == (1, 0)
    assert Mandate.objects.get(pk=made.pk).state == MandateState.EXPIRED


def taken(clerk: Account, principal_id: object, **changed: object) -> services.TakenPaper:
    actor = acting(clerk)
    wanted = terms(actor.department_id, agent_kind=AgentKind.STATION)
    return services.take_paper_mandate(
        principal_id=principal_id,  # type: ignore[arg-type]
        terms=wanted,
        paper=services.Paper(new_id(), "a" * 64),
        actor=actor,
        at=MORNING,
        **changed,  # type: ignore[arg-type]
    )


def test_a_paper_counts_once_the_code_on_the_telephone_is_told():
    clerk = station_clerk()
    paper = taken(clerk, person().id)
    mandate_id, actor = paper.mandate.id, acting(clerk)
    assert paper.mandate.state == MandateState.UNCONFIRMED
    wrong = "000000" if paper.code != "000000" else "111111"

    with pytest.raises(WrongCode):
        services.confirm_paper_mandate(mandate_id=mandate_id, code=wrong, actor=actor, at=MORNING)
    made = services.confirm_paper_mandate(
        mandate_id=mandate_id, code=paper.code, actor=actor, at=MORNING
    )

    assert made.state == MandateState.ACTIVE


@pytest.mark.parametrize("fault", ["late", "tried"])
def test_a_code_is_good_for_ten_minutes_and_five_tries(fault: str):
    clerk = station_clerk()
    paper = taken(clerk, person().id)
    wrong = "000000" if paper.code != "000000" else "111111"
    at = MORNING + timedelta(minutes=11) if fault == "late" else MORNING
    for _try in range(5 if fault == "tried" else 0):
        with pytest.raises(WrongCode):
            services.confirm_paper_mandate(
                mandate_id=paper.mandate.id, code=wrong, actor=acting(clerk), at=MORNING
            )

    with pytest.raises(WrongCode):
        services.confirm_paper_mandate(
            mandate_id=paper.mandate.id, code=paper.code, actor=acting(clerk), at=at
        )


def test_somebody_without_a_telephone_signs_on_paper_alone():
    paper = taken(station_clerk(), person(phone="").id)

    assert paper.code == ""
    assert paper.mandate.state == MandateState.ACTIVE


def test_a_station_takes_papers_for_itself_only():
    clerk = station_clerk()
    elsewhere = terms(new_id(), agent_kind=AgentKind.STATION)

    with pytest.raises(NotYours):
        services.take_paper_mandate(
            principal_id=person().id,
            terms=elsewhere,
            paper=services.Paper(new_id(), "a" * 64),
            actor=acting(clerk),
            at=MORNING,
        )


def test_another_stations_clerk_has_no_part_in_it():
    paper = taken(station_clerk(), person(phone="").id)
    stranger = staff_account(StandardPost.COUNTER)
    PostHoldingFactory(staff=stranger.staff, post=PostFactory(standard=StandardPost.COUNTER))

    with pytest.raises(MandateNotFound):
        services.end_mandate(mandate_id=paper.mandate.id, actor=acting(stranger), at=MORNING)


ACTS = st.lists(
    st.sampled_from(["accept", "decline", "revoke", "expire", "use"]), min_size=1, max_size=6
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(acts=ACTS)
def test_whatever_happens_only_an_accepted_and_unended_mandate_lets_act(acts: list[str]):
    principal, agent = citizen_account(), citizen_account()
    made = signed(principal, agent)
    state = "offered"
    over = {"declined", "revoked", "expired"}

    for act in acts:
        if act == "use":
            if state == "active":
                assert under(agent, made).mandate_id == made.id
            else:
                with pytest.raises(NoMandate):
                    under(agent, made)
            continue
        try:
            state = _after(act, state, made, principal, agent)
        except MandateOver:
            assert state in over or (act == "accept" and state == "active")
    assert Mandate.objects.get(pk=made.pk).state == state


def _after(act: str, state: str, made: Mandate, principal: Account, agent: Account) -> str:
    if act == "accept":
        services.accept_mandate(mandate_id=made.id, actor=acting(agent), at=MORNING)
        return "active"
    if act == "expire":
        later = MORNING + timedelta(days=30)
        services.expire_mandates(actor=SYSTEM, at=later)
        return "expired" if state in {"offered", "active"} else state
    who = principal if act == "revoke" else agent
    services.end_mandate(mandate_id=made.id, actor=acting(who), at=MORNING)
    return "declined" if act == "decline" and state == "offered" else "revoked"
