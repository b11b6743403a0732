# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
import re
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from yiwang.foundation.actors import ANONYMOUS, Actor, ActorKind, system_actor
from yiwang.foundation.identifiers import new_id
from yiwang.notifications import kinds, selectors
from yiwang.notifications import services as notifications
from yiwang.notifications.errors import MessageNotFound, UnknownKind
from yiwang.notifications.models import Message

MONDAY = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
CITIZEN = Actor(kind=ActorKind.CITIZEN, account_id=new_id(), person_id=new_id(), assurance=3)
NEIGHBOUR = Actor(kind=ActorKind.CITIZEN, account_id=new_id(), person_id=new_id(), assurance=3)
COMPANY_ID = new_id()
PARAMS = {
    "item": "食品经营许可（新办）",
    "number": "330106-261123-000317-K",
    "due_on": "2026-12-03",
    "answer_due_on": "2026-12-04",
    "intake_due_on": "2026-11-30",
    "days": "10",
    "procedure": "专家评审",
    "text": "请在周五前到窗口领取。",
    "principal": "张小云",
    "owner": "张小云",
    "name": "李大山",
    "agent": "李大山",
    "firm": "杭州测试贸易有限公司",
    "since_on": "2026-11-23",
    "read_on": "2026-11-20",
    "expires_on": "2026-12-01",
    "happened_on": "2026-11-25",
    "ask_until_on": "2026-12-02",
    "correct_by_on": "2026-12-09",
    "day_on": "2026-12-01",
    "effective_on": "2026-12-10",
    "last_on": "2031-11-22",
    "review_due_on": "2026-12-21",
    "starts_on": "2026-12-05",
    "statement_due_on": "2026-11-30",
    "business": "企业开办",
    "code": "8K2M4P",
    "hall": "西湖区政务服务中心",
    "measure": "撤销",
    "result": "食品经营许可证",
    "time": "09:30",
    "waybill": "YW0000000001",
    "data": "名称没有被占用",
    "answer": "正在查找",
    "served_on": "2026-11-24",
    "title": "浙大一院预约挂号",
    "count": "3",
}
LATIN = dict.fromkeys([name for name, words in PARAMS.items() if not words.isascii()], "X")
OF_CASES = [name for name, kind in sorted(kinds.KINDS.items()) if "%(item)s" in str(kind.text)]


def send(
    source: str = "ledger:1",
    *,
    to: UUID | None = None,
    kind: str = "accepted",
    at: datetime = MONDAY,
    params: dict[str, str] | None = None,
) -> bool:
    return notifications.send(
        recipient_id=to or CITIZEN.person_id or new_id(),
        kind=kind,
        params=PARAMS if params is None else params,
        link="/my/cases/1",
        source_key=source,
        at=at,
    )


# ── sending


@pytest.mark.django_db
def test_a_message_lies_in_the_inbox_of_its_recipient() -> None:
    assert send()

    (message,) = selectors.inbox(CITIZEN).rows
    assert message.title == "申请已受理"
    assert message.text == "您申请的“食品经营许可（新办）”已经受理，承诺 2026年12月3日 前办好。"
    assert (message.link, message.created_at, message.is_read) == ("/my/cases/1", MONDAY, False)


@pytest.mark.django_db
def test_a_source_sends_once_however_often_it_is_told() -> None:
    assert send("ledger:7")
    assert not send("ledger:7")
    assert not send("ledger:7", kind="closed")

    assert [message.kind for message in selectors.inbox(CITIZEN).rows] == ["accepted"]


@pytest.mark.django_db(transaction=True)
def test_a_source_told_by_many_at_once_sends_once() -> None:
    barrier = threading.Barrier(6)
    answers: list[bool] = []

    def tell() -> None:
        barrier.wait(10)
        answers.append(send("ledger:9"))
        connection.close()

    tellers = [threading.Thread(target=tell) for _ in range(6)]
    for teller in tellers:
        teller.start()
    for teller in tellers:
        teller.join(20)

    assert Message.objects.count() == 1
    assert sorted(answers) == [False] * 5 + [True]


@pytest.mark.django_db
def test_a_kind_without_words_is_refused_and_nothing_is_sent() -> None:
    with pytest.raises(UnknownKind, match="birthday"):
        send(kind="birthday")

    assert not Message.objects.exists()


@pytest.mark.django_db
def test_a_transaction_rolled_back_has_not_sent() -> None:
    with transaction.atomic():
        send()
        transaction.set_rollback(True)

    assert selectors.unread_count(CITIZEN) == 0


@pytest.mark.django_db
def test_the_database_refuses_a_message_without_a_kind() -> None:
    send()

    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.update(kind="")


