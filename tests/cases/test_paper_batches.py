# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Papers of one kind for many cases: made by a job that may be stopped anywhere."""

import io
import zipfile
from datetime import datetime, timedelta
from typing import Any

import pytest
from pypdf import PdfReader

from tests.cases import world as worlds
from tests.cases.world import COUNTER, MONDAY, citizen, who
from tests.documents.test_templates import clerk
from tests.factories import World
from yiwang.cases import selectors as cases
from yiwang.cases.desk.enums import LineResult
from yiwang.cases.errors import NotYourCase
from yiwang.cases.models import PaperBatch, PaperBatchLine
from yiwang.cases.paper_batch_refusals import (
    KindNotInBatches,
    NoCaseChosen,
    PaperBatchNotFound,
    PaperFailed,
    TooManyCases,
    VersionNotPublished,
)
from yiwang.cases.services import paper_batches
from yiwang.documents import selectors as documents
from yiwang.documents import services as document_services
from yiwang.documents.enums import NoticeKind
from yiwang.documents.errors import StorageUnavailable
from yiwang.documents.models import IssuedDocument, NoticeTemplate, TemplateVersion
from yiwang.documents.services import templates
from yiwang.foundation.identifiers import new_id
from yiwang.organizations.enums import Right

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(hours=2)


def asked(
    world: World, kind: NoticeKind = NoticeKind.APPLICATION, *, key: str = "one", **choice: Any
) -> PaperBatch:
    return paper_batches.make_batch(
        kind=kind,
        choice=paper_batches.Choice(**choice),
        key=key,
        actor=who(world, COUNTER),
        at=LATER,
    )


def results(batch: PaperBatch) -> list[str]:
    return sorted(PaperBatchLine.objects.filter(batch=batch).values_list("result", flat=True))


def content(file_id: object) -> bytes:
    with documents.open_file(file_id) as opened:
        return opened.read()


def test_every_case_has_its_paper_in_one_archive_and_one_file_to_print(world: World):
    numbers = [worlds.submitted(world).number for _one in range(3)]
    batch = asked(world)

    paper_batches.go_on(batch_id=batch.pk, at=LATER)

    batch.refresh_from_db()
    assert batch.done_at == LATER
    assert results(batch) == [LineResult.ISSUED] * 3
    with zipfile.ZipFile(io.BytesIO(content(batch.archive_id))) as archive:
        assert len(archive.namelist()) == 3
        assert all(any(number in name for name in archive.namelist()) for number in numbers)
    printed = PdfReader(io.BytesIO(content(batch.printable_id)))
    said = "".join("".join(page.extract_text().split()) for page in printed.pages)
    assert all(number in said for number in numbers)


def test_killed_in_the_middle_it_goes_on_and_makes_nothing_twice(world: World, monkeypatch):
    for _one in range(3):
        worlds.submitted(world)
    batch = asked(world)
    issue, calls = document_services.issue_document, []

    def dies_at_the_second(**facts):
        calls.append(facts)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return issue(**facts)

    monkeypatch.setattr(document_services, "issue_document", dies_at_the_second)
    with pytest.raises(KeyboardInterrupt):
        paper_batches.go_on(batch_id=batch.pk, at=LATER)
    assert results(batch) == [LineResult.ISSUED, LineResult.WAITING, LineResult.WAITING]

    assert paper_batches.take_up(at=LATER) == 0
    assert paper_batches.take_up(at=LATER + timedelta(minutes=6)) == 1
    paper_batches.go_on(batch_id=batch.pk, at=LATER)
    paper_batches.go_on(batch_id=batch.pk, at=LATER)

    assert results(batch) == [LineResult.ISSUED] * 3
    assert IssuedDocument.objects.filter(kind=NoticeKind.APPLICATION).count() == 3


def test_one_case_that_cannot_be_printed_holds_no_other_up(world: World, monkeypatch):
    for _one in range(3):
        worlds.submitted(world)
    batch = asked(world)
    issue, calls = document_services.issue_document, []

    def fails_at_the_first(**facts):
        calls.append(facts)
        return issue(**facts) if len(calls) > 1 else {}["missing"]

    monkeypatch.setattr(document_services, "issue_document", fails_at_the_first)
    paper_batches.go_on(batch_id=batch.pk, at=LATER)

    assert results(batch) == [LineResult.ISSUED, LineResult.ISSUED, LineResult.NONE]
    failed = PaperBatchLine.objects.get(batch=batch, result=LineResult.NONE)
    assert failed.refusal == str(PaperFailed())


def test_a_full_disk_at_the_end_is_tried_again(world: World, monkeypatch):
    worlds.submitted(world)
    batch = asked(world)
    bundle = document_services.bundle_documents

    def full(*_ids, **_facts):
        raise StorageUnavailable

    monkeypatch.setattr(document_services, "bundle_documents", full)
    with pytest.raises(StorageUnavailable):
        paper_batches.go_on(batch_id=batch.pk, at=LATER)
    batch.refresh_from_db()
    assert batch.done_at is None

    monkeypatch.setattr(document_services, "bundle_documents", bundle)
    paper_batches.go_on(batch_id=batch.pk, at=LATER)

    batch.refresh_from_db()
    assert batch.archive_id is not None


