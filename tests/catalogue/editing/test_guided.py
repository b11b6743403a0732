# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The guide of a new base item: its steps, what it offers, and what the law forbids it to save."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.catalogue.editing.hands import Hands, of_list, provincial
from tests.catalogue.editing.hands import drafted as drafted_list
from tests.catalogue.editing.test_founding import FIRST, began
from tests.catalogue.worlds import MORNING, TODAY, Catalogue
from tests.organizations.factories import ZHEJIANG
from yiwang.catalogue.content import MaterialRequirement
from yiwang.catalogue.editing.guided import commands, questions
from yiwang.catalogue.editing.guided.steps import STEPS, StepState, steps_of
from yiwang.catalogue.enums import ItemType, MaterialKind
from yiwang.catalogue.errors import (
    ChangedMeanwhile,
    ContentInvalid,
    NotYourCatalogue,
    OrderNotFound,
)
from yiwang.catalogue.layers import BASE_ELEMENTS
from yiwang.catalogue.models import Article, ChangeLine, EvidenceType, Law, LawChange
from yiwang.workflow.models import ProcessDefinition

pytestmark = pytest.mark.django_db

LAW = "民用航空法"
TEXT = "主管机关应当自受理申请之日起十五日内作出决定。"
LICENCE = replace(FIRST, name="民用航空器登记", item_type="01", line="市场监管")


@pytest.fixture
def hands(catalogue: Catalogue) -> Hands:
    return provincial()


@pytest.fixture
def line(hands: Hands) -> ChangeLine:
    return began(hands, LICENCE).lines.get()


@pytest.fixture
def law() -> Law:
    found = Law.objects.create(
        title=LAW, issued_on=date(2021, 4, 29), category="法律", article_count=2
    )
    Article.objects.create(law=found, number=1, text="为了维护民用航空秩序，制定本法。")
    Article.objects.create(law=found, number=2, text=TEXT)
    return found


def saved(line: ChangeLine, hands: Hands, step: str, **elements: Any) -> ChangeLine:
    line.refresh_from_db()
    return commands.save_step(
        line_id=line.id,
        step=step,
        elements=elements,
        revision=line.revision,
        actor=hands.drafter,
        at=MORNING,
    )


def based(line: ChangeLine, hands: Hands, article: str = "第二条") -> ChangeLine:
    line.refresh_from_db()
    return commands.add_basis(
        line_id=line.id,
        law=LAW,
        article=article,
        revision=line.revision,
        actor=hands.drafter,
        at=MORNING,
    )


def states(line: ChangeLine, hands: Hands) -> dict[str, StepState]:
    view = questions.guided(line.id, "", hands.drafter)
    return {one.step.key: one.state for one in view.steps}


# ── the steps


def test_every_step_writes_elements_that_there_are_and_none_twice() -> None:
    written = [name for step in STEPS for name in step.elements]

    assert len(written) == len(set(written))
    assert set(written) <= {*BASE_ELEMENTS, "form_code", "process_code"}


def test_what_nobody_applies_for_has_no_form_process_or_materials() -> None:
    keys = {step.key for step in steps_of(ItemType.PENALTY)}

    assert keys.isdisjoint({"materials", "process", "form", "fees", "trust", "review"})
    assert {"basics", "law", "responsibilities", "check"} <= keys
    assert "responsibilities" not in {step.key for step in steps_of(ItemType.SERVICE)}


def test_the_guide_goes_on_with_the_first_step_that_is_not_complete(
    line: ChangeLine, hands: Hands, law: Law
) -> None:
    assert questions.guided(line.id, "", hands.drafter).current.key == "law"

    based(line, hands)

    view = questions.guided(line.id, "", hands.drafter)
    assert (view.current.key, view.before, view.after) == ("conditions", "law", "materials")
    assert states(line, hands)["law"] is StepState.DONE
    assert states(line, hands)["fees"] is StepState.OPTIONAL
    assert states(line, hands)["materials"] is StepState.MISSING


def test_a_step_leaves_what_other_steps_wrote(line: ChangeLine, hands: Hands, law: Law) -> None:
    based(line, hands)

    saved(line, hands, "conditions", conditions=["航空器经检验合格"])

    line.refresh_from_db()
    assert line.content is not None
    assert line.content["legal_bases"] == [{"law": LAW, "article": "第二条"}]
    assert line.content["conditions"] == ["航空器经检验合格"]


