# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What this room can be asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from yiwang.workflow.errors import DecisionNotFound, ProcessNotFound
from yiwang.workflow.models import DecisionTable, ProcessDefinition


@dataclass(frozen=True, slots=True)
class StoredProcess:
    """A published process as the engine needs it."""

    xml: str
    tables: Mapping[str, UUID]


@dataclass(frozen=True, slots=True)
class ProcessStep:
    """One step of people in a process, as a guide lists it."""

    element_id: str
    name: str
    role: str
    kind: str
    form_code: str


@dataclass(frozen=True, slots=True)
class ProcessSummary:
    """A published process without its drawing."""

    id: UUID
    code: str
    version: int
    name: str


def stored_process(process_id: UUID) -> StoredProcess:
    """Return a published process.

    :raises ProcessNotFound: there is none with this id
    """
    row = ProcessDefinition.objects.filter(pk=process_id).values_list("xml", "facts").first()
    if row is None:
        raise ProcessNotFound
    xml, facts = row
    return StoredProcess(xml, {code: UUID(id_) for code, id_ in facts["decisions"].items()})


def process_xml(process_id: UUID) -> str:
    """Return the BPMN file of a process, for the modeller to show.

    :raises ProcessNotFound: there is none with this id
    """
    return stored_process(process_id).xml


@lru_cache(maxsize=1024)
def process_steps(process_id: UUID) -> tuple[ProcessStep, ...]:
    """Return the steps of people in the order in which a case meets them.

    :raises ProcessNotFound: there is none with this id
    """
    facts = ProcessDefinition.objects.filter(pk=process_id).values_list("facts", flat=True).first()
    if facts is None:
        raise ProcessNotFound
    return tuple(ProcessStep(**step) for step in facts["steps"])


def process_summary(process_id: UUID) -> ProcessSummary:
    """Return what a process is called.

    :raises ProcessNotFound: there is none with this id
    """
    definition = ProcessDefinition.objects.defer("xml").filter(pk=process_id).first()
    if definition is None:
        raise ProcessNotFound
    return ProcessSummary(
        definition.id, definition.code, definition.version, definition.facts["name"]
    )


def newest_process_ids() -> dict[str, UUID]:
    """Return the id of each process's newest version by code."""
    rows = ProcessDefinition.objects.order_by("code", "-version").distinct("code")
    return dict(rows.values_list("code", "id"))


def newest_process_versions() -> dict[str, int]:
    """Return the number of each process's newest version by code."""
    rows = ProcessDefinition.objects.order_by("code", "-version").distinct("code")
    return dict(rows.values_list("code", "version"))


def process_names() -> dict[str, str]:
    """Return what each process's newest version is called, by code."""
    rows = ProcessDefinition.objects.order_by("code", "-version").distinct("code")
    return {code: name or "" for code, name in rows.values_list("code", "facts__name")}


def ids_of_processes_with_rules() -> list[UUID]:
    """Return the processes that a decision table decides: nobody takes a decision in them."""
    rows = ProcessDefinition.objects.exclude(facts__decisions={}).exclude(
        facts__steps__contains=[{"kind": "decision"}]
    )
    return list(rows.order_by("id").values_list("id", flat=True))


def processes_decided_by(code: str) -> list[UUID]:
    """Return the processes, of whatever version, in which a decision table decides."""
    rows = ProcessDefinition.objects.filter(facts__decisions__has_key=code)
    return list(rows.order_by("id").values_list("id", flat=True))


def newest_decision_ids() -> dict[str, UUID]:
    """Return the id of each decision table's newest version by code."""
    rows = DecisionTable.objects.order_by("code", "-version").distinct("code")
    return dict(rows.values_list("code", "id"))


def stored_decision(table_id: UUID) -> str:
    """Return the DMN file of a decision table.

    :raises DecisionNotFound: there is none with this id
    """
    xml = DecisionTable.objects.filter(pk=table_id).values_list("xml", flat=True).first()
    if xml is None:
        raise DecisionNotFound
    return xml
