# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A comparison as a whole: found once, cleared by itself, opened again, followed in the ledger."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction

from tests.catalogue.worlds import DATA, LOADER, MORNING, TODAY, Catalogue, base_content
from yiwang.catalogue import publishing
from yiwang.catalogue.comparison import engine, following
from yiwang.catalogue.comparison.law_changes import load_law_changes
from yiwang.catalogue.comparison.taking_over import take_over_lists
from yiwang.catalogue.content import ImplementationContent, dump_content, read_content
from yiwang.catalogue.enums import FindingState, Severity
from yiwang.catalogue.errors import ItemNotFound, NotYourCatalogue
from yiwang.catalogue.models import Finding
from yiwang.catalogue.services import NewBaseItem, draft_base_item, publish_base_version
from yiwang.foundation.actors import ANONYMOUS
from yiwang.ledger import services as ledger

pytestmark = pytest.mark.django_db
FOOD = "K0008"
LATER = MORNING + timedelta(days=2)


def _compare(catalogue: Catalogue, item: str = FOOD, at: Any = MORNING) -> None:
    _drop_tables()
    engine.compare_some(lists=[catalogue.list_of(item).id], actor=LOADER, at=at)


def _compare_all(at: Any = MORNING) -> engine.ComparisonReport:
    _drop_tables()
    return engine.compare_all(actor=LOADER, at=at)


