# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The processes in data/models: published as they stand, and run along every way that matters."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from yiwang.workflow import engine
from yiwang.workflow.bpmn.checks import Surroundings, check
from yiwang.workflow.bpmn.reader import read_bpmn
from yiwang.workflow.dmn.checks import check as check_table
from yiwang.workflow.dmn.model import Table
from yiwang.workflow.dmn.reader import read_dmn
from yiwang.workflow.engine import Progress, compile_process, complete_task, start_process
from yiwang.workflow.services import ROLES

MODELS = Path(__file__).parents[2] / "data" / "models"
MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
FORMS = {file.name.removesuffix(".form.json") for file in MODELS.rglob("*.form.json")}
PROCESSES = sorted(MODELS.rglob("*.bpmn"))


def tables() -> dict[str, Table]:
    found = {}
    for file in MODELS.rglob("*.dmn"):
        table, faults = read_dmn(file.read_text("utf-8"))
        assert table is not None
        assert faults == []
        found[file.stem] = table
    return found


def around() -> Surroundings:
    reads = {code: table.variables for code, table in tables().items()}
    return Surroundings(forms=FORMS, roles=ROLES, decisions=reads)


@pytest.mark.parametrize("file", PROCESSES, ids=lambda file: str(file.relative_to(MODELS)))
def test_a_process_may_be_published(file: Path):
    model, faults = read_bpmn(file.read_text("utf-8"))

    assert model is not None
    assert faults == []
    assert check(model, around()) == []
    assert model.name


def test_every_decision_table_may_be_published():
    assert {code: check_table(table) for code, table in tables().items()} == {
        "food-site-check-needed": [],
        "individual-business-situation": [],
    }


class Case:
    """A case in one of the processes, moved on step by step."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, folder: str, form: dict[str, Any]) -> None:
        ids = {code: uuid4() for code in tables()}
        by_id = {ids[code]: table for code, table in tables().items()}
        monkeypatch.setattr(engine.decisions, "compiled_table", by_id.__getitem__)
        model, _faults = read_bpmn((MODELS / folder / "process.bpmn").read_text("utf-8"))
        assert model is not None
        self.process = compile_process(model, id_=UUID(int=1), tables=ids)
        self.progress: Progress = start_process(self.process, {"form": form}, MONDAY)

    @property
    def waits_for(self) -> set[str]:
        return {task.element_id for task in self.progress.ready}

    def do(self, element_id: str, **results: Any) -> "Case":
        key = next(task.key for task in self.progress.ready if task.element_id == element_id)
        self.progress = complete_task(self.process, self.progress.state, key, results, MONDAY)
        return self


CATERING = {"business_kind": "catering", "premises_area": "80.00", "cold_room": "room"}
SMALL_SHOP = {"business_kind": "retail", "premises_area": "30.00"}


def test_a_restaurant_is_visited_and_may_have_to_put_things_right(monkeypatch):
    case = Case(monkeypatch, "food_business_licence", CATERING)

    case.do("review", conclusion="pass")
    assert case.waits_for == {"site_check"}
    case.do("site_check", conclusion="rectify")
    assert case.waits_for == {"site_check"}
    assert [effect.operation for effect in case.progress.effects] == ["notify"]
    case.do("site_check", conclusion="pass").do("audit", conclusion="agree")
    assert case.waits_for == {"decision"}

    assert case.do("decision", outcome="granted").progress.is_finished


def test_a_small_shop_is_not_visited(monkeypatch):
    case = Case(monkeypatch, "food_business_licence", SMALL_SHOP)

    assert case.do("review", conclusion="pass").waits_for == {"audit"}


def test_an_application_that_fails_on_paper_is_not_visited(monkeypatch):
    case = Case(monkeypatch, "food_business_licence", CATERING)

    assert case.do("review", conclusion="fail").waits_for == {"audit"}


def test_a_second_review_may_send_it_back(monkeypatch):
    case = Case(monkeypatch, "food_business_licence", SMALL_SHOP)
    case.do("review", conclusion="pass").do("audit", conclusion="return")

    assert case.waits_for == {"review"}


def test_a_small_business_is_decided_at_the_counter(monkeypatch):
    case = Case(monkeypatch, "individual_business_registration", {})

    assert [(task.role, task.kind) for task in case.progress.ready] == [("counter", "decision")]
    assert case.do("decision", outcome="granted").progress.is_finished


def test_identity_and_grounds_are_checked_side_by_side(monkeypatch):
    case = Case(monkeypatch, "residence_permit", {})
    assert case.waits_for == {"identity_check", "grounds_check"}

    case.do("grounds_check", needs_visit=True)
    assert case.waits_for == {"identity_check", "visit"}
    case.do("identity_check").do("visit", lives_there="yes")

    assert case.waits_for == {"decision"}


def test_a_promise_is_decided_at_once_and_checked_later(monkeypatch):
    case = Case(monkeypatch, "public_place_hygiene_licence", {"procedure": "commitment"})
    case.do("promise_review", conclusion="pass").do("decision", outcome="granted")

    [effect] = case.progress.effects
    assert (effect.operation, effect.parameters["workdays"]) == ("schedule_check", "60")
    assert case.progress.is_finished


def test_a_promise_refused_is_not_checked_later(monkeypatch):
    case = Case(monkeypatch, "public_place_hygiene_licence", {"procedure": "commitment"})
    case.do("promise_review", conclusion="pass").do("decision", outcome="refused")

    assert case.progress.effects == ()
    assert case.progress.is_finished


def test_who_may_not_promise_is_visited(monkeypatch):
    case = Case(monkeypatch, "public_place_hygiene_licence", {"procedure": "commitment"})
    case.do("promise_review", conclusion="standard").do("review").do("site_check")
    case.do("decision", outcome="granted")

    assert case.progress.effects == ()
    assert case.progress.is_finished
