# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Publishing processes and decision tables, and running what was published."""

import threading
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from tests.workflow.bpmn_files import bpmn, decision, end, rules, start, user
from tests.workflow.test_decisions import AREAS, dmn
from yiwang.foundation.actors import system_actor
from yiwang.ledger import selectors as ledger
from yiwang.workflow import decisions, engine, selectors, services
from yiwang.workflow.bpmn.drawing import process_svg
from yiwang.workflow.errors import (
    DecisionNotFound,
    InvalidDecision,
    InvalidProcess,
    ProcessNotFound,
)
from yiwang.workflow.models import DecisionTable, ProcessDefinition

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
ACTOR = system_actor("test")
NODES = [start(), user("review", "审查", form="step-review"), decision(), end()]
FLOWS = [("start", "review"), ("review", "decision"), ("decision", "end")]
XML = bpmn(NODES, FLOWS, name="许可")
TABLE = dmn(AREAS)


def publish(xml: str = XML, code: str = "licence") -> ProcessDefinition:
    return services.publish_process(
        code=code, xml=xml, forms={"step-review"}, actor=ACTOR, at=MONDAY
    )


@pytest.mark.django_db
class TestPublishing:
    def test_a_process_becomes_the_first_version_of_its_code(self):
        definition = publish()

        assert (definition.code, definition.version) == ("licence", 1)
        assert selectors.newest_process_ids() == {"licence": definition.id}

    def test_the_same_file_again_is_no_new_version(self):
        assert publish().id == publish().id

    def test_another_file_is_the_next_version_and_the_old_one_stays(self):
        first = publish()
        second = publish(XML.replace("审查", "细审"))

        assert second.version == 2
        assert selectors.process_steps(first.id)[0].name == "审查"
        assert selectors.process_steps(second.id)[0].name == "细审"

    def test_an_old_file_may_come_back_as_a_new_version(self):
        publish()
        publish(XML.replace("审查", "细审"))

        assert publish().version == 3

    def test_a_bad_file_is_refused_with_its_places_and_nothing_is_written(self):
        with pytest.raises(InvalidProcess) as refusal:
            publish(XML.replace("step-review", "no-such-form"))

        assert [error.path for error in refusal.value.errors] == ["/review"]
        assert "no-such-form" in str(refusal.value)
        assert not ProcessDefinition.objects.exists()

    def test_publishing_is_written_to_the_ledger(self):
        definition = publish()

        [event] = ledger.events_about("process", definition.id)
        assert event.kind == "workflow.process_published"
        assert event.payload["version"] == 1

    def test_what_is_published_never_changes(self):
        definition = publish()

        with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
            ProcessDefinition.objects.filter(pk=definition.pk).update(xml="<other/>")
        with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
            ProcessDefinition.objects.filter(pk=definition.pk).delete()

    @pytest.mark.parametrize("code", ["", "Bad Code", "1st", "a_b", "x" * 61, "a\x00", "流程"])
    def test_a_bad_code_is_refused(self, code: str):
        with pytest.raises(InvalidProcess) as refusal:
            publish(code=code)
        with pytest.raises(InvalidDecision):
            services.publish_decision(code=code, xml=TABLE, actor=ACTOR, at=MONDAY)

        assert [error.path for error in refusal.value.errors] == ["/code"]

    def test_a_table_is_published_and_asked(self):
        stored = services.publish_decision(code="risk", xml=TABLE, actor=ACTOR, at=MONDAY)

        assert decisions.decide(stored.id, {"form": {"area": 600}}) == {"level": "large"}
        assert selectors.newest_decision_ids() == {"risk": stored.id}

    def test_a_bad_table_is_refused(self):
        with pytest.raises(InvalidDecision) as refusal:
            services.publish_decision(
                code="risk", xml=dmn([(["5"], ["1"])]), actor=ACTOR, at=MONDAY
            )

        assert [error.code for error in refusal.value.errors] == ["gap"]
        assert not DecisionTable.objects.exists()

    def test_a_process_keeps_the_table_that_it_was_published_with(self):
        services.publish_decision(code="risk", xml=TABLE, actor=ACTOR, at=MONDAY)
        nodes = [start(), rules("ask", "risk"), decision(), end()]
        flows = [("start", "ask"), ("ask", "decision"), ("decision", "end")]
        definition = publish(bpmn(nodes, flows), code="with-table")
        services.publish_decision(
            code="risk", xml=TABLE.replace("large", "huge"), actor=ACTOR, at=MONDAY
        )

        progress = engine.start(definition.id, {"form": {"area": 600}}, MONDAY)

        assert progress.variables["ask"] == {"level": "large"}


