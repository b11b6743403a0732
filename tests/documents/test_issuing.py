# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
import threading
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django.models import ProcrastinateJob

from tests.documents.conftest import CASE_ID, CITIZEN, MONDAY, department, issue, upload
from tests.documents.samples import CASE, NOTICES, about, named
from tests.organizations.factories import LINGYIN, XIHU, division
from yiwang.documents import errors, issuing, numbering, pages, selectors, storing, tasks
from yiwang.documents import services as documents
from yiwang.documents.enums import NoticeKind
from yiwang.documents.models import DocumentCounter, IssuedDocument, StoredFile
from yiwang.documents.typesetting import typeset
from yiwang.foundation.actors import Actor, ActorKind
from yiwang.foundation.identifiers import new_id
from yiwang.ledger import selectors as ledger
from yiwang.organizations.enums import Right
from yiwang.organizations.models import Department


def fail() -> None:
    raise RuntimeError


# ── numbers


def test_numbers_of_one_kind_follow_each_other(bureau: Department) -> None:
    numbers = [issue(bureau).number for _ in range(3)]

    assert numbers == [f"杭西市监受〔2026〕0000{serial}号" for serial in (1, 2, 3)]


def test_each_kind_department_and_year_counts_for_itself(bureau: Department) -> None:
    issue(bureau)
    other = department(line="公安")

    assert issue(bureau, NoticeKind.REFUSED).number == "杭西市监不准〔2026〕00001号"
    assert issue(other).number == "杭西公受〔2026〕00001号"
    next_year = datetime(2026, 12, 31, 17, 0, tzinfo=UTC)  # the first of January in Shanghai
    assert issue(bureau, at=next_year).number == "杭西市监受〔2027〕00001号"


def test_a_transaction_rolled_back_gives_its_number_back(bureau: Department) -> None:
    issue(bureau)
    with suppress(RuntimeError), transaction.atomic():
        issue(bureau)
        fail()

    assert issue(bureau).number == "杭西市监受〔2026〕00002号"


@pytest.mark.django_db(transaction=True)
def test_many_clerks_at_once_get_numbers_without_gap_or_double(bureau: Department) -> None:
    barrier = threading.Barrier(8)

    def work(turn: int) -> None:
        barrier.wait(10)
        for round_number in range(5):
            try:
                with transaction.atomic():
                    issue(bureau)
                    if (turn + round_number) % 3 == 0:
                        fail()
            except RuntimeError:
                continue
        connection.close()

    clerks = [threading.Thread(target=work, args=(turn,)) for turn in range(8)]
    for clerk in clerks:
        clerk.start()
    for clerk in clerks:
        clerk.join(30)

    serials = list(IssuedDocument.objects.order_by("serial").values_list("serial", flat=True))
    assert serials == list(range(1, len(serials) + 1))
    assert 20 < len(serials) < 40


def test_a_number_beyond_99999_simply_grows(bureau: Department) -> None:
    issue(bureau)
    DocumentCounter.objects.update(last_serial=99_999)

    assert issue(bureau).number == "杭西市监受〔2026〕100000号"


def test_a_receipt_carries_the_number_of_its_case_and_waits_for_nobody(bureau: Department) -> None:
    receipt = issue(bureau, NoticeKind.RECEIPT)

    assert (receipt.number, receipt.serial) == (CASE.number, None)
    assert not DocumentCounter.objects.exists()


@pytest.mark.parametrize(
    ("code", "name", "sign"),
    [
        ("330000000000", "浙江省", "浙"),
        ("330100000000", "杭州市", "杭"),
        ("330200000000", "宁波市", "甬"),
        (XIHU, "西湖区", "杭西"),
        ("330112000000", "临安区", "杭临安"),
        ("330113000000", "临平区", "杭临平"),
        ("331127000000", "景宁畲族自治县", "丽景"),
        (LINGYIN, "灵隐街道", "杭西灵隐"),
    ],
)
@pytest.mark.django_db
def test_the_sign_of_a_place_is_short_and_never_ambiguous(code: str, name: str, sign: str) -> None:
    for other, its_name in [("330112000000", "临安区"), ("330113000000", "临平区")]:
        division(other, its_name)
    division("331100000000", "丽水市")
    division(code, name)

    assert numbering.place_sign(code) == sign


# ── issuing


def test_a_document_is_issued_in_three_statements(bureau: Department) -> None:
    issue(bureau)
    with CaptureQueriesContext(connection) as captured:
        issue(bureau)

    statements = [query["sql"] for query in captured if "SAVEPOINT" not in query["sql"]]
    assert len(statements) == 3