def test_what_is_left_out_of_a_step_goes(line: ChangeLine, hands: Hands) -> None:
    saved(line, hands, "conditions", conditions=["一"], quantity_limit="十个")

    saved(line, hands, "conditions", conditions=["二"])

    line.refresh_from_db()
    assert line.content is not None
    assert line.content["conditions"] == ["二"]
    assert "quantity_limit" not in line.content


def test_a_step_does_not_write_what_is_not_its_own(line: ChangeLine, hands: Hands) -> None:
    with pytest.raises(ContentInvalid) as refused:
        saved(line, hands, "conditions", name="别的")

    assert [one.path for one in refused.value.errors] == ["/name"]


def test_a_list_that_nobody_reads_is_not_saved(line: ChangeLine, hands: Hands) -> None:
    with pytest.raises(ContentInvalid) as refused:
        saved(line, hands, "conditions", conditions=["一"] * 101)

    assert [one.code for one in refused.value.errors] == ["too_many"]
    assert saved(line, hands, "conditions", conditions=["一"] * 100).content is not None


@pytest.mark.parametrize("code", [{"x": 1}, None, 7, "no-such-form", "x" * 10_000])
def test_a_form_is_a_published_one(line: ChangeLine, hands: Hands, code: object) -> None:
    with pytest.raises(ContentInvalid) as refused:
        saved(line, hands, "form", form_code=code)

    assert [one.path for one in refused.value.errors] == ["/form_code"]
    assert saved(line, hands, "form", form_code="default-natural").form_code == "default-natural"


def test_a_lists_line_or_a_step_that_is_not_there_has_no_guide(
    catalogue: Catalogue, line: ChangeLine, hands: Hands
) -> None:
    owner = of_list(catalogue)
    other = drafted_list(catalogue, owner, hours="周一至周五").lines.get()

    with pytest.raises(OrderNotFound):
        questions.guided(other.id, "", owner.drafter)
    with pytest.raises(OrderNotFound):
        questions.guided(line.id, "nothing", hands.drafter)
    with pytest.raises(OrderNotFound):
        saved(line, hands, "check")
    with pytest.raises(OrderNotFound):
        questions.guided(line.id, "", owner.drafter)


def test_nobody_else_writes_in_it(catalogue: Catalogue, line: ChangeLine) -> None:
    with pytest.raises(NotYourCatalogue):
        saved(line, of_list(catalogue), "conditions", conditions=["别人写的"])


def test_who_saves_second_is_told_only_of_this_step(line: ChangeLine, hands: Hands) -> None:
    before = line.revision
    saved(line, hands, "conditions", conditions=["先存的"])

    with pytest.raises(ChangedMeanwhile) as refused:
        commands.save_step(
            line_id=line.id,
            step="conditions",
            elements={"conditions": ["后存的"]},
            revision=before,
            actor=hands.second,
            at=MORNING,
        )

    assert {one.path for one in refused.value.errors} == {"/conditions"}


# ── the name


def test_names_that_are_the_same_or_nearly_are_shown_while_choosing(
    catalogue: Catalogue, hands: Hands
) -> None:
    began(hands, replace(FIRST, name="大型露天音乐会备案"))

    same = questions.alike_names("大型露天 音乐会的备案", scope_code=ZHEJIANG, on=TODAY)
    near = questions.alike_names("大型露天音乐会备案工", scope_code=ZHEJIANG, on=TODAY)
    other = questions.alike_names("养老保险关系转移", scope_code="450000000000", on=TODAY)

    assert [(one.how, one.is_draft, one.is_serious) for one in same[:1]] == [("same", True, True)]
    assert near[0].how == "alike"
    assert not any(one.how != "elsewhere" for one in other)
    assert questions.alike_names("、。的", scope_code=ZHEJIANG, on=TODAY) == []


def test_an_item_is_not_like_itself(line: ChangeLine) -> None:
    found = questions.alike_names(
        LICENCE.name, scope_code=ZHEJIANG, on=TODAY, except_id=line.base_item_id
    )

    assert LICENCE.name not in {one.name for one in found}


# ── the law