def test_what_a_case_has_is_taken_and_what_it_cannot_have_is_said(world: World):
    accepted, submitted = worlds.accepted(world), worlds.submitted(world)
    first = asked(world, NoticeKind.ACCEPTANCE)
    paper_batches.go_on(batch_id=first.pk, at=LATER)

    second = asked(world, NoticeKind.ACCEPTANCE, key="two")
    paper_batches.go_on(batch_id=second.pk, at=LATER)

    found = dict(PaperBatchLine.objects.filter(batch=second).values_list("case_id", "result"))
    assert found == {accepted.pk: LineResult.KNOWN, submitted.pk: LineResult.NONE}
    assert IssuedDocument.objects.filter(kind=NoticeKind.ACCEPTANCE).count() == 1


def test_sent_twice_it_is_one_batch(world: World):
    worlds.submitted(world)

    assert asked(world).pk == asked(world).pk


def test_a_choice_is_narrowed_by_state_step_and_item(world: World):
    worlds.submitted(world)
    accepted = worlds.accepted(world)

    actor = who(world, COUNTER)
    by_state = paper_batches.chosen_cases(paper_batches.Choice(state="accepted"), actor)
    assert [case.pk for case in by_state] == [accepted.pk]
    step = accepted.work_items.get(state="open").step_name
    by_step = paper_batches.chosen_cases(paper_batches.Choice(step=step), actor)
    assert [case.pk for case in by_step] == [accepted.pk]
    assert not paper_batches.chosen_cases(paper_batches.Choice(item_code="x"), actor).exists()


def test_an_empty_a_huge_and_a_foreign_choice_are_refused(world: World, monkeypatch):
    with pytest.raises(NoCaseChosen):
        asked(world)
    worlds.submitted(world)
    monkeypatch.setattr(paper_batches, "MOST", 0)
    with pytest.raises(TooManyCases):
        asked(world)
    with pytest.raises(KindNotInBatches):
        asked(world, NoticeKind.SITE_CHECK)
    with pytest.raises(NotYourCase):
        paper_batches.make_batch(
            kind=NoticeKind.APPLICATION,
            choice=paper_batches.Choice(),
            key="k",
            actor=citizen(world),
            at=LATER,
        )


def test_another_department_neither_sees_nor_fetches_it(world: World):
    worlds.submitted(world)
    batch = asked(world)
    paper_batches.go_on(batch_id=batch.pk, at=LATER)
    other = worlds.elsewhere(world, who(world, COUNTER))

    for actor in (other, citizen(world)):
        with pytest.raises(PaperBatchNotFound):
            cases.paper_batches.paper_batch(batch.pk, actor)
        with pytest.raises(PaperBatchNotFound):
            paper_batches.hand_out(batch_id=batch.pk, is_archive=True, actor=actor, at=LATER)
    mine = paper_batches.hand_out(
        batch_id=batch.pk, is_archive=True, actor=who(world, COUNTER), at=LATER
    )
    assert mine["Content-Type"] == "application/zip"
    assert b"".join(mine.streaming_content).startswith(b"PK")
    for close in mine._resource_closers:
        close()  # not mine.close(): it would end the connection of the test


def test_papers_are_made_with_the_version_that_was_chosen_while_it_stands(world: World):
    first, second = (
        template_version(world, f"第{number}句。", on=MONDAY - timedelta(days=days))
        for number, days in ((1, 3), (2, 2))
    )
    cases_made = [worlds.accepted(world) for _one in range(2)]
    batch = asked(world, NoticeKind.ACCEPTANCE, version_id=first.pk)
    shown, _lines = cases.paper_batches.paper_batch(batch.pk, who(world, COUNTER))
    known = documents.templates.choices([NoticeKind.ACCEPTANCE], who(world, COUNTER))
    with pytest.raises(VersionNotPublished):
        asked(world, NoticeKind.RECEIPT, key="two", version_id=first.pk)
    with pytest.raises(VersionNotPublished):
        asked(world, NoticeKind.ACCEPTANCE, key="two", version_id=new_id())

    paper_batches.go_on(batch_id=batch.pk, at=LATER)

    made = IssuedDocument.objects.filter(kind=NoticeKind.ACCEPTANCE)
    assert {each.template_version_id for each in made} == {first.pk}
    assert made.count() == len(cases_made)
    assert [each.id for each in known] == [second.pk, first.pk]
    assert shown.version_words.startswith("第 1 版")
    assert "version_id" not in made[0].data["case"]
    worlds.accepted(world)
    later = asked(world, NoticeKind.ACCEPTANCE, key="three", version_id=second.pk)
    templates.withdraw_version(
        version_id=second.pk,
        reason="写错了。",
        actor=clerk(world.department, Right.CATALOGUE_PUBLISH),
        at=LATER,
    )
    paper_batches.go_on(batch_id=later.pk, at=LATER)
    assert results(later) == [LineResult.KNOWN, LineResult.KNOWN, LineResult.NONE]


def template_version(world: World, closing: str, *, on: datetime) -> TemplateVersion:
    """Publish a version of the department's notice of acceptance."""
    writer = clerk(world.department, Right.CATALOGUE_EDIT)
    known = NoticeTemplate.objects.filter(kind=NoticeKind.ACCEPTANCE).first()
    template = known or templates.make_template(kind=NoticeKind.ACCEPTANCE, actor=writer, at=on)
    wording = templates.Wording(effective_on=on.date(), blocks={"closing": closing})
    draft = templates.save_draft(
        template_id=template.pk, wording=wording, revision=0, actor=writer, at=on
    )
    asked_for = templates.propose_version(
        version_id=draft.pk, revision=draft.revision, actor=writer, at=on
    )
    return templates.publish_version(
        version_id=draft.pk,
        revision=asked_for.revision,
        actor=clerk(world.department, Right.CATALOGUE_PUBLISH),
        at=on,
    )
