# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A source of another body, asked over HTTP as the handbook's protocol says."""

import secrets
import time
from collections.abc import Mapping, Sequence
from typing import Any, Final
from urllib.parse import urlsplit

import orjson

from yiwang.sharing.connectors.base import (
    Away,
    Connector,
    CorrectionNote,
    CorrectionSaid,
    Nonsense,
    Question,
    Reply,
)
from yiwang.sharing.connectors.http import outgoing, reading, signing
from yiwang.sharing.connectors.http.outgoing import Answered
from yiwang.sharing.connectors.registry import register

TRIES: Final = 2
FIRST_WAIT: Final = 0.1
LEAST: Final = 0.2
"""Seconds that must be left for another try."""
PASSING: Final = (429, 500, 502, 503, 504)
"""Answers after which the same question may be put again."""


@register("http")
class Http(Connector):
    """Asks a provider by the protocol of the handbook; each question may safely be repeated."""

    is_outside = True

    def ask(self, question: Question, *, seconds: float) -> Reply:
        sent = {
            "version": reading.VERSION,
            "call": question.reference,
            "source": question.source_code,
            "subject": {
                "kind": question.subject,
                "name": question.name,
                "number": question.number,
            },
            "fields": list(question.fields),
            "purpose": question.purpose,
            "purpose_text": question.purpose_text,
            "legal_basis": question.legal_basis,
            "case": question.case_number or None,
            "item": question.item_code or None,
            "on_behalf_of": question.on_behalf_of or None,
            "is_test": question.is_test,
        }
        body = _exchanged(question, "query", sent, seconds)
        return reading.reply(body, call=question.reference)

    def request_correction(self, note: CorrectionNote, *, seconds: float) -> str:
        sent = {
            "version": reading.VERSION,
            "correction": note.reference,
            "source": note.source_code,
            "subject": {"kind": note.subject, "name": note.name, "number": note.number},
            "fields": list(note.fields),
            "reason": note.reason,
        }
        body = _exchanged(note, "corrections", sent, seconds)
        return reading.correction_reference(body, correction=note.reference)

    def correction_answers(
        self, notes: Sequence[CorrectionNote], *, seconds: float
    ) -> Mapping[str, CorrectionSaid]:
        if not notes:
            return {}
        asked = [one.reference for one in notes]
        sent = {
            "version": reading.VERSION,
            "source": notes[0].source_code,
            "corrections": asked,
        }
        body = _exchanged(notes[0], "corrections/answers", sent, seconds)
        return reading.correction_answers(body, asked=asked)


def _exchanged(
    to: Question | CorrectionNote, place: str, sent: Mapping[str, Any], seconds: float
) -> bytes:
    """Return the body of a signed answer; what may pass is tried once more while there is time.

    :raises OSError: it cannot be reached, or not in time
    :raises Nonsense: it refuses, or its answer makes no sense
    """
    if not to.key:
        raise Away("key")
    until = time.monotonic() + seconds
    body = orjson.dumps(sent)
    address = f"{to.address.rstrip('/')}/{place}"
    for each in range(TRIES):
        try:
            return _once(address, to, body, until - time.monotonic())
        except Away as fault:
            wait = FIRST_WAIT * 2**each
            if each + 1 == TRIES or fault.is_lasting or until - time.monotonic() < wait + LEAST:
                raise
        time.sleep(wait)
    raise Away("connect")


def _once(address: str, to: Question | CorrectionNote, body: bytes, seconds: float) -> bytes:
    stamp, nonce = str(int(time.time())), secrets.token_hex(16)
    path = urlsplit(address).path
    headers = {
        "Content-Type": "application/json",
        "Accept": "application/json",
        signing.SOURCE: to.source_code,
        signing.KEY: signing.key_id(to.key),
        signing.TIME: stamp,
        signing.NONCE: nonce,
        signing.SIGNATURE: signing.of_question(to.key, path, stamp=stamp, nonce=nonce, body=body),
    }
    answer = outgoing.post(address, body=body, headers=headers, seconds=seconds)
    _check(answer, to.key, nonce)
    return answer.body


def _check(answer: Answered, key: bytes, nonce: str) -> None:
    """Let only a signed answer of success pass."""
    if answer.status in PASSING:
        raise Away(f"http_{answer.status}")
    if 300 <= answer.status < 400:
        raise Nonsense("redirect")
    if answer.status != 200:
        raise Nonsense(reading.refusal(answer.body))
    stamp = answer.headers.get(signing.TIME, "")
    signature = answer.headers.get(signing.SIGNATURE, "")
    is_theirs = signing.is_of_answer(
        signature, key, answer.status, stamp=stamp, nonce=nonce, body=answer.body
    )
    if not is_theirs:
        raise Nonsense("forged")
    if not signing.is_fresh(stamp, now=time.time()):
        raise Nonsense("clock")