# ── words


@pytest.mark.parametrize("name", sorted(kinds.KINDS))
def test_every_kind_has_whole_sentences_in_chinese(name: str) -> None:
    title, text = kinds.words(name, PARAMS)

    assert title
    assert PARAMS["item"] in text or name not in OF_CASES
    assert "—" not in text
    assert "%" not in text
    assert not re.search(r"\d{4}-\d\d-\d\d(?!-)", text)


@pytest.mark.parametrize("name", sorted(kinds.KINDS))
def test_the_reader_chooses_the_language(name: str) -> None:
    chinese = kinds.words(name, PARAMS | LATIN)
    with override("en"):
        title, text = kinds.words(name, PARAMS | LATIN)

    if (title, text) == chinese:
        pytest.skip("the English catalogue is not compiled")
    assert not re.search(r"[\u4e00-\u9fff]", title + text)
    assert "—" not in text


@pytest.mark.django_db
def test_the_same_message_is_read_in_two_languages() -> None:
    send()
    chinese = selectors.inbox(CITIZEN).rows[0]
    with override("en"):
        english = selectors.inbox(CITIZEN).rows[0]

    if english.title == chinese.title:
        pytest.skip("the English catalogue is not compiled")
    assert english.title == "Application accepted"


@pytest.mark.parametrize("name", sorted(kinds.KINDS))
def test_a_missing_parameter_shows_as_a_dash(name: str) -> None:
    _title, text = kinds.words(name, {})

    assert "—" in text


@given(st.dictionaries(st.sampled_from([*PARAMS, "unknown"]), st.text(max_size=40)))
def test_any_parameters_can_be_shown(params: dict[str, str]) -> None:
    for name in kinds.KINDS:
        kinds.words(name, params)


@pytest.mark.django_db
@pytest.mark.parametrize("hostile", ["%(number)s %s %d %%", "<script>", "{{ x }}", "张" * 5_000])
def test_a_hostile_name_is_text_and_nothing_else(hostile: str) -> None:
    send(params={**PARAMS, "item": hostile})

    assert hostile in selectors.inbox(CITIZEN).rows[0].text


def test_what_needs_action_says_so() -> None:
    waiting = {name for name, kind in kinds.KINDS.items() if kind.needs_action}

    assert waiting == {
        *("correction_asked", "mandate_offered", "handler_invited", "hearing_offered"),
        *("deferral_reminded", "deferred_returned", "correction_ordered"),
        *("entitlement_ends", "measure_proposed", "review_corrected", "review_rejected"),
        *("appointment_offered", "appointment_called_off"),
        *("originals_booked", "originals_refused"),
        *("parcel_failed", "parcel_stored", "parcel_returned", "parcel_not_redirected"),
        *("parcel_not_called_off", "decision_apply_again", "decision_to_change"),
        *("together_invited", "together_voided", "withdrawal_asked"),
        *("together_reminded", "interest_told", "interest_hearing"),
        *("interest_paper_served", "interest_decided"),
        *("staff_link_dead", "staff_findings"),
    }


@pytest.mark.django_db
def test_an_agent_reads_no_letters_of_the_principal_s() -> None:
    send()
    agent = replace(NEIGHBOUR, principal_id=CITIZEN.person_id, mandate_id=new_id())
    guardian = replace(NEIGHBOUR, principal_id=CITIZEN.person_id)

    assert selectors.unread_count(agent) == 0
    assert selectors.unread_count(guardian) == 1


@pytest.mark.django_db
def test_a_kind_that_was_given_up_does_not_close_the_inbox() -> None:
    send("ledger:1")
    send("ledger:2")
    Message.objects.filter(source_key="ledger:1").update(kind="given_up_long_ago")

    assert len(selectors.inbox(CITIZEN).rows) == 2


# ── whose inbox


@pytest.mark.django_db
def test_nobody_sees_another_persons_messages() -> None:
    send()
    staff = Actor(kind=ActorKind.STAFF, staff_id=new_id(), rights=frozenset({"cases.read"}))
    client = Actor(kind=ActorKind.CLIENT, client_id="apas", rights=frozenset({"cases.read"}))

    for other in (NEIGHBOUR, staff, client, ANONYMOUS, system_actor("sweep")):
        assert selectors.inbox(other).rows == []
        assert selectors.unread_count(other) == 0
        assert notifications.mark_all_read(actor=other, at=MONDAY) == 0
    assert selectors.unread_count(CITIZEN) == 1


