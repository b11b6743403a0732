# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A change of the materials library, of a source or of a weight reaches what is stored."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from tests.catalogue.worlds import LOADER, MORNING, Catalogue, base_content
from tests.sharing import world as sources
from yiwang.catalogue.comparison import engine, merging
from yiwang.catalogue.comparison.rules import RULES
from yiwang.catalogue.comparison.taking_over import take_over_lists
from yiwang.catalogue.enums import FindingState, MaterialKind, Severity
from yiwang.catalogue.evidence_types.commands import (
    TypeDetails,
    add_type,
    assign_name,
    change_type,
    merge_types,
)
from yiwang.catalogue.evidence_types.indexing import index_materials
from yiwang.catalogue.models import EvidenceType, Finding
from yiwang.catalogue.services import NewBaseItem, draft_base_item, publish_base_version
from yiwang.ledger import services as ledger
from yiwang.sharing import services as sharing

pytestmark = pytest.mark.django_db
LATER = MORNING + timedelta(days=2)


def _drop_tables() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS compared_base, compared_item, compared_hit")
        cursor.execute("DROP TABLE IF EXISTS compared_rule, compared_change")


def _settle() -> None:
    _drop_tables()
    ledger.settle()
    _drop_tables()


def _publish(local_code: str, **elements: Any) -> UUID:
    version = draft_base_item(
        place=NewBaseItem("330000000000", "市场监管", "15", local_code),
        content=base_content(**elements),
        form_code="default-natural",
        process_code="default-promise",
        actor=LOADER,
        at=MORNING,
    )
    publish_base_version(version_id=version.id, actor=LOADER, at=MORNING)
    return version.base_item_id


def _asking(local_code: str = "M1", **material: Any) -> UUID:
    asked = {"key": "book", "name": "户口簿摘录", "source": "99"} | material
    return _publish(local_code, name=f"摊位登记{local_code}", materials=[asked])


def _type(name: str = "户口簿摘录", issuer: str = "公安部门", licence: str = "") -> EvidenceType:
    details = TypeDetails(name, MaterialKind.OTHER, issuer, licence)
    return add_type(details=details, actor=LOADER, at=MORNING)


def _waiting(item: UUID) -> list[str]:
    rows = Finding.objects.filter(base_item_id=item, state=FindingState.OPEN)
    return sorted(rows.filter(rule__startswith="material").values_list("rule", flat=True))


def test_a_type_that_is_entered_and_changed_is_held_against_who_asks_for_it(
    catalogue: Catalogue,
) -> None:
    item = _asking(issuer="民政部门")
    _settle()
    assert _waiting(item) == []

    kept = _type()
    _settle()
    assert _waiting(item) == ["material-issuer-differs"]

    right = TypeDetails("户口簿摘录", MaterialKind.OTHER, "民政部门")
    change_type(code=kept.code, details=right, revision=1, actor=LOADER, at=MORNING)
    _settle()
    assert _waiting(item) == []


def test_a_source_that_is_switched_off_no_longer_has_it(catalogue: Catalogue) -> None:
    kept = _type()
    sources.source(evidence_types=[kept.code])
    item = _asking()
    _settle()
    assert _waiting(item) == ["material-held"]

    sharing.switch_source(code=sources.HOUSEHOLD, is_on=False, actor=LOADER, at=MORNING)
    _settle()

    assert _waiting(item) == []


def test_a_name_that_gets_a_meaning_and_types_that_are_merged_are_followed(
    catalogue: Catalogue,
) -> None:
    kept = _type("户口底册", "公安部门")
    item = _asking(issuer="民政部门")
    _settle()
    assert _waiting(item) == []

    assign_name(name="户口簿摘录", code=kept.code, actor=LOADER, at=MORNING)
    _settle()
    assert _waiting(item) == ["material-issuer-differs"]

    into = _type("婚姻底册", "民政部门")
    merge_types(code=kept.code, into=into.code, actor=LOADER, at=MORNING)
    _settle()
    assert _waiting(item) == []


def test_an_item_that_issues_a_licence_is_held_against_who_asks_for_it(
    catalogue: Catalogue,
) -> None:
    asking = _asking(name="摊位使用证")
    index_materials([asking], on=MORNING.date())
    _settle()
    assert _waiting(asking) == []

    issuing = _publish("M2", name="摊位使用证核发", results=[{"kind": "10", "name": "摊位使用证"}])
    _settle()
    assert _waiting(asking) == ["material-obtainable"]

    # Looking at the issuing item alone must not clear what others ask for in vain.
    engine.compare_some(items=[issuing], actor=LOADER, at=MORNING)
    assert _waiting(asking) == ["material-obtainable"]


def test_a_type_that_is_renamed_goes_on_meaning_what_was_called_by_its_old_name(
    catalogue: Catalogue,
) -> None:
    kept = _type()
    item = _asking(issuer="民政部门")
    _settle()
    details = TypeDetails("户籍摘录", MaterialKind.OTHER, "公安部门")
    change_type(code=kept.code, details=details, revision=1, actor=LOADER, at=MORNING)
    _settle()

    found = Finding.objects.get(base_item_id=item, state=FindingState.OPEN, rule__contains="issuer")
    assert found.evidence["expected"]["type_name"] == "户籍摘录"


def test_a_small_comparison_of_the_library_leaves_lists_alone(catalogue: Catalogue) -> None:
    lists = Finding.objects.filter(subject_kind="list")
    bad = {catalogue.list_of("K0008").id: {"consult_phone": "87654321"}}
    take_over_lists(elements=bad, actor=LOADER, at=MORNING)
    _drop_tables()
    engine.compare_all(actor=LOADER, at=MORNING)
    before = set(lists.values_list("id", "state"))
    _drop_tables()

    changes = engine.compare_some(alone=list(catalogue.items.values()), actor=LOADER, at=MORNING)

    assert changes.count == 0
    assert before
    assert set(lists.values_list("id", "state")) == before


def test_a_weight_that_changes_reaches_stored_findings_with_their_time(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = _type()
    item = _asking(issuer="民政部门")
    _drop_tables()
    engine.compare_all(actor=LOADER, at=MORNING)
    found = Finding.objects.get(base_item_id=item, rule="material-issuer-differs")
    assert (found.severity, kept.code[0]) == (Severity.MEDIUM, "M")

    heavier = replace(RULES[found.rule], severity=Severity.HIGH)
    monkeypatch.setattr(merging, "RULES", RULES | {found.rule: heavier})
    _drop_tables()
    report = engine.compare_all(actor=LOADER, at=MORNING)
    graver = Finding.objects.get(pk=found.pk)

    assert report.changes.count == 0
    assert graver.severity == Severity.HIGH
    assert graver.due_on < found.due_on
    _drop_tables()
    monkeypatch.setattr(merging, "RULES", RULES)
    engine.compare_all(actor=LOADER, at=LATER)
    lighter = Finding.objects.get(pk=found.pk)
    assert lighter.severity == Severity.MEDIUM
    assert lighter.due_on > found.due_on
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM ledger_event WHERE kind LIKE %s", ["%weight_changed"])
        assert cursor.fetchone() == (2,)
