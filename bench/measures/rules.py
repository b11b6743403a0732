# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What a hot path pays for its rules: a form validated, a process moved on by a step."""

import json
import time
from collections.abc import Callable
from datetime import date
from statistics import median

from bench.harness import Figure
from bench.installation import Place

ROUNDS = 7
CALLS = 300
FORM, PROCESS = "food-business-licence", "default-licence"
FORM_GOAL_MS = 0.3
STEP_GOAL_MS = 3.0


def form(_place: Place) -> list[Figure]:
    """Validate a filled-in application form of 35 fields, conditions and all."""
    from operations.demo.filling import Facts, filled
    from yiwang.forms import selectors as forms
    from yiwang.foundation.codes.test_data import make_test_resident_id, make_test_uscc
    from yiwang.foundation.enums import Sex

    compiled = forms.compiled_form_by_code(FORM)
    facts = Facts(
        name="王小明",
        number=make_test_resident_id(date(1990, 3, 7), 1, Sex.MALE),
        phone="13800138000",
        uscc=make_test_uscc(1),
        firm="杭州翠竹餐饮有限公司（演示）",
        division="330106002000",
        detail="文三路 1 号",
        today=date.today(),  # noqa: DTZ011
    )
    answers = compiled.validate(filled(compiled.schema, facts))
    spent = sorted(_milliseconds(lambda: compiled.validate(answers)) for _ in range(ROUNDS))
    return [
        Figure(
            "form",
            median(spent),
            "ms",
            FORM_GOAL_MS,
            is_ceiling=True,
            spread=(spent[0], spent[-1]),
            notes={"answers": len(answers)},
        )
    ]


def step(_place: Place) -> list[Figure]:
    """Complete a step from the stored state, as a staff request does."""
    from django.utils import timezone

    from yiwang.workflow import engine, selectors

    process_id = selectors.newest_process_ids()[PROCESS]
    at = timezone.now()
    begun = engine.start(process_id, {"form": {}, "item": {}}, at)
    stored = json.dumps(begun.state)
    key = begun.ready[0].key

    def complete() -> None:
        engine.complete(process_id, json.loads(stored), key, {"conclusion": "pass"}, at)

    spent = sorted(_milliseconds(complete) for _ in range(ROUNDS))
    return [
        Figure(
            "step",
            median(spent),
            "ms",
            STEP_GOAL_MS,
            is_ceiling=True,
            spread=(spent[0], spent[-1]),
            notes={"state_bytes": len(stored)},
        )
    ]


def _milliseconds(call: Callable[[], object]) -> float:
    """Return the processor time of one call, which a busy machine does not stretch."""
    began = time.process_time()
    for _ in range(CALLS):
        call()
    return (time.process_time() - began) / CALLS * 1000
