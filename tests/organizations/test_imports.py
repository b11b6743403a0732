# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Staff from a spreadsheet: every mistake named by its cell, and nothing half taken over."""

import io
import zipfile
from datetime import date, timedelta

import pytest
from openpyxl import Workbook

from tests.organizations import sheets
from tests.organizations.administrators import MORNING, actor_in, administrator, hold
from tests.organizations.factories import (
    HANGZHOU,
    NINGBO,
    XIHU,
    DepartmentFactory,
    PostFactory,
    PostHoldingFactory,
    StaffMemberFactory,
)
from yiwang.foundation.codes.test_data import make_test_uscc
from yiwang.foundation.spreadsheets import MOST_PARTS
from yiwang.ledger import selectors as ledger
from yiwang.organizations import import_checks, services, spreadsheets
from yiwang.organizations.enums import FileRefusal, ImportState, RowProblem, StandardPost
from yiwang.organizations.errors import (
    ImportHasErrors,
    ImportNotFound,
    ImportNotReady,
    NotInYourReach,
    SpreadsheetEmpty,
    SpreadsheetTooLarge,
)
from yiwang.organizations.models import (
    PostHolding,
    StaffImport,
    StaffImportPart,
    StaffImportRow,
    StaffMember,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def city(db):
    return DepartmentFactory(of=HANGZHOU)


@pytest.fixture
def bureau(db):
    return DepartmentFactory(of=XIHU)


@pytest.fixture
def counter(bureau):
    return PostFactory(department=bureau, name="窗口受理岗", standard=StandardPost.COUNTER)


@pytest.fixture
def manager(city):
    return administrator(city, StandardPost.ADMINISTRATOR)


def send(manager, content, *, name="工作人员.xlsx"):
    return services.send_staff_import(
        chunks=sheets.pieces(content), file_name=name, actor=manager, at=MORNING
    )


def checked(manager, content, **changes):
    sent = send(manager, content, **changes)
    return services.check_staff_import(import_id=sent.id, at=MORNING)


def confirmed(manager, made, *, only_good_rows=False):
    services.confirm_staff_import(
        import_id=made.id, only_good_rows=only_good_rows, actor=manager, at=MORNING
    )
    return services.apply_staff_import(import_id=made.id, at=MORNING)


def problems(made):
    """Return what is wrong: row number → cell and problem."""
    return {
        row.number: [
            f"{letter}{row.number} {problem.value}"
            for letter, _column, problem in import_checks.parsed_problems(row.problems)
        ]
        for row in StaffImportRow.objects.filter(staff_import=made).exclude(problems=[])
    }


def counts(made):
    return (made.rows_new, made.rows_changed, made.rows_same, made.rows_wrong)


def good_rows(bureau, count=3):
    return [
        [f"N{number:05}", f"张{number}", bureau.uscc, "窗口受理岗", f"1380000{number:04}"]
        for number in range(count)
    ]


# ── what is good is taken over


@pytest.mark.parametrize("make", [sheets.workbook, sheets.comma_separated])
def test_good_rows_become_staff_in_their_posts(manager, bureau, counter, make):
    made = checked(manager, make([[*row[:3], row[3], row[4]] for row in good_rows(bureau)]))
    assert (made.state, counts(made)) == (ImportState.CHECKED, (3, 0, 0, 0))

    made = confirmed(manager, made)

    assert made.state == ImportState.APPLIED
    members = StaffMember.objects.filter(staff_number__startswith="N0").order_by("staff_number")
    assert [(each.name, each.department_id) for each in members] == [
        (f"张{number}", bureau.id) for number in range(3)
    ]
    assert members[0].phone_masked == "138****0000"
    assert PostHolding.objects.filter(post=counter, assigned_by_id=manager.staff_id).count() == 3
    assert [event.kind for event in ledger.events_about("staff_member", members[0].id)] == [
        "organizations.staff_member_created",
        "organizations.post_assigned",
    ]
    assert [event.kind for event in ledger.events_about("staff_import", made.id)] == [
        "organizations.staff_import_sent",
        "organizations.staff_imported",
    ]


def test_the_file_is_forgotten_as_soon_as_it_was_read(manager, bureau, counter):
    made = send(manager, sheets.workbook(good_rows(bureau)))
    assert StaffImportPart.objects.filter(staff_import=made).exists()

    services.check_staff_import(import_id=made.id, at=MORNING)

    assert not StaffImportPart.objects.filter(staff_import=made).exists()


def test_the_same_file_again_changes_nothing(manager, bureau, counter):
    content = sheets.workbook(good_rows(bureau))
    confirmed(manager, checked(manager, content))
    before = (StaffMember.objects.count(), PostHolding.objects.count())

    made = checked(manager, content)
    assert counts(made) == (0, 0, 3, 0)
    confirmed(manager, made)

    assert (StaffMember.objects.count(), PostHolding.objects.count()) == before


def test_who_is_known_by_number_is_changed_and_not_doubled(manager, bureau, counter):
    confirmed(manager, checked(manager, sheets.workbook(good_rows(bureau, 2))))
    handler = PostFactory(department=bureau, name="承办岗", standard=StandardPost.HANDLER)
    rows = [["N00000", "张改名", bureau.uscc, "窗口受理岗、承办岗", ""]]

    made = checked(manager, sheets.workbook(rows))
    assert counts(made) == (0, 1, 0, 0)
    confirmed(manager, made)

    member = StaffMember.objects.get(staff_number="N00000")
    assert member.name == "张改名"
    assert member.phone_masked == "138****0000"
    posts = set(member.holdings.values_list("post_id", flat=True))
    assert posts == {counter.id, handler.id}


def test_an_import_is_taken_over_once_however_often_its_job_runs(manager, bureau, counter):
    made = confirmed(manager, checked(manager, sheets.workbook(good_rows(bureau))))

    services.apply_staff_import(import_id=made.id, at=MORNING)
    services.check_staff_import(import_id=made.id, at=MORNING)

    assert StaffMember.objects.filter(staff_number__startswith="N0").count() == 3
    with pytest.raises(ImportNotReady):
        confirmed(manager, made)


def test_a_check_that_broke_off_begins_again_from_the_first_row(manager, bureau, counter):
    made = send(manager, sheets.workbook(good_rows(bureau)))
    StaffImport.objects.filter(pk=made.id).update(state=ImportState.CHECKING, rows_read=2)
    StaffImportRow.objects.create(staff_import=made, number=2, staff_number="N00000")

    made = services.check_staff_import(import_id=made.id, at=MORNING)

    assert (made.rows_read, counts(made)) == (3, (3, 0, 0, 0))


# ── what is wrong is named by its cell


def wrong(manager, bureau, *rows, **changes):
    return problems(checked(manager, sheets.workbook(rows, **changes)))


def test_each_mistake_is_named_by_its_cell(manager, bureau, counter):
    code = bureau.uscc
    found = wrong(
        manager,
        bureau,
        ["", "王一", code, "", ""],
        ["N1", "", code, "", ""],
        ["N2", "王二", "", "", ""],
        ["坏号", "王三", code, "", ""],
        ["N4", "王\u202e四", code, "", ""],
        ["N5", "长" * 61, code, "", ""],
        ["N6", "王六", "91330106MA2XXXXX00", "", ""],
        ["N7", "王七", code, "没有这个岗", ""],
        ["N8", "王八", code, "", "12345"],
        ["N9", date(2026, 1, 1), code, "", ""],
        [1.5, "王十", code, "", ""],
        ["N11", "#REF!", code, "", ""],
    )

    assert found == {
        2: ["A2 missing"],
        3: ["B3 missing"],
        4: ["C4 missing"],
        5: ["A5 bad_number"],
        6: ["B6 bad_signs"],
        7: ["B7 too_long"],
        8: ["C8 bad_code"],
        9: ["D9 no_post"],
        10: ["E10 bad_phone"],
        11: ["B11 not_text"],
        12: ["A12 not_text"],
        13: ["B13 not_text"],
    }


def test_several_mistakes_of_a_row_are_all_named(manager, bureau):
    assert wrong(manager, bureau, ["坏号", "", "X", "岗", "1"]) == {
        2: ["A2 bad_number", "B2 missing", "C2 bad_code", "E2 bad_phone"]
    }


def test_a_number_twice_in_the_file_is_wrong_in_each_of_its_rows(manager, bureau):
    rows = [["N1", "王一", bureau.uscc], ["N2", "王二", bureau.uscc], ["N1", "王三", bureau.uscc]]

    assert wrong(manager, bureau, *rows) == {2: ["A2 twice"], 4: ["A4 twice"]}


def test_a_formula_is_refused_and_never_evaluated(manager, bureau):
    rows = [["N1", "=1+1", bureau.uscc], ['=HYPERLINK("http://x")', "王二", bureau.uscc]]

    assert wrong(manager, bureau, *rows) == {2: ["B2 formula"], 3: ["A3 formula"]}


def test_a_formula_in_a_text_file_is_refused_too(manager, bureau):
    made = checked(manager, sheets.comma_separated([["N1", "=cmd|x", bureau.uscc, "", ""]]))

    assert problems(made) == {2: ["B2 formula"]}


def test_merged_cells_are_named_wherever_they_reach(manager, bureau):
    rows = [[f"N{number}", "王一", bureau.uscc] for number in range(4)]

    assert wrong(manager, bureau, *rows, merged="B3:C4") == {
        3: ["B3 merged", "C3 merged"],
        4: ["B4 merged", "C4 merged"],
    }


def test_the_columns_may_stand_in_any_order(manager, bureau):
    made = checked(
        manager,
        sheets.workbook(
            [["备注", bureau.uscc, "N1", "王"], ["备注", bureau.uscc, "坏 号", "王"]],
            headings=["备注", "部门统一社会信用代码*", "工号*", "姓名 "],
        ),
    )

    assert problems(made) == {3: ["C3 bad_number"]}


def test_departments_and_people_beyond_ones_reach_are_refused(manager, bureau):
    elsewhere = DepartmentFactory(of=NINGBO)
    stranger = StaffMemberFactory(department=elsewhere)
    gone = StaffMemberFactory(department=bureau, left_on=date(2026, 1, 1))
    own = StaffMember.objects.get(pk=manager.staff_id)

    found = wrong(
        manager,
        bureau,
        ["N1", "王一", elsewhere.uscc],
        [stranger.staff_number, "王二", bureau.uscc],
        [gone.staff_number, "王三", bureau.uscc],
        [own.staff_number, own.name, bureau.uscc],
        ["N5", "王五", make_test_uscc(987_654, area_code="330106")],
    )

    assert found[2] == ["C2 not_yours"]
    assert found[3] == ["A3 elsewhere"]
    assert found[4] == ["A4 left"]
    assert found[5] == ["A5 yourself"]
    assert found[6] == ["C6 no_department"]


def test_a_powerful_post_is_not_imported(manager, bureau):
    PostFactory(department=bureau, name="批准岗", standard=StandardPost.APPROVER)

    assert wrong(manager, bureau, ["N1", "王一", bureau.uscc, "批准岗"]) == {2: ["D2 needs_grant"]}


# ── all or nothing


def test_one_wrong_row_keeps_all_others_out(manager, bureau, counter):
    rows = [*good_rows(bureau), ["坏号", "王", bureau.uscc]]
    made = checked(manager, sheets.workbook(rows))

    with pytest.raises(ImportHasErrors):
        confirmed(manager, made)

    assert not StaffMember.objects.filter(staff_number__startswith="N0").exists()


def test_the_good_rows_alone_are_taken_over_when_that_is_asked_for(manager, bureau, counter):
    rows = [*good_rows(bureau), ["坏号", "王", bureau.uscc]]
    made = confirmed(manager, checked(manager, sheets.workbook(rows)), only_good_rows=True)

    assert (made.state, made.is_partial, made.rows_wrong) == (ImportState.APPLIED, True, 1)
    assert StaffMember.objects.filter(staff_number__startswith="N0").count() == 3


def test_what_became_wrong_after_the_check_stops_everything(manager, bureau, counter):
    made = checked(manager, sheets.workbook(good_rows(bureau)))
    StaffMemberFactory(staff_number="N00001", department=DepartmentFactory(of=NINGBO))

    made = confirmed(manager, made)

    assert (made.state, made.refusal) == (ImportState.CHECKED, FileRefusal.CHANGED)
    assert problems(made) == {3: ["A3 elsewhere"]}
    assert StaffMember.objects.filter(staff_number__startswith="N0").count() == 1


def test_who_manages_no_more_imports_no_more(city, bureau, counter):
    holding = hold(city, StandardPost.ADMINISTRATOR)
    manager = actor_in(holding)
    made = checked(manager, sheets.workbook(good_rows(bureau)))
    PostHolding.objects.filter(pk=holding.pk).update(held_to=MORNING.date())

    made = confirmed(manager, made)

    assert (made.state, made.refusal) == (ImportState.REFUSED, FileRefusal.NOT_ENTITLED)
    assert not StaffMember.objects.filter(staff_number__startswith="N0").exists()


def test_a_cancelled_import_leaves_nothing(manager, bureau, counter):
    made = checked(manager, sheets.workbook(good_rows(bureau)))

    services.cancel_staff_import(import_id=made.id, actor=manager, at=MORNING)

    assert not StaffImportRow.objects.filter(staff_import=made).exists()
    with pytest.raises(ImportNotReady):
        confirmed(manager, made)


def test_somebody_elses_import_does_not_exist(city, manager, bureau, counter):
    made = checked(manager, sheets.workbook(good_rows(bureau)))

    with pytest.raises(ImportNotFound):
        confirmed(administrator(city, StandardPost.ADMINISTRATOR), made)


@pytest.mark.parametrize(
    "standard", [post for post in StandardPost if post is not StandardPost.ADMINISTRATOR]
)
def test_only_system_administrators_import(bureau, standard):
    with pytest.raises(NotInYourReach):
        send(administrator(bureau, standard), sheets.workbook(good_rows(bureau)))


# ── files that are no spreadsheet of staff


def refusal(manager, content):
    made = checked(manager, content)
    assert made.state == ImportState.REFUSED
    assert not StaffImportRow.objects.filter(staff_import=made).exists()
    assert not StaffImportPart.objects.filter(staff_import=made).exists()
    return made.refusal


def bomb() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"\x20" * (64 * 2**20))
    return stream.getvalue()


