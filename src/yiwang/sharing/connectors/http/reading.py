# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What an answer of a source must look like. Pure."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, Final

import orjson

from yiwang.sharing.connectors.base import CorrectionSaid, Nonsense, Reply
from yiwang.sharing.enums import CorrectionResult

VERSION: Final = 1
LONGEST_REFERENCE: Final = 100
LONGEST_WORDS: Final = 2000
ANSWER: Final = {"version", "call", "found", "values", "as_of", "valid_until", "reference"}
REFUSALS: Final = ("bad_signature", "stale", "replayed", "unknown_key", "not_allowed", "malformed")
"""Codes with which a provider may say why it refuses; see the protocol."""


def reply(body: bytes, *, call: str) -> Reply:
    """Return what a source says about somebody.

    :raises Nonsense: it is not what the protocol says
    """
    said = _object(body)
    values = said.get("values", {})
    is_found = said.get("found")
    if not said.keys() <= ANSWER or said.get("call") != call:
        raise Nonsense("form")
    if not isinstance(is_found, bool) or not isinstance(values, dict) or (values and not is_found):
        raise Nonsense("form")
    return Reply(
        is_found=is_found,
        values=values,
        as_of=_day(said.get("as_of")),
        valid_until=_day(said.get("valid_until")),
        reference=_text(said.get("reference", ""), LONGEST_REFERENCE),
    )


def correction_reference(body: bytes, *, correction: str) -> str:
    """Return under which number the provider keeps a request to correct.

    :raises Nonsense: it is not what the protocol says
    """
    said = _object(body)
    if said.get("correction") != correction:
        raise Nonsense("form")
    return _text(said.get("reference", ""), LONGEST_REFERENCE)


def correction_answers(body: bytes, *, asked: Collection[str]) -> dict[str, CorrectionSaid]:
    """Return what the provider made of requests to correct, by our id of each.

    :raises Nonsense: it is not what the protocol says
    """
    rows = _object(body).get("answers")
    if not isinstance(rows, list) or len(rows) > len(asked):
        raise Nonsense("form")
    found = {}
    for one in rows:
        if not isinstance(one, dict) or one.get("correction") not in asked:
            raise Nonsense("form")
        if one.get("result") not in CorrectionResult.values or not one["result"]:
            raise Nonsense("form")
        words = _text(one.get("answer"), LONGEST_WORDS)
        found[one["correction"]] = CorrectionSaid(CorrectionResult(one["result"]), words)
    return found


def refusal(body: bytes) -> str:
    """Return the code with which a provider refuses; "refused" when it gives none we know."""
    try:
        said = orjson.loads(body)
    except ValueError:
        return "refused"
    code = said.get("error") if isinstance(said, Mapping) else None
    return code if isinstance(code, str) and code in REFUSALS else "refused"


def _object(body: bytes) -> dict[str, Any]:
    try:
        said = orjson.loads(body)
    except ValueError:
        raise Nonsense("json") from None
    if not isinstance(said, dict) or said.get("version") != VERSION:
        raise Nonsense("form")
    return said


def _day(value: object) -> date | None:
    if value is None:
        return None
    try:
        found = date.fromisoformat(str(value))
    except ValueError:
        raise Nonsense("form") from None
    if found.isoformat() != value:
        raise Nonsense("form")
    return found


def _text(value: object, longest: int) -> str:
    if not isinstance(value, str) or len(value) > longest or not value.isprintable():
        raise Nonsense("form")
    return value
