# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Two items that are decided by rule, with sources that know the made-up people, and their cases.

Anybody who signs in may try them: wangxm and her neighbours register a business; the two elders
below apply for the old age allowance.
"""

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import OperationalError
from django.utils import timezone

from operations.demo import HOME_COUNTY, PASSWORD
from operations.demo.cases import STREET
from operations.demo.filling import Facts, filled
from operations.demo.people import ACTOR, made_people
from operations.loading import DATA, Tick
from yiwang.cases.automation import giving_up, jobs
from yiwang.cases.models import Case, RuleSet
from yiwang.cases.services import automation, submission
from yiwang.catalogue import selectors as catalogue
from yiwang.catalogue.models import ImplementationList
from yiwang.forms import selectors as forms
from yiwang.foundation.actors import Actor
from yiwang.foundation.codes.test_data import make_test_resident_id, make_test_uscc
from yiwang.foundation.enums import Sex
from yiwang.identity import selectors as identity
from yiwang.identity import services as identity_services
from yiwang.identity.models import Account
from yiwang.ledger import services as ledger
from yiwang.sharing import services as sharing

FOLDER = DATA / "rules"
ALLOWANCE, BUSINESS = "old-age-allowance", "individual-business"
WRITERS = {ALLOWANCE: "mulu", BUSINESS: "scjg"}
HOUSEHOLDS, ALLOWANCES, LIMITS = "rule-households", "rule-allowances", "rule-business-limits"
ELDERS = (
    ("chencq", "陈长青", date(1938, 5, 4), 471, Sex.MALE),
    ("zhaobs", "赵百岁", date(1925, 9, 9), 472, Sex.FEMALE),
    ("sunfq", "孙福泉", date(1940, 2, 2), 473, Sex.MALE),
)
"""Login, name, birth; the third gets an allowance already, so a person looks at it."""
LIMITED = 5
"""Place in the list of people of somebody who may not do business now."""
OBJECTS = "lijg"
"""Who is granted a business by rule and objects to one of the data."""
TAKEN = ("杭州市西湖区小明餐饮店", "杭州市西湖区阿婆茶馆")


@dataclass(frozen=True, slots=True)
class _Filed:
    """Who files, for what, and answers that are not left to chance.

    :param fails: the job that should decide has failed for good, and a person decides
    """

    login: str
    rule: str
    chosen: dict[str, object]
    fails: bool = False


FILED = (
    _Filed("chencq", ALLOWANCE, {"age_group": "a80"}),
    _Filed("zhaobs", ALLOWANCE, {"age_group": "a100"}),
    _Filed("sunfq", ALLOWANCE, {"age_group": "a80"}),
    _Filed("wangxm", BUSINESS, {"trade_name": "杭州市西湖区晓敏花店"}),
    _Filed("lijg", BUSINESS, {"trade_name": "杭州市西湖区建国修鞋铺"}),
    _Filed("zhangyf", BUSINESS, {"trade_name": "杭州市西湖区小明餐饮店"}),
    _Filed("citizen004", BUSINESS, {"trade_name": "杭州市西湖区四季文具店"}),
    _Filed("citizen006", BUSINESS, {"trade_name": "杭州市西湖区六合杂货铺"}),
    _Filed("citizen007", BUSINESS, {"trade_name": "杭州市西湖区七彩布店"}),
    _Filed("citizen010", BUSINESS, {"trade_name": "杭州市西湖区十里茶铺"}, fails=True),
)


def load(tick: Tick, *, at: datetime) -> int:
    """Describe the sources, publish both rules, and let people apply; return how many cases."""
    sharing.load_sources(json.loads((FOLDER / "sources.json").read_text("utf-8")))
    _elders(at)
    _records()
    automation.load_register(
        register="trade-names", region_code=HOME_COUNTY, names=TAKEN, actor=ACTOR, at=at
    )
    tick(1, 4)
    if RuleSet.objects.exists():
        return 0
    versions = {code: _published(code, at) for code in (ALLOWANCE, BUSINESS)}
    tick(2, 4)
    for filed in FILED:
        case = _submit(filed, versions[filed.rule])
        if filed.fails:
            _fail(case)
            continue
        automation.decide_by_rule(case_id=case.pk, at=timezone.now())
        if filed.login == OBJECTS:
            _object(case)
    tick(3, 4)
    ledger.settle()
    tick(4, 4)
    return len(FILED)


def _elders(at: datetime) -> None:
    known = set(Account.objects.filter(login__in=[one[0] for one in ELDERS]).values_list("login"))
    if known:
        return
    people = [
        identity_services.NewPerson(
            name=name,
            resident_id=make_test_resident_id(born_on, sequence, sex),
            phone=f"1990009{place:04}",
            address_division=HOME_COUNTY,
            address_text=f"翠苑{place + 1}区",
            assurance_level=3,
        )
        for place, (_login, name, born_on, sequence, sex) in enumerate(ELDERS)
    ]
    ids = identity_services.register_people_bulk(people=people, actor=ACTOR, at=at)
    identity_services.create_accounts_bulk(
        accounts=[
            identity_services.NewAccount(login=login, person_id=person_id)
            for (login, *_rest), person_id in zip(ELDERS, ids, strict=True)
        ],
        shared_password=PASSWORD,
        actor=ACTOR,
        at=at,
    )
    identity_services.load_demonstration(
        residents=[identity_services.Resident(one.name, one.resident_id) for one in people],
        firms=[],
        actor=ACTOR,
    )


def _records() -> None:
    """Let the sources know everybody who has an account."""
    elders = [make_test_resident_id(born, number, sex) for _l, _n, born, number, sex in ELDERS]
    others = [one.resident_id for one in made_people()]
    address = {"address": {"division": HOME_COUNTY, "detail": "文三路"}}
    records = [sharing.Record(HOUSEHOLDS, number, values=address) for number in elders + others]
    records.append(sharing.Record(ALLOWANCES, elders[2], values={"since": "2021-03-01"}))
    records.append(sharing.Record(LIMITS, others[LIMITED], values={"since": "2026-05-06"}))
    sharing.load_demonstration(records)


def _published(code: str, at: datetime) -> UUID:
    """Publish a rule as two people do; return the version of the list that it is tried on."""
    stated = json.loads((FOLDER / f"{code}.json").read_text("utf-8"))
    editor, publisher = (_actor(f"{WRITERS[code]}-{key}") for key in ("editor", "publisher"))
    item = ImplementationList.objects.get(
        base_item__local_code=stated["item"], region_code=HOME_COUNTY
    )
    begun_at = at - timedelta(hours=3)
    rules = automation.make_rule_set(
        name=stated["name"],
        item_code=item.code,
        is_for_all=stated["scope"] == "base",
        actor=editor,
        at=begun_at,
    )
    draft = automation.save_draft(
        rule_set_id=rules.pk,
        rule=automation.load_rule(FOLDER, code, valid_from=timezone.localdate(at)),
        revision=0,
        actor=editor,
        at=begun_at,
    )
    run = automation.start_dry_run(
        version_id=draft.pk, wanted=200, actor=editor, at=begun_at + timedelta(minutes=5)
    )
    automation.run_to_its_end(dry_run_id=run.pk, at=begun_at + timedelta(minutes=9))
    proposed = automation.propose_version(
        version_id=draft.pk,
        revision=draft.revision,
        actor=editor,
        at=begun_at + timedelta(minutes=20),
    )
    automation.publish_version(
        version_id=proposed.pk,
        revision=proposed.revision,
        accepts_differences=True,
        actor=publisher,
        at=begun_at + timedelta(hours=2),
    )
    return catalogue.published_version_id(item.code, timezone.localdate(at))


def _submit(filed: _Filed, version_id: UUID) -> Case:
    return submission.submit_case(
        application=submission.Application(
            version_id=version_id, form=form_for(filed.login, version_id, filed.chosen)
        ),
        actor=_actor(filed.login),
        at=timezone.now(),
    )


def _fail(case: Case) -> None:
    """Let the job have failed as often as it is tried, as when the database was away."""
    giving_up.give_up(
        case_id=case.pk,
        attempts=jobs.MOST_RETRIES + 1,
        trouble=OperationalError.__name__,
        at=timezone.now(),
    )


def _object(case: Case) -> None:
    """Let one of those who were granted object to a datum, for the reviewers to answer."""
    automation.object_to_rule(
        case_id=case.pk,
        words="我没有从业限制，但是“是否有限制”这一项我看不懂，请工作人员核实并说明。",
        disputed=["limited"],
        actor=_actor(OBJECTS),
        at=timezone.now(),
    )


def form_for(login: str, version_id: UUID, chosen: dict[str, object]) -> dict[str, object]:
    """Return the form of an item as somebody fills it in who fits the rule."""
    snapshot = catalogue.snapshot(version_id)
    own = identity.own_details(_actor(login))
    facts = Facts(
        name=own.name,
        number=own.resident_id,
        phone=own.phone,
        uscc=make_test_uscc(1),
        firm="",
        division=STREET,
        detail="文三路 1 号",
        today=timezone.localdate(),
        chosen={"business_scope": "一般项目：日用百货销售。", **chosen}
        if "trade_name" in chosen
        else chosen,
    )
    if snapshot.form_id is None:
        raise LookupError(version_id)
    return filled(forms.compiled_form(snapshot.form_id).schema, facts)


def _actor(login: str) -> Actor:
    return identity.actor_for_account(Account.objects.get(login=login).pk)