def test_what_was_issued_is_what_is_stored(bureau: Department) -> None:
    issued = issue(bureau)
    stored = IssuedDocument.objects.get(id=issued.id)

    for field in IssuedDocument._meta.concrete_fields:
        assert getattr(stored, field.attname) == getattr(issued, field.attname), field.name


def test_an_issued_document_leaves_a_fact_without_personal_text(bureau: Department) -> None:
    issued = issue(bureau)

    (event,) = ledger.events_about("document", issued.id)
    assert event.payload["number"] == issued.number
    assert event.payload["content_sha256"] == issued.content_sha256
    assert event.payload["about_id"] == str(CASE_ID)
    assert "张三丰" not in str(event.payload)


def test_the_data_of_another_kind_are_refused(bureau: Department) -> None:
    with pytest.raises(errors.WrongNoticeData, match="受理通知书"):
        issue(bureau, NoticeKind.ACCEPTANCE, data=NOTICES[NoticeKind.REFUSED])

    assert not IssuedDocument.objects.exists()
    assert not DocumentCounter.objects.exists()


@pytest.mark.parametrize(
    ("kind", "missing"),
    [
        (NoticeKind.CORRECTION, {"entries": ()}),
        (NoticeKind.NOT_ACCEPTED, {"explanation": ""}),
        (NoticeKind.NOT_COMPETENT, {"competent_body": ""}),
        (NoticeKind.SPECIAL_PROCEDURE, {"expected_workdays": 0}),
        (NoticeKind.EXTENSION, {"reason": ""}),
        (NoticeKind.EXTENSION, {"new_due_on": NOTICES[NoticeKind.EXTENSION].old_due_on}),
        (NoticeKind.SITE_CHECK, {"inspectors": ()}),
        (NoticeKind.SITE_CHECK, {"findings": ()}),
        (NoticeKind.COMMITMENT, {"promises": ()}),
        (NoticeKind.REFUSED, {"reasons": ()}),
        (NoticeKind.REFUSED, {"reasons": ("", "")}),
        (NoticeKind.TERMINATION, {"cause": documents.notices.TerminationCause.OTHER}),
        (NoticeKind.SERVICE_RECORD, {"documents": ()}),
    ],
)
def test_a_notice_without_what_the_law_wants_cannot_be_made(
    kind: NoticeKind, missing: dict[str, object]
) -> None:
    with pytest.raises(errors.WrongNoticeData):
        replace(NOTICES[kind], **missing)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("item", "item_type", "granted", "refused"),
    [
        ("食品经营许可", "01", "准予行政许可决定书", "不予行政许可决定书"),
        ("个体工商户设立登记", "01", "准予登记通知书", "不予登记决定书"),
        ("不动产登记", "07", "准予登记通知书", "不予登记决定书"),
        ("学历确认", "07", "行政确认决定书", "不予行政确认决定书"),
        ("最低生活保障", "05", "行政给付决定书", "不予行政给付决定书"),
        ("见义勇为奖励", "08", "行政奖励决定书", "不予行政奖励决定书"),
        ("土地权属争议裁决", "09", "行政裁决书", "驳回行政裁决申请决定书"),
        ("企业投资项目备案", "10", "准予办理决定书", "不予办理决定书"),
        ("居住证签发", "20", "公共服务办结通知书", "公共服务不予办理告知书"),
        ("失业登记", "20", "公共服务办结通知书", "公共服务不予办理告知书"),
        ("新类型", "21", "准予办理决定书", "不予办理决定书"),
    ],
)
def test_a_decision_is_titled_by_what_sort_of_act_it_is(
    bureau: Department, item: str, item_type: str, granted: str, refused: str
) -> None:
    assert (
        issue(bureau, NoticeKind.GRANTED, data=about(item, item_type, NoticeKind.GRANTED)).title
        == granted
    )
    assert (
        issue(bureau, NoticeKind.REFUSED, data=about(item, item_type, NoticeKind.REFUSED)).title
        == refused
    )


@pytest.mark.parametrize(
    ("facts", "place", "body"),
    [
        ({"line": "市场监管", "of": XIHU}, "西湖区", "杭州市西湖区人民政府"),
        ({"line": "市场监管", "of": "330122000000"}, "桐庐县", "桐庐县人民政府"),
        ({"line": "公安", "of": "330100000000"}, "杭州市", "杭州市人民政府"),
        ({"line": "药监", "of": "330000000000"}, "浙江省", "浙江省人民政府"),
        ({"line": "便民服务中心", "of": LINGYIN}, "灵隐街道", "杭州市西湖区人民政府"),
        ({"line": "税务", "of": XIHU}, "西湖区", "上一级税务主管部门"),
        ({"line": "司法", "of": XIHU}, "西湖区", "杭州市西湖区人民政府或者上一级司法行政部门"),
    ],
)
@pytest.mark.django_db
def test_a_refusal_names_the_body_that_reconsiders_it(
    facts: dict[str, str], place: str, body: str
) -> None:
    division(facts["of"], place)
    refused = issue(department(**facts), NoticeKind.REFUSED)

    assert refused.data["remedies"]["reconsideration"] == body


