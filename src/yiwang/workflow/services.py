# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What this room can be told to do."""

import hashlib
import re
from collections.abc import Container, Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from yiwang.foundation.actors import Actor
from yiwang.foundation.errors import FieldError
from yiwang.ledger import services as ledger
from yiwang.workflow import decisions, events, selectors
from yiwang.workflow.bpmn.checks import Surroundings, check
from yiwang.workflow.bpmn.model import ProcessModel, Tag
from yiwang.workflow.bpmn.reader import read_bpmn
from yiwang.workflow.dmn import checks as table_checks
from yiwang.workflow.dmn.reader import read_dmn
from yiwang.workflow.errors import InvalidDecision, InvalidProcess
from yiwang.workflow.models import DecisionTable, ProcessDefinition

_CODE = re.compile(r"[a-z][a-z0-9-]{0,59}")
ROLES = frozenset({"counter", "handler", "reviewer", "approver", "system"})


def publish_process(
    *,
    code: str,
    xml: str,
    forms: Container[str],
    actor: Actor,
    at: datetime,
    roles: Container[str] = ROLES,
    needs_decision: bool = True,
) -> ProcessDefinition:
    """Publish a process as the next version of its code, or return the newest if it is the same.

    :param forms: codes of the forms that steps may name
    :param roles: names that lanes and steps may use
    :param needs_decision: every way through the process makes exactly one decision
    :raises InvalidProcess: the file may not be published; ``errors`` name each element
    """
    if faults := _faults_of_code(code):
        raise InvalidProcess(params={"summary": _summary(faults)}, errors=faults)
    with transaction.atomic():
        _one_at_a_time("workflow.process", code)
        newest = ProcessDefinition.objects.filter(code=code).order_by("-version").first()
        if newest is not None and newest.xml == xml:
            return newest
        tables = selectors.newest_decision_ids()
        surroundings = Surroundings(
            forms=forms,
            roles=roles,
            decisions={c: decisions.compiled_table(id_).variables for c, id_ in tables.items()},
            needs_decision=needs_decision,
        )
        model = checked_process(xml=xml, surroundings=surroundings)
        used = {task.decision for task in model.tagged(Tag.RULE_TASK)}
        facts = _facts(model) | {"decisions": {name: str(tables[name]) for name in sorted(used)}}
        definition = ProcessDefinition.objects.create(
            code=code,
            version=newest.version + 1 if newest else 1,
            xml=xml,
            facts=facts,
            published_at=at,
        )
        fact = events.ProcessPublished(
            process_id=definition.id, code=code, version=definition.version, sha256=_digest(xml)
        )
        ledger.append(fact, actor=actor, at=at)
    return definition


def checked_process(*, xml: str, surroundings: Surroundings) -> ProcessModel:
    """Return the process in a file that may be published; also what an editor calls to check.

    :raises InvalidProcess: it may not; ``errors`` name each element
    """
    model, faults = read_bpmn(xml)
    if model is not None and not faults:
        faults = check(model, surroundings)
    if model is None or faults:
        raise InvalidProcess(params={"summary": _summary(faults)}, errors=faults)
    return model


def publish_decision(*, code: str, xml: str, actor: Actor, at: datetime) -> DecisionTable:
    """Publish a decision table as the next version of its code, or return the same newest one.

    Processes keep the tables that they were published with.

    :raises InvalidDecision: the file may not be published; ``errors`` name each rule
    """
    table, faults = read_dmn(xml)
    faults = _faults_of_code(code) or faults or (table_checks.check(table) if table else [])
    if table is None or faults:
        raise InvalidDecision(params={"summary": _summary(faults)}, errors=faults)
    with transaction.atomic():
        _one_at_a_time("workflow.decision", code)
        newest = DecisionTable.objects.filter(code=code).order_by("-version").first()
        if newest is not None and newest.xml == xml:
            return newest
        stored = DecisionTable.objects.create(
            code=code, version=newest.version + 1 if newest else 1, xml=xml, published_at=at
        )
        fact = events.DecisionPublished(
            decision_id=stored.id, code=code, version=stored.version, sha256=_digest(xml)
        )
        ledger.append(fact, actor=actor, at=at)
    return stored


def load_models(
    *paths: Path, forms: Container[str], actor: Actor, at: datetime
) -> Sequence[ProcessDefinition]:
    """Publish every process and decision table below some folders; unchanged ones stay.

    A file is named ``<code>.bpmn`` or ``<code>.dmn``; ``process.bpmn`` takes its folder's name,
    with hyphens for underscores.

    :raises InvalidProcess: one may not be published; nothing of the call is kept
    """
    with transaction.atomic():
        for file in _files(paths, ".dmn"):
            publish_decision(code=_code(file), xml=file.read_text("utf-8"), actor=actor, at=at)
        return [
            publish_process(
                code=_code(file), xml=file.read_text("utf-8"), forms=forms, actor=actor, at=at
            )
            for file in _files(paths, ".bpmn")
        ]


def _faults_of_code(code: str) -> list[FieldError]:
    if _CODE.fullmatch(code):
        return []
    message = _("代码应当以小写字母开头，只含小写字母、数字和连字符，不超过 60 个字符。")
    return [FieldError("/code", "code", message)]


def _files(paths: Iterable[Path], suffix: str) -> list[Path]:
    return sorted(file for path in paths for file in path.rglob(f"*{suffix}"))


def _code(file: Path) -> str:
    name = file.parent.name if file.stem == "process" else file.stem
    return name.replace("_", "-")


def _facts(model: ProcessModel) -> dict[str, Any]:
    steps = [element for element in model.in_order if element.tag is Tag.USER_TASK]
    return {
        "name": model.name,
        "steps": [
            {
                "element_id": step.id,
                "name": step.name,
                "role": step.role,
                "kind": step.kind.value,
                "form_code": step.form_code,
            }
            for step in steps
        ],
    }


def _summary(faults: Sequence[FieldError]) -> str:
    shown = "；".join(f"{fault.path.lstrip('/') or '-'}：{fault.message}" for fault in faults[:3])
    if len(faults) > 3:
        shown += _("（另有 %(count)d 处）") % {"count": len(faults) - 3}
    return shown


def _digest(xml: str) -> str:
    return hashlib.sha256(xml.encode()).hexdigest()


def _one_at_a_time(what: str, code: str) -> None:
    """Let two publishers of one code wait for each other until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"{what}:{code}"])
