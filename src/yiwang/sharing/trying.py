# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Trying a source over HTTP with somebody who does not exist."""

import time
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from yiwang.foundation.actors import Actor
from yiwang.foundation.codes.resident_id import parse_resident_id
from yiwang.foundation.codes.test_data import is_test_uscc
from yiwang.foundation.codes.uscc import parse_uscc
from yiwang.foundation.errors import InvalidCode
from yiwang.foundation.identifiers import new_id
from yiwang.foundation.text import clean_text
from yiwang.ledger import services as ledger
from yiwang.sharing import details, events, keys, replying
from yiwang.sharing.connectors.base import Question
from yiwang.sharing.enums import Outcome, Subject, Trouble
from yiwang.sharing.errors import NotATestSubject, NotOverHttp, SourceUnknown
from yiwang.sharing.models import DataSource
from yiwang.sharing.registering import CONNECTOR
from yiwang.sharing.shown import of_row
from yiwang.sharing.switching import check_switches

PURPOSE = "source_trial"
LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of trying a source.

    :ivar rows: what it said of the test subject, label and text
    :ivar trouble: why there is no answer, in words; "" when there is one
    """

    outcome: Outcome
    trouble: str
    detail: str
    rows: list[tuple[str, str]]
    as_of: date | None
    milliseconds: int
    reference: str

    @property
    def outcome_words(self) -> str:
        return str(self.outcome.label)


def try_source(*, code: str, name: str, number: str, actor: Actor, at: datetime) -> Trial:
    """Ask a source about somebody who does not exist, whether it is on or not.

    It counts neither as a failure nor as an answer. Call it outside transactions.

    :raises NotYourSource, SourceUnknown, NotOverHttp: as they say
    :raises NotATestSubject: the number may belong to somebody, or there is no name
    """
    check_switches(actor)
    source = DataSource.objects.filter(pk=code).first()
    if source is None:
        raise SourceUnknown
    if source.connector != CONNECTOR:
        raise NotOverHttp
    question = Question(
        source_code=source.code,
        address=source.address,
        name=_checked_name(name),
        number=_checked_number(source, number),
        subject=source.subject,
        fields=[str(one["key"]) for one in source.fields],
        purpose=PURPOSE,
        reference=str(new_id()),
        key=keys.of_source(source),
        purpose_text=_("试查"),
        legal_basis=source.legal_basis,
        is_test=True,
    )
    began = time.monotonic()
    reply, trouble, detail = replying.replied(source, question, seconds=source.milliseconds / 1000)
    milliseconds = round((time.monotonic() - began) * 1000)
    outcome = Outcome.UNAVAILABLE
    if reply is not None:
        outcome = Outcome.FOUND if reply.is_found else Outcome.NOT_FOUND
    fact = events.SourceTried(
        source=source.code, outcome=outcome.value, detail=detail or trouble.value
    )
    ledger.append(fact, actor=actor, at=at)
    shown = of_row(source)
    values = reply.values if reply is not None else {}
    return Trial(
        outcome=outcome,
        trouble=str(Trouble(trouble).label) if trouble else "",
        detail=details.words(detail),
        rows=[(shown.label_of(key), shown.text_of(key, value)) for key, value in values.items()],
        as_of=reply.as_of if reply is not None else None,
        milliseconds=milliseconds,
        reference=reply.reference if reply is not None else "",
    )


def _checked_name(name: str) -> str:
    words = clean_text(name, max_length=LONGEST_NAME)
    if not words:
        raise NotATestSubject(_("请写明测试对象的名称。"))
    return words


def _checked_number(source: DataSource, number: str) -> str:
    try:
        if source.subject == Subject.LEGAL:
            found = str(parse_uscc(number))
            is_test = is_test_uscc(found)
        else:
            person = parse_resident_id(number)
            found, is_test = str(person.number), person.is_test_number
    except InvalidCode as wrong:
        raise NotATestSubject(str(wrong)) from None
    if not is_test:
        raise NotATestSubject
    return found