def test_the_database_refuses_to_change_or_drop_what_was_issued(bureau: Department) -> None:
    issued = issue(bureau)
    row = IssuedDocument.objects.filter(id=issued.id)

    changes: list[dict[str, Any]] = [
        {"number": "改号"},
        {"data": {}},
        {"issued_at": MONDAY + timedelta(days=1)},
        {"verification_code": "0" * 16},
    ]
    for change in changes:
        with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
            row.update(**change)
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        row.delete()


def test_the_page_once_stored_cannot_be_exchanged(bureau: Department) -> None:
    issued = documents.render_now(issue(bureau).id)
    other = documents.render_now(issue(bureau).id)

    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        IssuedDocument.objects.filter(id=issued.id).update(file=other.file)


def test_a_file_that_a_document_holds_cannot_be_taken_back(bureau: Department) -> None:
    file = upload()
    IssuedDocument.objects.filter(id=issue(bureau).id).update(file=file, rendered_at=MONDAY)

    with pytest.raises(errors.FileInUse):
        documents.discard_file(file_id=file.id, actor=CITIZEN, at=MONDAY)

    assert StoredFile.objects.filter(id=file.id).exists()


# ── the page and its job


def test_the_job_is_deferred_in_the_transaction_of_the_document(bureau: Department) -> None:
    before = set(ProcrastinateJob.objects.values_list("id", flat=True))
    issued = issue(bureau)
    with suppress(RuntimeError), transaction.atomic():
        issue(bureau)
        fail()

    jobs = ProcrastinateJob.objects.exclude(id__in=before)
    assert [(job.task_name, job.args) for job in jobs] == [
        ("documents.render", {"document_id": str(issued.id)})
    ]


def test_the_job_stores_the_page_and_says_so(bureau: Department) -> None:
    issued = issue(bureau)

    tasks.render(str(issued.id))

    rendered = IssuedDocument.objects.get(id=issued.id)
    assert rendered.file is not None
    assert rendered.rendered_at is not None
    assert rendered.file.name == f"受理通知书-{issued.number}.pdf"
    assert rendered.file.region_code == issued.region_code
    with selectors.open_file(rendered.file.id) as content:
        assert content.read(8) == b"%PDF-1.7"
    kinds = [event.kind for event in ledger.events_about("document", issued.id)]
    assert kinds == ["documents.document_issued", "documents.document_rendered"]


def test_a_job_done_twice_changes_nothing(bureau: Department) -> None:
    issued = issue(bureau)
    first = documents.render_now(issued.id)

    second = documents.render_now(issued.id)

    assert (second.file_id, second.rendered_at) == (first.file_id, first.rendered_at)
    assert StoredFile.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_store_one_page(bureau: Department) -> None:
    issued = issue(bureau)
    barrier = threading.Barrier(2)

    def work() -> None:
        barrier.wait(10)
        documents.render_now(issued.id)
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(30)

    assert StoredFile.objects.count() == 1


def test_a_full_store_leaves_the_document_unrendered_for_the_next_try(bureau: Department) -> None:
    issued = issue(bureau)

    with (
        patch.object(storing, "_keep", side_effect=OSError(28, "No space left on device")),
        pytest.raises(errors.StorageUnavailable),
    ):
        documents.render_now(issued.id)

    assert IssuedDocument.objects.unrendered().count() == 1
    assert documents.render_now(issued.id).file_id is not None


def test_documents_whose_job_was_lost_are_picked_up_after_five_minutes(bureau: Department) -> None:
    lost, young = issue(bureau), issue(bureau, at=MONDAY + timedelta(minutes=4))
    done = documents.render_now(issue(bureau).id)
    before = ProcrastinateJob.objects.count()

    assert issuing.render_overdue(at=MONDAY + timedelta(minutes=6)) == 1

    newest = ProcrastinateJob.objects.order_by("-id")[0]
    assert ProcrastinateJob.objects.count() == before + 1
    assert newest.args == {"document_id": str(lost.id)}
    assert str(young.id) != newest.args["document_id"] != str(done.id)


@pytest.mark.django_db
def test_an_unknown_document_is_refused() -> None:
    with pytest.raises(errors.DocumentNotFound):
        documents.render_now(new_id())


def test_a_page_set_twice_is_the_same_file(bureau: Department) -> None:
    first = documents.render_now(issue(bureau, NoticeKind.GRANTED).id)
    assert first.file is not None
    again = typeset(pages.issued_page(first), at=first.issued_at)

    assert len(again) == first.file.size
    with selectors.open_file(first.file.id) as content:
        assert content.read() == again


