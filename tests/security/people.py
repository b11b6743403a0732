# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Everybody who may come to the site, and one object of every kind that they may ask for."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from allauth.mfa.models import Authenticator
from django.utils import timezone

from tests import factories
from tests.delivery.parcels import new_parcel
from tests.documents.samples import NOTICES
from tests.factories import FORM_DATA, PASSWORD, SYSTEM, World
from tests.halls import everybody as halls
from tests.organizations.factories import (
    HANGZHOU,
    ZHEJIANG,
    DepartmentFactory,
    PostFactory,
    PostHoldingFactory,
    StaffMemberFactory,
)
from tests.organizations.sheets import workbook
from tests.rest.calling import token_of
from tests.security import changing
from tests.security.site import SiteClient
from tests.sso.parties import Office, browser_of, party, wish
from yiwang.cases.enums import Channel
from yiwang.cases.models import Case
from yiwang.cases.services import drafts, submission
from yiwang.catalogue import services as catalogue
from yiwang.delivery.services import parcels
from yiwang.documents import services as documents
from yiwang.documents.enums import NoticeKind
from yiwang.foundation.actors import Actor
from yiwang.foundation.codes.test_data import make_test_resident_id, make_test_uscc
from yiwang.foundation.enums import Sex
from yiwang.identity import selectors as identity_selectors
from yiwang.identity import services as identity
from yiwang.identity.enums import AGENT_RIGHTS, AgentKind
from yiwang.identity.models import Account, Guardianship, LegalPersonHandler, Mandate
from yiwang.identity.services import privacy_corrections, privacy_exports
from yiwang.identity.session_keys import ACTING_FOR
from yiwang.notifications import services as notifications
from yiwang.notifications.channels.push import encryption
from yiwang.notifications.models import Message
from yiwang.organizations import services as organizations
from yiwang.organizations.enums import LeaveReason, StandardPost
from yiwang.organizations.models import Department, Review, ReviewEntry
from yiwang.sso import services as sso
from yiwang.sso.models import ClientSession, Consent

CITIZENS = (
    "owner",
    "other citizen",
    "agent",
    "former agent",
    "guardian",
    "firm's handler",
    "other firm's handler",
)
STAFF = (
    "counter",
    "handler",
    "reviewer",
    "approver",
    "other counter",
    "other handler",
    "other reviewer",
    "other approver",
    "supervisor",
    "department's administrator",
    "system administrator",
    "security administrator",
    "audit administrator",
    "catalogue editor",
    "catalogue reviewer",
    "catalogue approver",
    "catalogue editor elsewhere",
)
SYSTEMS = ("system", "other system")
PROVEN = "account_authentication_methods"
ROLES = ("nobody", *CITIZENS, *STAFF, *SYSTEMS)
CHILD = make_test_resident_id(date(2019, 5, 1), 3, Sex.MALE)
KNOWN_FIRM = make_test_uscc(70_001, registrar="9", category="1")
NEWCOMER = make_test_resident_id(date(1990, 5, 1), 7, Sex.MALE)
DESKS = {
    "counter": StandardPost.COUNTER,
    "handler": StandardPost.HANDLER,
    "reviewer": StandardPost.REVIEWER,
    "approver": StandardPost.APPROVER,
}
OVER_ALL = {
    "supervisor": StandardPost.SUPERVISOR,
    "system administrator": StandardPost.ADMINISTRATOR,
    "security administrator": StandardPost.SECURITY,
    "audit administrator": StandardPost.AUDITOR,
}


CATALOGUE = {
    "catalogue editor": StandardPost.CATALOGUE,
    "catalogue reviewer": StandardPost.LEGAL_REVIEW,
    "catalogue approver": StandardPost.CATALOGUE_APPROVER,
}
"""Posts that keep the base items of the province, and the lists of everybody below it."""


@dataclass
class Visitor:
    """Somebody who comes: signed in to the pages, with a token for the machine interface."""

    browser: SiteClient
    program: SiteClient

    def come_from(self, address: str) -> None:
        """Give them an address of their own: what limits an address counts each by themselves."""
        for client in (self.browser, self.program):
            client.defaults["REMOTE_ADDR"] = address


