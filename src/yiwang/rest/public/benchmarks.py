# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Benchmarks of discretion (裁量权基准), for everybody."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Router
from pydantic import Field

from yiwang.catalogue import selectors as catalogue
from yiwang.foundation.web.database import read_only
from yiwang.rest.auth import public
from yiwang.rest.schemas import Out, Token, answers

router = Router(tags=["裁量权基准 benchmarks"], auth=None)


class BenchmarkSpanOut(Out):
    """How far a tier goes in one measure."""

    measure: str
    name: str
    kind: str = Field(description="term, quantity, amount or conditions")
    unit: str
    least: str = Field(description="A decimal number; empty for no end.")
    most: str
    choices: list[str] = Field(description="The conditions that may be set.")
    words: str


class BenchmarkTierOut(Out):
    """A tier (裁量阶次)."""

    key: str
    name: str
    circumstances: str
    law: str = Field(description="Title and article.")
    is_by_law: bool = Field(description="The law sets the span; nobody may leave it.")
    spans: list[BenchmarkSpanOut]


class BenchmarkOut(Out):
    """A published benchmark."""

    number: int
    name: str
    document: str
    law: str = Field(description="Title and article.")
    effective_from: date
    effective_to: date | None = Field(description="The first day on which it applies no more.")
    is_local: bool = Field(description="The department's own, within the frame of the upper body.")
    tiers: list[BenchmarkTierOut]
    mitigating: list[str]
    aggravating: list[str]


class BenchmarksOut(Out):
    items: list[BenchmarkOut]


@router.get("/items/{code}/benchmarks", response=answers(BenchmarksOut), summary="裁量权基准")
@public
def list_benchmarks(request: HttpRequest, code: Token) -> dict[str, Any]:
    """Return what the cases of a list are decided by, and what is to apply later."""
    with read_only():
        found = catalogue.discretion.public_of(code)
    return {"items": [benchmark_out(one.stored) for one in found]}


def benchmark_out(stored: catalogue.discretion.StoredBenchmark) -> dict[str, Any]:
    """Return a version of a benchmark as the interface tells it."""
    told, words = stored.benchmark, catalogue.discretion.wording
    return {
        "number": stored.number,
        "name": told.name,
        "document": told.document,
        "law": words.place_words(told),
        "effective_from": stored.effective_from,
        "effective_to": stored.effective_to,
        "is_local": stored.is_local,
        "mitigating": list(told.mitigating),
        "aggravating": list(told.aggravating),
        "tiers": [
            {
                "key": tier.key,
                "name": tier.name,
                "circumstances": tier.circumstances,
                "law": words.place_words(told, tier),
                "is_by_law": tier.is_by_law,
                "spans": [
                    {
                        "measure": one.key,
                        "name": one.name,
                        "kind": one.kind.value,
                        "unit": one.unit,
                        "least": span.least if (span := tier.span(one.key)) else "",
                        "most": span.most if span else "",
                        "choices": list(span.choices) if span else [],
                        "words": words.span_words(one, span),
                    }
                    for one in told.measures
                ],
            }
            for tier in told.tiers
        ],
    }