# ── asking


def test_the_documents_of_a_case_come_oldest_first(
    bureau: Department, django_assert_num_queries: object
) -> None:
    later = issue(bureau, NoticeKind.GRANTED, at=MONDAY + timedelta(days=3))
    earlier = documents.render_now(issue(bureau).id)
    issue(bureau, subject_id=new_id())

    with django_assert_num_queries(1):  # type: ignore[operator]
        found = list(selectors.documents_about("case", CASE_ID))
        assert found[0].file is not None
        assert found[0].file.size > 0

    assert found == [earlier, later]


def reader(**rights: object) -> Actor:
    return Actor(
        kind=ActorKind.STAFF,
        staff_id=new_id(),
        **{"rights": frozenset({Right.CASES_READ}), "division_code": XIHU, **rights},  # type: ignore[arg-type]
    )


def test_a_department_lists_what_it_issued_page_by_page(bureau: Department) -> None:
    mine = [issue(bureau) for _ in range(5)]
    issue(department())
    clerk = reader(department_id=bureau.id)

    first = selectors.issued_by(clerk, limit=3)
    second = selectors.issued_by(clerk, cursor=first.next_cursor, limit=3)

    assert [*first.rows, *second.rows] == mine[::-1]
    assert second.next_cursor == ""


def test_a_post_over_a_subtree_lists_what_all_below_it_issued(bureau: Department) -> None:
    issued = issue(bureau)

    over_hangzhou = reader(division_code="330100000000", covers_subtree=True)
    over_ningbo = reader(division_code="330200000000", covers_subtree=True)

    assert selectors.issued_by(over_hangzhou).rows == [issued]
    assert selectors.issued_by(over_ningbo).rows == []


def test_nobody_else_lists_documents(bureau: Department) -> None:
    issue(bureau)

    assert selectors.issued_by(CITIZEN).rows == []
    assert selectors.issued_by(reader(department_id=bureau.id, rights=frozenset())).rows == []


@pytest.mark.django_db
@pytest.mark.parametrize("cursor", ["x", "12", "' OR 1=1 --", "\0"])
def test_a_made_up_cursor_is_refused(cursor: str) -> None:
    with pytest.raises(errors.CursorMalformed):
        selectors.issued_by(reader(), cursor=cursor)


def test_a_document_is_handed_out_only_through_a_check(bureau: Department) -> None:
    issued = issue(bureau)

    def refuse(_document: IssuedDocument) -> None:
        raise errors.DocumentNotFound

    with pytest.raises(errors.DocumentNotFound):
        selectors.document_by_grant(issued.id, check=refuse)
    assert selectors.document_by_grant(issued.id, check=lambda _document: None) == issued
    with pytest.raises(errors.DocumentNotFound):
        selectors.document_by_grant(new_id(), check=lambda _document: None)


# ── verifying


def test_anybody_who_holds_a_document_may_check_it(bureau: Department) -> None:
    issued = documents.render_now(issue(bureau).id)
    code = issued.verification_code

    for typed in (code, code.lower(), f" {code[:4]}-{code[4:8]} {code[8:]} "):
        facts = selectors.verify_document(typed)
        assert (facts.title, facts.number) == ("受理通知书", issued.number)
        assert facts.department_name == "杭州市西湖区市场监督管理局"
        assert facts.holder == "*三丰"
        assert facts.sha256 == issued.file.sha256  # type: ignore[union-attr]


def test_the_name_of_a_firm_is_public(bureau: Department) -> None:
    firm = documents.notices.Applicant(
        kind=documents.notices.ApplicantKind.LEGAL, name="杭州试验食品有限公司"
    )
    data = replace(NOTICES[NoticeKind.GRANTED], case=replace(CASE, applicant=firm))
    issued = issue(bureau, NoticeKind.GRANTED, data=data)

    assert selectors.verify_document(issued.verification_code).holder == "杭州试验食品有限公司"


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["", "0" * 16, "ABC", "0" * 500, "\0", "UUUUUUUUUUUUUUUU", "％"])
def test_a_code_that_no_document_carries_is_refused(code: str) -> None:
    with pytest.raises(errors.UnknownVerificationCode, match="没有查到"):
        selectors.verify_document(code)


@pytest.mark.parametrize("name", ["", "\0", "\ud800", "x" * 10_000, "张\n三", '"#\\$'])
def test_a_strange_name_does_not_stop_a_document_from_being_issued(
    bureau: Department, name: str
) -> None:
    issued = documents.render_now(issue(bureau, data=named(name)).id)

    assert issued.file_id is not None