@dataclass
class Everything:
    """The people, and what they ask for; each kind of case has an address of every place.

    :ivar places: by kind of object (``own``, ``entrusted``, ``ward's``, ``firm's``), what stands
        for ``<case_id>`` and the like
    """

    visitors: Mapping[str, Visitor]
    accounts: Mapping[str, Account]
    places: Mapping[str, Mapping[str, str]]
    world: World


@dataclass
class _Making:
    world: World
    accounts: dict[str, Account] = field(default_factory=dict)
    acting_for: dict[str, UUID] = field(default_factory=dict)

    def actor(self, name: str) -> Actor:
        return identity_selectors.actor_for_account(
            self.accounts[name].id, acting_for=self.acting_for.get(name)
        )


def everything() -> Everything:
    """Make a world with everybody and everything in it, by the services alone."""
    making = _Making(factories.world())
    catalogue.index_everything(on=timezone.localdate())
    sso.ensure_signing_keys(actor=SYSTEM, at=timezone.now())
    _citizens(making)
    _staff(making)
    offered = _offered(making)
    mandates = _mandates(making)
    guardianship = _guardianship(making)
    _firms(making)
    cases = {
        "own": _case(making, "owner"),
        "entrusted": _case(making, "agent"),
        "ward's": _case(making, "guardian"),
        "firm's": _case(making, "firm's handler"),
    }
    single = (
        _fixed(making)
        | _things(making, cases["own"])
        | _parcels(making, cases["own"])
        | _systems(making)
        | _hall(making)
        | _administration(making)
        | changing.for_everybody({name: making.actor(name) for name in CATALOGUE}, making.world)
        | {
            "mandate_id": str(offered.id),
            "number": offered.number,
            "guardianship_id": str(guardianship.id),
            "handler_id": str(_invitation(making).id),
            "firm_id": str(making.world.firm.id),
            "way": "email",
        }
    )
    visitors = _visitors(making)
    _end(making, mandates["former agent"])
    return Everything(
        visitors=visitors,
        accounts=making.accounts,
        places={kind: single | _of_case(case) for kind, case in cases.items()},
        world=making.world,
    )


# ── people


def _citizens(making: _Making) -> None:
    world = making.world
    making.accounts |= {"owner": world.citizen, "other citizen": world.neighbour}
    for name in CITIZENS:
        if name not in making.accounts:
            making.accounts[name] = factories.citizen_account(factories.natural_person(name="赵一"))


def _staff(making: _Making) -> None:
    world = making.world
    city = DepartmentFactory(of=HANGZHOU)
    for name, standard in DESKS.items():
        making.accounts[name] = world.staff[standard]
        making.accounts[f"other {name}"] = factories.staff_account(world.other_department, standard)
    making.accounts["department's administrator"] = factories.staff_account(
        world.department, StandardPost.ADMINISTRATOR
    )
    for name, standard in OVER_ALL.items():
        making.accounts[name] = _over_all(city, standard)
    province = DepartmentFactory(of=ZHEJIANG)
    for name, standard in CATALOGUE.items():
        making.accounts[name] = _over_all(province, standard)
    making.accounts["catalogue editor elsewhere"] = factories.staff_account(
        world.other_department, StandardPost.CATALOGUE
    )


def _over_all(department: Department, standard: StandardPost) -> Account:
    """Return the account of somebody whose post reaches the divisions below the department's."""
    member = StaffMemberFactory(department=department)
    post = PostFactory(department=department, standard=standard, covers_subtree=True)
    PostHoldingFactory(staff=member, post=post, held_from=date(2026, 1, 1))
    return identity.create_staff_account(
        staff_id=member.id,
        login=f"over-{standard.value}-{uuid4().hex[:6]}",
        password=PASSWORD,
        actor=SYSTEM,
        at=timezone.now(),
    )