def _drop_tables() -> None:
    """End the tables of the comparison before: each has a transaction of its own outside tests."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS compared_base, compared_item, compared_hit")
        cursor.execute("DROP TABLE IF EXISTS compared_rule, compared_change")


def _take_over(catalogue: Catalogue, **elements: Any) -> None:
    ids = {catalogue.list_of(FOOD).id: elements}
    take_over_lists(elements=ids, actor=LOADER, at=MORNING)


def _finding(catalogue: Catalogue, rule: str = "phone-area-code") -> Finding:
    return Finding.objects.get(rule=rule, implementation_id=catalogue.list_of(FOOD).id)


def _kinds() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT kind FROM ledger_event WHERE subject_type = 'finding' ORDER BY id")
        return [kind for (kind,) in cursor.fetchall()]


def _publish_item(catalogue: Catalogue, name: str, local_code: str) -> UUID:
    version = draft_base_item(
        place=NewBaseItem("330000000000", "市场监管", "15", local_code),
        content=base_content(name=name),
        form_code="default-natural",
        process_code="default-promise",
        actor=LOADER,
        at=MORNING,
    )
    publish_base_version(version_id=version.id, actor=LOADER, at=MORNING)
    return version.base_item_id


def test_a_second_run_finds_the_same_and_changes_nothing(catalogue: Catalogue) -> None:
    _take_over(catalogue, consult_phone="87654321")
    first = _compare_all()
    before = list(Finding.objects.order_by("id").values())

    second = _compare_all(LATER)

    assert first.changes.opened > 0
    assert second.changes.count == 0
    assert list(Finding.objects.order_by("id").values()) == before


def test_a_small_comparison_finds_what_the_whole_one_finds(catalogue: Catalogue) -> None:
    _take_over(catalogue, consult_phone="87654321", address="")
    with transaction.atomic():
        _compare_all()
        whole = set(Finding.objects.values_list("rule", "subject_id", "evidence_sha256"))
        transaction.set_rollback(True)

    _drop_tables()
    engine.compare_some(items=list(catalogue.items.values()), actor=LOADER, at=MORNING)

    assert set(Finding.objects.values_list("rule", "subject_id", "evidence_sha256")) == whole


def test_a_finding_belongs_to_its_department_with_a_deadline_by_its_weight(
    catalogue: Catalogue,
) -> None:
    _take_over(catalogue, visits=0, is_online=False, handling_forms=["1"])
    _compare(catalogue)

    grave = _finding(catalogue, "no-way-in")

    assert grave.severity == Severity.HIGH
    assert grave.due_on == date(2026, 11, 30)
    assert grave.department_id == catalogue.list_of(FOOD).department_id
    assert grave.region_code == catalogue.list_of(FOOD).region_code


def test_what_is_put_right_is_cleared_by_itself_and_comes_back_as_the_same_finding(
    catalogue: Catalogue,
) -> None:
    _take_over(catalogue, consult_phone="87654321")
    _compare(catalogue)
    found = _finding(catalogue)

    _take_over(catalogue, consult_phone="0571-87654321")
    _compare(catalogue)
    cleared = _finding(catalogue)
    _take_over(catalogue, consult_phone="87654321")
    _compare(catalogue, at=LATER)
    back = _finding(catalogue)

    assert (cleared.id, cleared.state) == (found.id, FindingState.CLEARED)
    assert (back.id, back.state, back.reopened) == (found.id, FindingState.OPEN, 1)
    assert back.due_on > found.due_on
    assert _kinds()[-3:] == [
        "catalogue.finding_opened",
        "catalogue.finding_cleared",
        "catalogue.finding_reopened",
    ]


def test_a_list_that_is_withdrawn_has_no_findings_left(catalogue: Catalogue) -> None:
    _take_over(catalogue, consult_phone="87654321")
    _compare(catalogue)

    publishing.withdraw_list(implementation_id=catalogue.list_of(FOOD).id, actor=LOADER, at=MORNING)
    _compare(catalogue)

    assert _finding(catalogue).state == FindingState.CLEARED


def test_a_small_comparison_leaves_other_findings_alone(catalogue: Catalogue) -> None:
    _take_over(catalogue, consult_phone="87654321")
    _compare(catalogue)

    _compare(catalogue, "K0004")

    assert _finding(catalogue).state == FindingState.OPEN


def test_an_exception_stands_until_its_day_and_then_is_open_again(catalogue: Catalogue) -> None:
    _take_over(catalogue, consult_phone="87654321")
    _compare(catalogue)
    Finding.objects.filter(pk=_finding(catalogue).pk).update(
        state=FindingState.EXCEPTED, excepted_until=TODAY, judgement="山区分机"
    )

    _compare(catalogue)
    assert _finding(catalogue).state == FindingState.EXCEPTED
    _compare(catalogue, at=LATER)

    assert _finding(catalogue).state == FindingState.OPEN


def test_what_was_dismissed_never_comes_back(catalogue: Catalogue) -> None:
    _take_over(catalogue, consult_phone="87654321")
    _compare(catalogue)
    Finding.objects.update(state=FindingState.DISMISSED)

    _compare_all(LATER)

    assert _finding(catalogue).state == FindingState.DISMISSED


def test_two_items_of_one_name_are_found_and_cleared_whichever_is_looked_at(
    catalogue: Catalogue,
) -> None:
    one = _publish_item(catalogue, "摊位登记", "T1")
    other = _publish_item(catalogue, "摊位的登记", "T2")

    _drop_tables()
    engine.compare_some(items=[one], actor=LOADER, at=MORNING)

    pair = Finding.objects.get(rule="name-duplicate")
    assert {pair.base_item_id, pair.other_id} == {one, other}
    _drop_tables()
    engine.compare_some(items=[other], actor=LOADER, at=MORNING)
    assert Finding.objects.filter(rule="name-duplicate").count() == 1


def test_the_ledger_leads_the_comparison_to_what_was_published(catalogue: Catalogue) -> None:
    _drop_tables()
    ledger.settle()
    _take_over(catalogue, consult_phone="87654321")
    _drop_tables()

    ledger.settle()

    assert _finding(catalogue).state == FindingState.OPEN


def test_it_follows_everything_that_can_change_a_finding() -> None:
    assert {
        "catalogue.base_item_published",
        "catalogue.list_published",
        "catalogue.list_withdrawn",
        "catalogue.lists_loaded",
    } <= following.ITEMS_CHANGED


def test_repeals_are_loaded_once_and_held_against_who_cites_them(catalogue: Catalogue) -> None:
    first = load_law_changes(root=DATA, actor=LOADER, at=MORNING)
    again = load_law_changes(root=DATA, actor=LOADER, at=MORNING)
    content = base_content(
        name="不动产抵押核验", legal_bases=[{"law": "物权法", "article": "第六条"}]
    )
    version = draft_base_item(
        place=NewBaseItem("330000000000", "市场监管", "15", "T9"),
        content=content,
        form_code="default-natural",
        process_code="default-promise",
        actor=LOADER,
        at=MORNING,
    )
    publish_base_version(version_id=version.id, actor=LOADER, at=MORNING)
    _drop_tables()
    engine.compare_some(items=[version.base_item_id], actor=LOADER, at=MORNING)

    assert first.changed == first.read > 30
    assert again.changed == 0
    assert Finding.objects.get(rule="law-repealed").evidence["expected"]["replaced_by"] == "民法典"


def test_the_database_keeps_a_finding_once_and_its_judge_another_person(
    catalogue: Catalogue,
) -> None:
    _take_over(catalogue, consult_phone="87654321")
    _compare(catalogue)
    found = _finding(catalogue)

    found.contested_by_id = found.judged_by_id = UUID(int=7)
    with pytest.raises(IntegrityError), transaction.atomic():
        found.save()
    twin = _finding(catalogue)
    twin.pk = UUID(int=9)
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save(force_insert=True)


def test_only_a_process_of_our_own_takes_lists_over_unchecked(catalogue: Catalogue) -> None:
    ids = {catalogue.list_of(FOOD).id: {"address": ""}}

    with pytest.raises(NotYourCatalogue):
        take_over_lists(elements=ids, actor=ANONYMOUS, at=MORNING)
    with pytest.raises(ItemNotFound):
        take_over_lists(elements={UUID(int=1): {}}, actor=LOADER, at=MORNING)


def test_lists_are_taken_over_all_or_none(catalogue: Catalogue) -> None:
    before = catalogue.list_of(FOOD).current_id

    with pytest.raises(ItemNotFound):
        take_over_lists(
            elements={catalogue.list_of(FOOD).id: {"address": ""}, UUID(int=1): {}},
            actor=LOADER,
            at=MORNING,
        )

    assert catalogue.list_of(FOOD).current_id == before


def test_a_name_that_looks_like_a_statement_is_only_a_name(catalogue: Catalogue) -> None:
    name = "'); DROP TABLE catalogue_finding; -- %(name)s {} “许可”"
    item_id = _publish_item(catalogue, name, "T3")
    _publish_item(catalogue, name, "T4")

    _drop_tables()
    engine.compare_some(items=[item_id], actor=LOADER, at=MORNING)

    assert Finding.objects.filter(rule="name-duplicate").count() == 1


def test_the_elements_that_were_not_changed_stay(catalogue: Catalogue) -> None:
    before = catalogue.list_of(FOOD).current
    _take_over(catalogue, consult_phone="87654321")
    after = catalogue.list_of(FOOD).current

    assert before is not None
    assert after is not None
    changed = dump_content(read_content(ImplementationContent, before.content))
    assert after.content == changed | {"consult_phone": "87654321"}
    assert after.number == before.number + 1