def test_an_article_that_the_law_does_not_have_is_not_taken(
    line: ChangeLine, hands: Hands, law: Law
) -> None:
    with pytest.raises(ContentInvalid) as refused:
        based(line, hands, "第九条")

    assert refused.value.errors[0].path == "/legal_bases"


def test_a_repealed_law_is_not_taken(line: ChangeLine, hands: Hands, law: Law) -> None:
    LawChange.objects.create(
        title=LAW,
        kind="repealed",
        effective_on=date(2025, 1, 1),
        replaced_by="航空条例",
        source="公告",
    )

    with pytest.raises(ContentInvalid):
        based(line, hands)


def test_an_article_is_offered_with_the_dates_of_its_law_and_its_times(
    line: ChangeLine, hands: Hands, law: Law
) -> None:
    view = questions.guided(line.id, "law", hands.drafter)

    (one,) = questions.find_bases(view, f"{LAW}第二条", hands.drafter, at=MORNING)

    assert one.law.issued_on == date(2021, 4, 29)
    assert one.limits == ("15 日",)
    assert not one.is_chosen
    assert one.speaks


def test_an_article_is_chosen_once(line: ChangeLine, hands: Hands, law: Law) -> None:
    based(line, hands)
    based(line, hands)

    view = questions.guided(line.id, "law", hands.drafter)
    assert len(view.content.legal_bases) == 1
    assert questions.find_bases(view, f"{LAW}第二条", hands.drafter, at=MORNING)[0].is_chosen


# ── times and fees


def test_a_time_beyond_the_article_is_not_saved(line: ChangeLine, hands: Hands, law: Law) -> None:
    based(line, hands)
    view = questions.guided(line.id, "limits", hands.drafter)

    with pytest.raises(ContentInvalid) as refused:
        saved(line, hands, "limits", statutory_limit={"amount": 16, "unit": "workday"})
    saved(line, hands, "limits", statutory_limit={"amount": 15, "unit": "workday"})

    assert questions.law_limits(view, at=MORNING)[0].limits == ("15 日",)
    assert refused.value.errors[0].path == "/statutory_limit"
    assert "15" in refused.value.errors[0].message


def test_a_licence_without_a_basis_of_its_own_has_twenty_working_days(
    line: ChangeLine, hands: Hands
) -> None:
    with pytest.raises(ContentInvalid):
        saved(line, hands, "limits", statutory_limit={"amount": 21, "unit": "workday"})

    saved(line, hands, "limits", statutory_limit={"amount": 20, "unit": "workday"})


def test_the_promise_is_within_the_limit(line: ChangeLine, hands: Hands) -> None:
    with pytest.raises(ContentInvalid) as refused:
        saved(
            line,
            hands,
            "limits",
            statutory_limit={"amount": 10},
            promise_ceiling={"amount": 11},
        )

    assert refused.value.errors[0].path == "/promise_ceiling"


@pytest.mark.parametrize(
    ("basis", "is_taken"),
    [("按规定收取", False), ("浙价费〔2017〕12号", True), ("《民用航空法》第一条", True)],
)
def test_a_fee_names_a_law_or_a_paper(
    line: ChangeLine, hands: Hands, law: Law, basis: str, is_taken: bool
) -> None:
    fee = {"name": "登记费", "standard": "每架100元", "amount_cents": 10_000, "basis": basis}

    if is_taken:
        assert saved(line, hands, "fees", fees=[fee]).content is not None
    else:
        with pytest.raises(ContentInvalid) as refused:
            saved(line, hands, "fees", fees=[fee])
        assert refused.value.errors[0].path == "/fees/0/basis"


# ── materials and steps


def test_a_material_of_the_library_brings_its_issuer_and_its_grade(
    line: ChangeLine, hands: Hands
) -> None:
    EvidenceType.objects.create(
        code="M9001", name="飞行日志", kind=MaterialKind.DOCUMENT, issuer="航空公司"
    )

    for _time in range(2):
        line.refresh_from_db()
        commands.add_material(
            line_id=line.id,
            evidence_type="m9001",
            revision=line.revision,
            actor=hands.drafter,
            at=MORNING,
        )

    first, second = questions.guided(line.id, "materials", hands.drafter).content.materials
    assert (first.key, second.key, first.issuer) == ("m9001", "m9001_2", "航空公司")
    assert questions.grade_words(first).startswith("C")