def _mandates(making: _Making) -> dict[str, Mandate]:
    made = {name: _mandate(making, name) for name in ("agent", "former agent")}
    making.acting_for |= {name: mandate.id for name, mandate in made.items()}
    return made


def _mandate(making: _Making, agent: str) -> Mandate:
    """Let the owner entrust everything to somebody, who accepts."""
    signed = _signed(making, agent)
    actor = making.actor(agent)
    return identity.accept_mandate(mandate_id=signed.id, actor=actor, at=timezone.now())


def _signed(making: _Making, agent: str) -> Mandate:
    at, today = timezone.now(), timezone.localdate()
    owner, person_id = making.actor("owner"), making.accounts[agent].person_id
    assert person_id is not None
    terms = identity.Terms(
        agent_kind=AgentKind.PERSON,
        agent_id=person_id,
        items=(),
        themes=(),
        rights=[right.value for right in AGENT_RIGHTS],
        since=today,
        until=today + timedelta(days=30),
        is_for_all=True,
    )
    drafted = identity.draft_mandate(terms=terms, actor=owner, at=at)
    return identity.sign_mandate(
        terms=terms,
        seen_sha256=drafted.sha256,
        is_agreed=True,
        password=PASSWORD,
        actor=owner,
        at=at,
    )


def _offered(making: _Making) -> Mandate:
    """Let the owner entrust something more to the agent, who has not answered yet."""
    return _signed(making, "agent")


def _end(making: _Making, mandate: Mandate) -> None:
    identity.end_mandate(mandate_id=mandate.id, actor=making.actor("owner"), at=timezone.now())


def _guardianship(making: _Making) -> Guardianship:
    at = timezone.now()
    child = identity.register_person(
        name="赵小一",
        resident_id=CHILD,
        assurance_level=3,
        actor=SYSTEM,
        at=at,
    )
    guardian_id = making.accounts["guardian"].person_id
    assert guardian_id is not None
    made = identity.register_guardian(
        guardian_id=guardian_id,
        ward_id=child.id,
        is_proof_seen=True,
        actor=making.actor("counter"),
        at=at,
    )
    making.acting_for["guardian"] = made.id
    return made


def _invitation(making: _Making) -> LegalPersonHandler:
    """Let the firm's representative, the owner, invite somebody who has not answered yet."""
    invited = making.accounts["other citizen"].person_id
    assert invited is not None
    return identity.invite_handler(
        legal_person_id=making.world.firm.id,
        person_id=invited,
        rights=["apply"],
        until=None,
        actor=making.actor("owner"),
        at=timezone.now(),
    )


def _firms(making: _Making) -> None:
    other = identity.register_legal_person(
        legal_person=identity.NewLegalPerson(
            uscc=KNOWN_FIRM,
            name="杭州另一家有限公司",
            representative_id=factories.natural_person(name="钱二").id,
        ),
        actor=SYSTEM,
        at=timezone.now(),
    )
    firms = {"firm's handler": making.world.firm, "other firm's handler": other}
    for name, firm in firms.items():
        person_id = making.accounts[name].person_id
        assert person_id is not None
        identity.appoint_handler(
            legal_person_id=firm.id, person_id=person_id, actor=SYSTEM, at=timezone.now()
        )
        making.acting_for[name] = firm.id


# ── things


def _case(making: _Making, applicant: str) -> Case:
    actor, at = making.actor(applicant), timezone.now()
    return submission.submit_case(
        application=submission.Application(
            version_id=making.world.shop.version_id,
            form=FORM_DATA,
            materials={"lease": [factories.stored_file(actor)]},
            channel=Channel.WEB,
        ),
        actor=actor,
        at=at,
    )


def _fixed(making: _Making) -> dict[str, str]:
    """Return what stands for places that are nobody's in particular."""
    world = making.world
    return {
        "version_id": str(world.shop.version_id),
        "department_id": str(world.department.id),
        "applicant_id": str(making.accounts["other citizen"].person_id),
        "division_code": world.department.division_id,
        "code": factories.STEP_FORM,
        "post_id": str(making.actor("counter").post_id),
        "key": "lease",
        "kind": "acceptance",
        "seq": "0",
        "article_id": "1",
        "provider_id": "none",
        "action": "accept",
        "session_id": "1",
        "pk": "1",
        "link_id": "1",
        "certificate_id": str(uuid4()),
    }