@pytest.mark.django_db
def test_who_acts_for_a_company_reads_the_companys_messages_only() -> None:
    send("ledger:1")
    send("ledger:2", to=COMPANY_ID, kind="closed")
    acting = replace(CITIZEN, legal_person_id=COMPANY_ID)

    assert [message.kind for message in selectors.inbox(acting).rows] == ["closed"]
    assert [message.kind for message in selectors.inbox(CITIZEN).rows] == ["accepted"]


# ── reading


@pytest.mark.django_db
def test_a_message_is_marked_as_read_once() -> None:
    send()
    (message,) = selectors.inbox(CITIZEN).rows

    notifications.mark_read(message_id=message.id, actor=CITIZEN, at=MONDAY)
    notifications.mark_read(message_id=message.id, actor=CITIZEN, at=MONDAY + timedelta(days=1))

    assert Message.objects.get(id=message.id).read_at == MONDAY
    assert selectors.unread_count(CITIZEN) == 0
    assert selectors.inbox(CITIZEN).rows[0].is_read


@pytest.mark.django_db
def test_nobody_marks_another_persons_message() -> None:
    send()
    (message,) = selectors.inbox(CITIZEN).rows

    for other in (NEIGHBOUR, ANONYMOUS):
        with pytest.raises(MessageNotFound):
            notifications.mark_read(message_id=message.id, actor=other, at=MONDAY)
    with pytest.raises(MessageNotFound):
        notifications.mark_read(message_id=new_id(), actor=CITIZEN, at=MONDAY)

    assert selectors.unread_count(CITIZEN) == 1


@pytest.mark.django_db
def test_all_messages_are_marked_at_once_and_only_ones_own() -> None:
    for number in range(3):
        send(f"ledger:{number}")
    send("ledger:other", to=NEIGHBOUR.person_id)

    assert notifications.mark_all_read(actor=CITIZEN, at=MONDAY) == 3
    assert notifications.mark_all_read(actor=CITIZEN, at=MONDAY) == 0
    assert selectors.unread_count(NEIGHBOUR) == 1


@pytest.mark.django_db
def test_an_inbox_is_read_page_by_page_newest_first() -> None:
    for number in range(7):
        # two at each moment: the order must hold among them too
        send(f"ledger:{number}", at=MONDAY + timedelta(minutes=number // 2))
    seen: list[UUID] = []
    cursor = ""

    for _page in range(3):
        page = selectors.inbox(CITIZEN, cursor=cursor, limit=3)
        seen += [message.id for message in page.rows]
        cursor = page.next_cursor

    newest_first = Message.objects.order_by("-created_at", "-id").values_list("id", flat=True)
    assert seen == list(newest_first)
    assert cursor == ""


@pytest.mark.django_db
def test_an_inbox_may_be_narrowed_to_what_is_new() -> None:
    send("ledger:1")
    send("ledger:2")
    notifications.mark_read(
        message_id=selectors.inbox(CITIZEN).rows[0].id, actor=CITIZEN, at=MONDAY
    )

    assert len(selectors.inbox(CITIZEN, is_unread_only=True).rows) == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    "cursor", ["x", "2026-11-23_", "_", "2026-11-23T00:00:00_" + "0" * 32, "9" * 500, "\0_\0"]
)
def test_a_made_up_cursor_does_no_harm(cursor: str) -> None:
    send()

    assert len(selectors.inbox(CITIZEN, cursor=cursor).rows) == 1


@pytest.mark.django_db
@pytest.mark.parametrize(("limit", "shown"), [(-5, 1), (0, 1), (1, 1), (10_000, 100)])
def test_a_page_has_at_most_a_hundred_messages(limit: int, shown: int) -> None:
    for number in range(103):
        send(f"ledger:{number}")

    assert len(selectors.inbox(CITIZEN, limit=limit).rows) == shown


@pytest.mark.django_db
def test_the_badge_stops_counting_at_a_hundred() -> None:
    for number in range(120):
        send(f"ledger:{number}")

    assert selectors.unread_count(CITIZEN) == 100


@pytest.mark.django_db
def test_page_and_badge_take_one_statement_each(django_assert_num_queries: object) -> None:
    for number in range(30):
        send(f"ledger:{number}")
    selectors.inbox(CITIZEN)  # words that staff changed are read once a minute

    with django_assert_num_queries(1):  # type: ignore[operator]
        selectors.inbox(CITIZEN)
    with django_assert_num_queries(1):  # type: ignore[operator]
        selectors.unread_count(CITIZEN)


@pytest.mark.django_db
def test_the_badge_is_counted_by_its_own_index() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    unread = Message.objects.visible_to(CITIZEN).unread()

    assert "message_unread" in unread.explain()
