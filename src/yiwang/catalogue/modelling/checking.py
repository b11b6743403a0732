# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What keeps a draft from being published: exactly what the engine and the forms would refuse."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _

from yiwang.catalogue.enums import DefinitionKind
from yiwang.catalogue.guidance_refusals import DraftMalformed, DraftTooLarge
from yiwang.forms import selectors as forms
from yiwang.forms import services as form_services
from yiwang.forms.errors import InvalidForm
from yiwang.foundation.errors import DomainError, FieldError
from yiwang.foundation.safe_json import parse_json
from yiwang.workflow import decisions
from yiwang.workflow import selectors as workflow
from yiwang.workflow import services as workflow_services
from yiwang.workflow.bpmn.checks import Surroundings
from yiwang.workflow.bpmn.model import ProcessModel
from yiwang.workflow.dmn import checks as table_checks
from yiwang.workflow.dmn.model import Table
from yiwang.workflow.dmn.reader import read_dmn
from yiwang.workflow.errors import InvalidDecision, InvalidProcess

LARGEST: Final = 1_000_000


def checked_body(body: str) -> str:
    """Return what may be stored of a draft, right or not.

    :raises DraftTooLarge: more than any definition takes
    :raises DraftMalformed: it holds a NUL or half a character, which no database takes
    """
    try:
        size = len(body.encode())
    except UnicodeEncodeError as error:
        raise DraftMalformed(params={"reason": _("文件不是有效的 UTF-8 文本。")}) from error
    if size > LARGEST:
        raise DraftTooLarge(params={"limit": LARGEST})
    if "\0" in body:
        raise DraftMalformed(params={"reason": _("文件不是有效的 UTF-8 文本。")})
    return body


def faults_of(kind: str, body: str) -> list[FieldError]:
    """Return every fault of a draft, each with the element or the place that it is about."""
    try:
        if kind == DefinitionKind.PROCESS:
            read_process(body)
        elif kind == DefinitionKind.DECISION:
            read_table(body)
        else:
            form_services.checked_form(read_schema(body))
    except (InvalidProcess, InvalidDecision, InvalidForm) as refusal:
        return list(refusal.errors)
    except DomainError as refusal:
        return [FieldError("", refusal.code, str(refusal))]
    return []


def read_process(body: str) -> ProcessModel:
    """Return the process in a draft that may be published.

    :raises InvalidProcess: it may not; ``errors`` name each element
    """
    tables = workflow.newest_decision_ids()
    surroundings = Surroundings(
        forms=forms.newest_form_ids(),
        roles=workflow_services.ROLES,
        decisions={code: decisions.compiled_table(id_).variables for code, id_ in tables.items()},
        needs_decision=True,
    )
    return workflow_services.checked_process(xml=body, surroundings=surroundings)


def read_table(body: str) -> Table:
    """Return the decision table in a draft that may be published.

    :raises InvalidDecision: it may not; ``errors`` name each rule
    """
    table, faults = read_dmn(body)
    if table is not None and not faults:
        faults = table_checks.check(table)
    if table is None or faults:
        raise InvalidDecision(params={"summary": ""}, errors=faults)
    return table


def read_schema(body: str) -> Mapping[str, Any]:
    """Return the JSON Schema in a draft.

    :raises DraftMalformed: it is no JSON object
    """
    schema = parse_json(body.encode())
    if not isinstance(schema, dict):
        raise DraftMalformed(params={"reason": _("应为一个 JSON 对象。")})
    return schema
