# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Texts that people are told or asked to agree to: versions, acceptance, withdrawal.

A government platform mostly acts on its statutory duties and needs no consent for that
(《个人信息保护法》第十三条); it has to tell people (第十七条), and it asks separately before it
uses sensitive data for more than the matter at hand (第二十八条、第二十九条).
"""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_date

from yiwang.foundation.actors import Actor
from yiwang.identity import privacy_events, selectors
from yiwang.identity.enums import TextKind
from yiwang.identity.errors import NotYours
from yiwang.identity.models import PrivacyText, TextConsent
from yiwang.identity.privacy_refusals import ConsentNotGiven, TextNotFound
from yiwang.identity.privacy_terms import load_terms
from yiwang.identity.queries import own_data
from yiwang.ledger import services as ledger

SENSITIVE_FACTS = frozenset({"number", "phone", "address"})
REQUIRED = frozenset({TextKind.NOTICE, TextKind.TERMS})
"""Who has not accepted these may read, but does nothing new."""


@dataclass(frozen=True, slots=True)
class Written:
    """A text as a file holds it: ``key: value`` lines, an empty line, the body."""

    kind: str
    version: str
    valid_from: str
    title: str
    body: str


class TextFaulty(Exception):
    """A file of a text is not what it has to be; the message says which and why."""


@transaction.atomic
def load_texts(*, root: Path, actor: Actor, at: datetime) -> int:
    """Store the versions that ``privacy/*.zh.md`` and ``*.en.md`` hold; return how many are new.

    A version that is known is never changed.

    :raises TextFaulty: a file is malformed, or a known version reads otherwise now
    """
    load_terms()
    new = 0
    for path in sorted((root / "privacy").glob("*.zh.md")):
        chinese, english = _read(path), _read(path.with_name(path.name.replace(".zh.", ".en.")))
        if (chinese.kind, chinese.version) != (english.kind, english.version):
            raise TextFaulty(f"{path.name}: the two languages are of different versions")
        new += _store(chinese, english, actor=actor, at=at)
    return new


def _read(path: Path) -> Written:
    head, _empty, body = path.read_text(encoding="utf-8").partition("\n\n")
    values = dict(line.split(": ", 1) for line in head.splitlines() if ": " in line)
    try:
        written = Written(body=body.strip(), **values)
    except TypeError as error:
        raise TextFaulty(f"{path.name}: wants kind, version, valid_from and title") from error
    if written.kind not in TextKind.values or parse_date(written.valid_from) is None:
        raise TextFaulty(f"{path.name}: unknown kind, or valid_from is no day")
    return written


def _store(chinese: Written, english: Written, *, actor: Actor, at: datetime) -> int:
    whole = "\n".join([chinese.title, chinese.body, english.title, english.body])
    sha256 = hashlib.sha256(whole.encode()).hexdigest()
    known = PrivacyText.objects.filter(kind=chinese.kind, version=chinese.version).first()
    if known is not None:
        if known.sha256 != sha256:
            raise TextFaulty(f"{chinese.kind} {chinese.version} is published: give a new version")
        return 0
    day = parse_date(chinese.valid_from)
    made = PrivacyText.objects.create(
        kind=chinese.kind,
        version=chinese.version,
        title_zh=chinese.title,
        title_en=english.title,
        body_zh=chinese.body,
        body_en=english.body,
        sha256=sha256,
        valid_from=timezone.make_aware(datetime(day.year, day.month, day.day)) if day else at,  # noqa: DTZ001
    )
    fact = privacy_events.TextPublished(
        text_id=made.id, text_kind=made.kind, version=made.version, sha256=sha256
    )
    ledger.append(fact, actor=actor, at=at)
    return 1


@transaction.atomic
def accept_texts(*, text_ids: Collection[UUID], actor: Actor, at: datetime) -> int:
    """Note that the holder of an account took note of, or agrees to, texts in force.

    :return: how many that were new
    :raises NotYours: the actor is no citizen
    :raises TextNotFound: one of them is none that is in force
    """
    account_id = _own_account(actor)
    in_force = {text.id: text for text in own_data.texts_in_force(at)}
    if not set(text_ids) <= in_force.keys():
        raise TextNotFound
    known = set(
        TextConsent.objects.filter(account_id=account_id, withdrawn_at__isnull=True)
        .order_by()
        .values_list("text_id", flat=True)
    )
    new = [in_force[text_id] for text_id in sorted(set(text_ids) - known)]
    TextConsent.objects.bulk_create(
        [
            TextConsent(account_id=account_id, text=text, sha256=text.sha256, given_at=at)
            for text in new
        ],
        ignore_conflicts=True,
    )
    facts = [
        privacy_events.TextAccepted(
            account_id=account_id, text_kind=text.kind, version=text.version, sha256=text.sha256
        )
        for text in new
    ]
    if facts:
        ledger.append(*facts, actor=actor, at=at)
    return len(new)


@transaction.atomic
def withdraw_consent(*, kind: str, actor: Actor, at: datetime) -> None:
    """Take an agreement back; from now on nothing rests on it.

    What was done while it stood stays lawful (《个人信息保护法》第十五条).

    :raises NotYours: the actor is no citizen
    :raises ConsentNotGiven: there is none that can be taken back alone
    """
    account_id = _own_account(actor)
    standing = TextConsent.objects.select_for_update(of=("self",)).filter(
        account_id=account_id, text__kind=kind, withdrawn_at__isnull=True
    )
    given = list(standing.select_related("text").order_by("given_at"))
    if kind in REQUIRED or not given:
        raise ConsentNotGiven
    TextConsent.objects.filter(pk__in=[one.pk for one in given]).update(withdrawn_at=at)
    facts = [
        privacy_events.TextConsentWithdrawn(
            account_id=account_id, text_kind=kind, version=one.text.version
        )
        for one in given
    ]
    ledger.append(*facts, actor=actor, at=at)


def texts_due(account_id: UUID, at: datetime) -> list[PrivacyText]:
    """Return the texts in force that the holder of an account has to be asked about.

    A required one until it is accepted in this version; the separate consent once, when nothing
    was ever said about it.
    """
    return [
        standing.text
        for standing in own_data.texts_of(account_id, at)
        if standing.accepted_at is None and (standing.text.kind in REQUIRED or not standing.earlier)
    ]


def has_to_answer(account_id: UUID, at: datetime) -> bool:
    """Tell whether a required text waits; what may be declined never stands in anybody's way."""
    return any(text.kind in REQUIRED for text in texts_due(account_id, at))


def may_use_sensitive_data(account_id: UUID | None, at: datetime) -> bool:
    """Tell whether sensitive data may be used beyond the matter they were given for.

    An installation that asks for no separate consent uses them within its statutory duties.
    """
    asked = [text.id for text in own_data.texts_in_force(at) if text.kind == TextKind.SENSITIVE]
    if not asked:
        return True
    if account_id is None:
        return False
    return TextConsent.objects.filter(
        account_id=account_id, text_id__in=asked, withdrawn_at__isnull=True
    ).exists()


def facts_to_fill_in(actor: Actor, at: datetime) -> dict[str, Mapping[str, object]]:
    """Return what forms are filled in with, as ``known_facts``, as far as it was agreed to.

    Without the separate consent a person's number, telephone and address are left out.

    :raises PersonNotFound: the actor is no citizen
    """
    known = selectors.known_facts(actor)
    if may_use_sensitive_data(actor.account_id, at):
        return known
    people = {"handler"} if actor.legal_person_id else {"applicant", "handler"}
    return {
        word: {key: value for key, value in facts.items() if key not in SENSITIVE_FACTS}
        if word in people
        else facts
        for word, facts in known.items()
    }


def _own_account(actor: Actor) -> UUID:
    if not actor.is_citizen or actor.account_id is None:
        raise NotYours
    return actor.account_id