def _things(making: _Making, case: Case) -> dict[str, str]:
    """Return a draft, a loose file and a message of the owner."""
    owner, at = making.actor("owner"), timezone.now()
    account = making.accounts["owner"]
    Authenticator.objects.create(user=account, type=Authenticator.Type.TOTP, data={})
    draft = drafts.save_draft(
        version_id=making.world.shop.version_id,
        typed=drafts.DraftContent(form={"name": "张小云"}),
        actor=owner,
        at=at,
    )
    notifications.send(
        recipient_id=case.applicant_id,
        kind="submitted",
        params={},
        source_key="tests:1",
        at=at,
    )
    export = privacy_exports.ask_export(actor=owner, at=at)
    correction = privacy_corrections.ask_correction(field="name", name="张晓云", actor=owner, at=at)
    return {
        "export_id": str(export.id),
        "correction_id": str(correction.id),
        "correction_code": correction.code,
        "browser_id": str(_browser_to_wake(owner, at)),
        "evaluation_id": str(uuid4()),
        "event_id": "1",
        "question_id": str(uuid4()),
        "draft_id": str(draft.id),
        "loose_file_id": str(factories.stored_file(owner)),
        "message_id": str(Message.objects.filter(recipient_id=case.applicant_id).latest("id").id),
    }


def _browser_to_wake(owner: Actor, at: datetime) -> UUID:
    """Return a browser that the owner lets be woken."""
    woken = encryption.Browser(
        endpoint="https://fcm.googleapis.com/fcm/send/owner",
        public_key=encryption.unpadded(encryption.public_bytes(encryption.own_key())),
        secret=encryption.unpadded(bytes(16)),
    )
    added = notifications.preferring.add_browser(browser=woken, device="", actor=owner, at=at)
    return added.pk


def _parcels(making: _Making, case: Case) -> dict[str, str]:
    """Return a parcel of originals that the owner sends to the hall."""
    about = parcels.About(
        subject_type="case",
        subject_id=case.pk,
        number=case.number,
        name=case.item_name,
        region_code=case.region_code,
        department_id=case.department_id,
        person_id=case.applicant_id,
    )
    sent = parcels.send_parcel(
        parcel=new_parcel(about=about), actor=making.actor("owner"), at=timezone.now()
    )
    return {"parcel_id": str(sent.pk)}


def _systems(making: _Making) -> dict[str, str]:
    """Return a system that the owner is signed in to, and an application that waits."""
    world, accounts = making.world, making.accounts
    office = Office(
        department=world.department,
        applicant=accounts["department's administrator"],
        reviewer=accounts["system administrator"],
        outsider=accounts["other counter"],
        citizen=accounts["owner"],
        firm=world.firm,
    )
    registered = party(office)
    registered.sign_in(browser_of(accounts["owner"]))
    waiting = sso.apply_for_system(
        wish=wish(name="车辆登记系统"),
        department_id=world.department.id,
        actor=office.actor(office.applicant),
        at=timezone.now(),
    )
    account_id = accounts["owner"].id
    return {
        "client_id": registered.client.client_id,
        "registration_id": str(waiting.id),
        "application_id": str(waiting.id),
        "consent_id": str(Consent.objects.get(account_id=account_id).id),
        "client_session_id": str(ClientSession.objects.get().id),
    }


def _hall(making: _Making) -> dict[str, str]:
    """Return a hall with an appointment of the owner's, and a ticket that is nobody's."""
    at = timezone.now()
    return halls.for_everybody(making.world, making.actor("owner"), at=at)