def test_what_government_has_is_not_asked_for(
    line: ChangeLine, hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "yiwang.catalogue.evidence_types.obtaining.identity.registers_asked",
        lambda: frozenset({"population"}),
    )
    EvidenceType.objects.create(
        code="M9002", name="居民身份证", kind=MaterialKind.CERTIFICATE, licence_type="居民身份证"
    )
    commands.add_material(
        line_id=line.id,
        evidence_type="M9002",
        revision=line.revision,
        actor=hands.drafter,
        at=MORNING,
    )

    (material,) = questions.guided(line.id, "materials", hands.drafter).content.materials

    assert material.obtainable
    assert questions.grade_words(material).startswith("A")


@pytest.mark.parametrize(
    ("parts", "grade"),
    [({"from_form": True}, "D"), ({"reuse_months": 0}, "C"), ({"obtainable": True}, "A")],
)
def test_each_material_has_its_grade(parts: dict[str, Any], grade: str) -> None:
    material = MaterialRequirement(key="paper", name="材料", **parts)

    assert questions.grade_words(material).startswith(grade)


def test_a_type_that_is_not_there_is_not_taken(line: ChangeLine, hands: Hands) -> None:
    with pytest.raises(ContentInvalid):
        commands.add_material(
            line_id=line.id,
            evidence_type="X" * 500,
            revision=line.revision,
            actor=hands.drafter,
            at=MORNING,
        )


def test_standard_steps_stand_in_their_groups(line: ChangeLine, hands: Hands) -> None:
    for key in ("deliver", "site_check", "accept", "receive"):
        line.refresh_from_db()
        commands.add_standard_step(
            line_id=line.id,
            standard=key,
            revision=line.revision,
            actor=hands.drafter,
            at=MORNING,
        )

    steps = questions.guided(line.id, "process", hands.drafter).content.steps
    assert [step.name for step in steps] == ["受理", "收件", "现场核查", "送达"]
    with pytest.raises(ContentInvalid):
        commands.add_standard_step(
            line_id=line.id, standard="nothing", revision=9, actor=hands.drafter, at=MORNING
        )


def test_the_steps_of_handling_follow_the_process(line: ChangeLine, hands: Hands) -> None:
    visit = {
        "element_id": "visit",
        "name": "看飞机",
        "role": "handler",
        "kind": "site_check",
        "form_code": "step-audit",
    }
    ProcessDefinition.objects.create(
        code="guided",
        version=1,
        xml="guided",
        facts={"name": "登记", "steps": [visit]},
        published_at=MORNING,
    )

    commands.follow_process(
        line_id=line.id,
        process_code="guided",
        revision=line.revision,
        actor=hands.drafter,
        at=MORNING,
    )

    line.refresh_from_db()
    steps = questions.guided(line.id, "process", hands.drafter).content.steps
    assert line.process_code == "guided"
    assert [step.name for step in steps] == ["收件", "受理", "看飞机", "制证", "送达"]
    assert (steps[2].actor, steps[2].result) == ("承办人员", "现场核查记录")


def test_a_process_that_is_not_there_is_not_followed(line: ChangeLine, hands: Hands) -> None:
    with pytest.raises(ContentInvalid):
        commands.follow_process(
            line_id=line.id,
            process_code="no-such",
            revision=line.revision,
            actor=hands.drafter,
            at=MORNING,
        )


# ── who holds lists, and the check


def test_the_departments_of_the_line_are_counted_by_level(
    catalogue: Catalogue, line: ChangeLine, hands: Hands
) -> None:
    found = {
        one.level: one
        for one in questions.holders(questions.guided(line.id, "holders", hands.drafter))
    }

    assert found["4"].is_chosen
    assert found["4"].count >= 1
    assert not found["2"].is_chosen


def test_the_rules_are_asked_before_submitting(
    catalogue: Catalogue, hands: Hands, law: Law
) -> None:
    twin = began(hands, replace(FIRST, name="公共场所的卫生许可", item_type="01")).lines.get()
    saved(twin, hands, "results", results=[{"kind": "30", "name": "卫生许可证"}])

    found = questions.draft_findings(questions.guided(twin.id, "check", hands.drafter), at=MORNING)

    rules = [one.rule for one in found]
    assert {"basis-missing", "result-kind", "licence-steps"} <= set(rules)
    assert [one.severity for one in found] == sorted((one.severity for one in found), reverse=True)
