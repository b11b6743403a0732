# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Fill in any form of the platform sensibly, as a careful applicant would."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

Schema = Mapping[str, Any]
ELSEWHERE = "340102000000"
"""瑶海区 of Hefei: where somebody's household is registered who lives in Zhejiang."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the applicant knows of themselves.

    :param chosen: answers that are not left to chance, by property name
    """

    name: str
    number: str
    phone: str
    uscc: str
    firm: str
    division: str
    detail: str
    today: date
    chosen: Mapping[str, Any] = field(default_factory=dict)


def filled(schema: Schema, facts: Facts, *, is_complete: bool = False) -> dict[str, Any]:
    """Return data for the form: everything required, and what was chosen.

    Fields that the answers hide are filled too; checking the form strips them.

    :param is_complete: fill in what is not required as well, as staff do in a step's form
    """
    required = set(schema.get("required", ()))
    return {
        name: facts.chosen.get(name, _value(name, spec, facts))
        for name, spec in schema["properties"].items()
        if is_complete or name in required or name in facts.chosen
    }


def _value(name: str, spec: Schema, facts: Facts) -> Any:
    return _MAKERS[spec["x-kind"]](name, spec, facts)


def _text(name: str, spec: Schema, facts: Facts) -> str:
    prefill = str(spec.get("x-prefill", ""))
    if prefill.endswith(".name") and not prefill.startswith("company"):
        return facts.name
    if ("name" in name and "operator" in name) or prefill.startswith("company"):
        return facts.firm
    if "account" in name:
        return "6228480000000000000"
    words = f"{spec.get('title', name)}（演示）"
    longest = int(spec.get("maxLength", 200))
    return words[:longest]


def _address(name: str, _spec: Schema, facts: Facts) -> dict[str, str]:
    division = ELSEWHERE if "household" in name else facts.division
    return {"division": division, "detail": facts.detail}


def _date(_name: str, spec: Schema, facts: Facts) -> str:
    least = spec.get("x-minimum")
    if isinstance(least, str) and least not in {"", "today"}:
        return least
    if least == "today":
        return (facts.today + timedelta(days=30)).isoformat()
    return (facts.today - timedelta(days=10)).isoformat()


def _integer(_name: str, spec: Schema, _facts: Facts) -> int:
    return max(int(spec.get("minimum", 1)), 1)


def _decimal(_name: str, spec: Schema, _facts: Facts) -> str:
    return str(spec.get("x-minimum", "10"))


def _group(_name: str, spec: Schema, facts: Facts) -> list[dict[str, Any]]:
    return [filled(spec["items"], facts) for _ in range(max(int(spec.get("minItems", 1)), 1))]


_MAKERS: Mapping[str, Callable[[str, Schema, Facts], Any]] = {
    "text": _text,
    "long_text": _text,
    "chinese_name": lambda _name, _spec, facts: facts.name,
    "resident_id": lambda _name, _spec, facts: facts.number,
    "uscc": lambda _name, _spec, facts: facts.uscc,
    "phone": lambda _name, _spec, facts: facts.phone,
    "email": lambda _name, _spec, _facts: "demo@example.org",
    "address": _address,
    "date": _date,
    "integer": _integer,
    "decimal": _decimal,
    "money": _decimal,
    "choice": lambda _name, spec, _facts: spec["enum"][0],
    "choices": lambda _name, spec, _facts: [spec["items"]["enum"][0]],
    "boolean": lambda _name, _spec, _facts: True,
    "group": _group,
    "file": lambda _name, _spec, _facts: [],
    "signature": lambda _name, _spec, facts: {"name": facts.name},
}