def with_document_type() -> bytes:
    original = io.BytesIO(sheets.workbook([["N1", "王", "X"]]))
    stream = io.BytesIO()
    with zipfile.ZipFile(original) as source, zipfile.ZipFile(stream, "w") as archive:
        for name in source.namelist():
            content = source.read(name)
            if name.endswith("sheet1.xml"):
                content = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + content
            archive.writestr(name, content)
    return stream.getvalue()


def many_parts() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for number in range(MOST_PARTS + 1):
            archive.writestr(f"{number}.txt", "")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"PK\x03\x04 and no more", FileRefusal.NOT_A_SPREADSHEET),
        (b"\x00\x01\x02\x03" * 100, FileRefusal.NOT_A_SPREADSHEET),
        (b"%PDF-1.7\n\x00", FileRefusal.NOT_A_SPREADSHEET),
        ("工号,姓名".encode("utf-16-be") + b"\xd8\xd8", FileRefusal.NOT_A_SPREADSHEET),
        (b"\xff\xfe\xff\xff\x80", FileRefusal.BAD_ENCODING),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x01" * 600, FileRefusal.OLD_FORMAT),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            FileRefusal.HAS_PASSWORD,
        ),
        (b"hello", FileRefusal.NO_HEADINGS),
        (sheets.comma_separated([]), FileRefusal.NO_ROWS),
        (sheets.workbook([]), FileRefusal.NO_ROWS),
        (sheets.workbook([["x"]], headings=["别的", "表"]), FileRefusal.NO_HEADINGS),
        (
            sheets.workbook([["x"]], headings=["工号", "姓名", "姓名", "部门统一社会信用代码"]),
            FileRefusal.HEADING_TWICE,
        ),
        (bomb(), FileRefusal.BOMB),
        (with_document_type(), FileRefusal.BOMB),
        (many_parts(), FileRefusal.BOMB),
        ('工号,姓名,部门统一社会信用代码\n"未闭合,王,X'.encode(), FileRefusal.NOT_A_SPREADSHEET),
    ],
    ids=lambda value: str(value)[:20] if isinstance(value, str) else None,
)
def test_what_is_no_spreadsheet_of_staff_is_refused_in_words(manager, content, expected):
    assert refusal(manager, content) == expected