@pytest.mark.django_db
class TestAsking:
    def test_steps_come_in_the_order_in_which_a_case_meets_them(self):
        steps = selectors.process_steps(publish().id)

        assert [(step.name, step.role, step.kind, step.form_code) for step in steps] == [
            ("审查", "handler", "task", "step-review"),
            ("决定", "handler", "decision", ""),
        ]

    def test_a_process_has_a_name_and_its_file(self):
        definition = publish()

        assert selectors.process_summary(definition.id).name == "许可"
        assert selectors.process_xml(definition.id) == XML

    def test_what_was_never_published_is_not_found(self):
        nobody = uuid4()

        for ask in (selectors.process_xml, selectors.process_steps, selectors.process_summary):
            with pytest.raises(ProcessNotFound):
                ask(nobody)
        with pytest.raises(ProcessNotFound):
            engine.start(nobody, {}, MONDAY)
        with pytest.raises(DecisionNotFound):
            decisions.decide(nobody, {})

    def test_a_compiled_process_asks_the_database_once(self, django_assert_num_queries):
        definition = publish()
        engine.compiled_process.cache_clear()

        with django_assert_num_queries(1):
            progress = engine.start(definition.id, {}, MONDAY)
        with django_assert_num_queries(0):
            progress = engine.complete(
                definition.id, progress.state, progress.ready[0].key, {}, MONDAY
            )
            engine.fire_timers(definition.id, progress.state, MONDAY)


@pytest.mark.django_db(transaction=True)
def test_two_who_publish_at_once_make_two_versions():
    def publish_in_a_thread(xml: str) -> None:
        try:
            publish(xml)
        finally:
            connection.close()

    threads = [
        threading.Thread(target=publish_in_a_thread, args=(XML.replace("审查", f"审查{n}"),))
        for n in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    versions = ProcessDefinition.objects.order_by("version").values_list("version", flat=True)
    assert list(versions) == [1, 2, 3, 4]


@pytest.mark.django_db
class TestLoading:
    def test_files_are_published_under_the_code_that_their_name_gives(self, tmp_path: Path):
        (tmp_path / "some_item").mkdir()
        (tmp_path / "some_item" / "process.bpmn").write_text(XML, "utf-8")
        (tmp_path / "default-licence.bpmn").write_text(XML, "utf-8")
        (tmp_path / "risk.dmn").write_text(TABLE, "utf-8")

        loaded = services.load_models(tmp_path, forms={"step-review"}, actor=ACTOR, at=MONDAY)

        assert {definition.code for definition in loaded} == {"some-item", "default-licence"}
        assert set(selectors.newest_decision_ids()) == {"risk"}

    def test_loading_twice_changes_nothing(self, tmp_path: Path):
        (tmp_path / "default-licence.bpmn").write_text(XML, "utf-8")

        for _time in range(2):
            services.load_models(tmp_path, forms={"step-review"}, actor=ACTOR, at=MONDAY)

        assert ProcessDefinition.objects.count() == 1

    def test_one_bad_file_keeps_all_out(self, tmp_path: Path):
        (tmp_path / "a.bpmn").write_text(XML, "utf-8")
        (tmp_path / "b.bpmn").write_text("<nonsense/>", "utf-8")

        with pytest.raises(InvalidProcess):
            services.load_models(tmp_path, forms={"step-review"}, actor=ACTOR, at=MONDAY)

        assert not ProcessDefinition.objects.exists()


def test_a_process_is_drawn_with_its_current_step_lit():
    svg = process_svg(XML, title="许可 <流程>", current=["decision"], done=["review"])

    assert "<title>许可 &lt;流程&gt;</title>" in svg
    assert svg.count("is-current") == 1
    assert svg.count("is-done") == 1
    assert "审查" in svg
    assert "style=" not in svg
    assert "<script" not in svg


def test_a_name_cannot_break_out_of_the_drawing():
    svg = process_svg(XML.replace("审查", "&lt;script&gt;alert(1)&lt;/script&gt;"), title="x")

    assert "<script" not in svg
