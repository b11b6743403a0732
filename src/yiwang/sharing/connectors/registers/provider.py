# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The registers of people and of legal persons that this installation signs people in with."""

from yiwang.foundation.enums import Sex
from yiwang.identity.services import registers
from yiwang.sharing.connectors.base import Connector, CorrectionNote, Question, Reply
from yiwang.sharing.connectors.registry import register

SEXES = {Sex.MALE.value: "男", Sex.FEMALE.value: "女"}


@register("population")
class Population(Connector):
    """The population register: that name and number belong together and the person lives."""

    def ask(self, question: Question, *, seconds: float) -> Reply:
        said = registers.check_person(question.name, question.number, seconds=seconds)
        if said is None:
            return Reply(is_found=False)
        values = {"name": question.name, "number": question.number, "sex": SEXES[said.sex]}
        values["born_on"] = said.born_on.isoformat()
        wanted = {key: values[key] for key in question.fields if key in values}
        return Reply(True, wanted, reference=said.reference)

    def request_correction(self, note: CorrectionNote, *, seconds: float) -> str:
        return f"population-{note.reference}"


@register("legal-persons")
class LegalPersons(Connector):
    """The register of legal persons: name, code and standing."""

    def ask(self, question: Question, *, seconds: float) -> Reply:
        said = registers.look_up_firm(question.number, seconds=seconds)
        if said is None:
            return Reply(is_found=False)
        values = {
            "name": said.name,
            "number": question.number,
            "status": str(said.status.label),
            "is_active": said.is_active,
        }
        wanted = {key: values[key] for key in question.fields if key in values}
        return Reply(said.is_active, wanted, reference=said.reference)

    def request_correction(self, note: CorrectionNote, *, seconds: float) -> str:
        return f"legal-persons-{note.reference}"