def _administration(making: _Making) -> dict[str, str]:
    """Return a leave, a request for a post, a review and an import of the department."""
    world, at, today = making.world, timezone.now(), timezone.localdate()
    asker = making.actor("department's administrator")
    away, deputy = making.actor("reviewer"), making.actor("handler")
    assert away.staff_id
    assert deputy.staff_id
    leave = organizations.set_leave(
        staff_id=away.staff_id,
        deputy_id=deputy.staff_id,
        starts_on=today + timedelta(days=20),
        ends_on=today + timedelta(days=22),
        reason=LeaveReason.ANNUAL,
        actor=asker,
        at=at,
    )
    powerful = PostFactory(department=world.department, standard=StandardPost.APPROVER)
    grant = organizations.ask_grant(
        staff_id=away.staff_id, post_id=powerful.id, reason="补充力量。", actor=asker, at=at
    )
    review = organizations.open_review(
        department_id=world.department.id,
        due_on=today + timedelta(days=30),
        actor=asker,
        at=at,
    )
    sheet = organizations.send_staff_import(
        chunks=[workbook([])], file_name="人员.xlsx", actor=asker, at=at
    )
    return {
        "staff_id": str(making.actor("counter").staff_id),
        "deputy_id": str(deputy.staff_id),
        "leave_id": str(leave.id),
        "grant_id": str(grant.id),
        "review_id": str(review.id),
        "import_id": str(sheet.id),
        "entry_id": str(_entry_of_others(review, asker).id),
        "scan_id": str(factories.stored_file(making.actor("counter"))),
        "person_id": str(making.accounts["other citizen"].person_id),
    }


def _entry_of_others(review: Review, asker: Actor) -> ReviewEntry:
    """Return what the asker may decide: nobody confirms a post of their own."""
    entry = ReviewEntry.objects.filter(review=review).exclude(staff_id=asker.staff_id).first()
    assert entry is not None
    return entry


def _of_case(case: Case) -> dict[str, str]:
    """Return what stands for a case and for what belongs to it."""
    item = case.work_items.get(state="open")
    document = documents.issue_document(
        kind=NoticeKind.ACCEPTANCE,
        subject_type="case",
        subject_id=case.id,
        region_code=case.region_code,
        department_id=case.department_id,
        data=NOTICES[NoticeKind.ACCEPTANCE],
        actor=SYSTEM,
        at=timezone.now(),
    )
    documents.render_now(document.id)
    return {
        "case_id": str(case.id),
        "work_item_id": str(item.id),
        "step_key": item.step_key or "none",
        "file_id": str(case.materials.get().file_id),
        "material_id": str(case.materials.get().pk),
        "document_id": str(document.id),
    }


# ── visitors


def _visitors(making: _Making) -> dict[str, Visitor]:
    client = making.world.client
    other = factories.system_client(making.world.other_department)
    made = {
        "nobody": Visitor(SiteClient(), SiteClient()),
        "system": _system(token_of(client)),
        "other system": _system(token_of(other)),
    }
    for name, account in making.accounts.items():
        acting_for = making.acting_for.get(name)
        token = token_of(account, acting_for=acting_for)
        # The former agent has been told that it is over, and goes on as themselves.
        told = None if name == "former agent" else acting_for
        made[name] = Visitor(_browser(account, told), _program(token))
    for place, name in enumerate(ROLES, start=1):
        made[name].come_from(f"127.0.0.{place}")
    return {name: made[name] for name in ROLES}


def _browser(account: Account, acting_for: UUID | None) -> SiteClient:
    browser = SiteClient()
    browser.force_login(account)
    session = browser.session
    # Proven a moment ago, so that pages about factors ask for nothing more.
    session[PROVEN] = [{"method": "password", "at": time.time(), "username": account.login}]
    if acting_for is not None:
        session[ACTING_FOR] = str(acting_for)
    session.save()
    return browser


def _program(token: str) -> SiteClient:
    return SiteClient(headers={"Authorization": f"Bearer {token}"})


def _system(token: str) -> Visitor:
    """Return a system; to the pages a bearer token is nothing."""
    headers = {"Authorization": f"Bearer {token}", "X-Purpose": "case_handling"}
    return Visitor(SiteClient(headers=headers), SiteClient(headers=headers))