def test_a_cut_off_workbook_is_refused(manager, bureau):
    whole = sheets.workbook(good_rows(bureau, 50))

    assert refusal(manager, whole[: len(whole) // 2]) == FileRefusal.NOT_A_SPREADSHEET


def test_the_sheet_of_the_template_is_found_among_others(manager, bureau, counter):
    book = Workbook()
    book.active.title = "说明"
    book.active.append(["请填写第二张表"])
    sheet = book.create_sheet("工作人员")
    for row in (sheets.HEADINGS, *good_rows(bureau)):
        sheet.append(list(row))

    assert counts(checked(manager, sheets.saved(book))) == (3, 0, 0, 0)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_text_file_may_be_written_as_offices_write_it(manager, bureau, counter, encoding):
    content = sheets.comma_separated(good_rows(bureau), encoding=encoding)

    assert counts(checked(manager, content, name="a.csv")) == (3, 0, 0, 0)


def test_more_rows_than_anybody_has_are_refused(manager, bureau, monkeypatch):
    monkeypatch.setattr(spreadsheets, "MOST_ROWS", 2)

    assert refusal(manager, sheets.workbook(good_rows(bureau))) == FileRefusal.TOO_MANY_ROWS


def test_more_bytes_than_two_hundred_million_are_refused_while_they_come(manager):
    piece = b"x" * 2**20

    with pytest.raises(SpreadsheetTooLarge, match="200"):
        services.send_staff_import(
            chunks=(piece for _ in range(1_000_000)),
            file_name="big.csv",
            actor=manager,
            at=MORNING,
        )
    assert not StaffImport.objects.exists()


def test_nothing_is_refused_as_nothing(manager):
    with pytest.raises(SpreadsheetEmpty):
        send(manager, b"")


def test_every_problem_and_refusal_has_its_words():
    assert all(str(problem.label) for problem in RowProblem)
    assert all(str(each.label) for each in FileRefusal if each is not FileRefusal.NONE)


def test_a_post_that_is_held_from_tomorrow_is_not_given_again(manager, bureau, counter):
    member = StaffMemberFactory(department=bureau, name="王一", staff_number="N1")
    PostHoldingFactory(staff=member, post=counter, held_from=MORNING.date() + timedelta(days=1))

    made = checked(manager, sheets.workbook([["N1", "王一", bureau.uscc, "窗口受理岗"]]))

    assert counts(made) == (0, 0, 1, 0)
