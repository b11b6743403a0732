# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The facts about evidence types, scenarios and drafts of definitions."""

from dataclasses import dataclass
from uuid import UUID

from yiwang.catalogue.events import BaseItemFact
from yiwang.ledger.events import Fact


@dataclass(frozen=True)
class EvidenceTypesLoaded(Fact):
    """Evidence types of data files were entered."""

    kind = "catalogue.evidence_types_loaded"

    types: int


@dataclass(frozen=True)
class EvidenceTypeFact(Fact):
    """A fact about an evidence type."""

    subject_type = "evidence_type"
    subject_field = "evidence_type_id"

    evidence_type_id: UUID
    code: str


@dataclass(frozen=True)
class EvidenceTypeKept(EvidenceTypeFact):
    """An evidence type was entered or changed."""

    kind = "catalogue.evidence_type_kept"

    revision: int


@dataclass(frozen=True)
class EvidenceNameAssigned(EvidenceTypeFact):
    """Somebody said which type a name of materials means."""

    kind = "catalogue.evidence_name_assigned"

    uses: int


@dataclass(frozen=True)
class EvidenceTypesMerged(EvidenceTypeFact):
    """An evidence type was merged into another."""

    kind = "catalogue.evidence_types_merged"

    gone_code: str
    uses: int


@dataclass(frozen=True)
class ScenarioSaved(BaseItemFact):
    """The draft of a base item's scenario was begun or changed."""

    kind = "catalogue.scenario_saved"

    scenario_id: UUID
    number: int
    revision: int


@dataclass(frozen=True)
class ScenarioDiscarded(BaseItemFact):
    """The draft of a base item's scenario was thrown away."""

    kind = "catalogue.scenario_discarded"

    scenario_id: UUID
    number: int


@dataclass(frozen=True)
class ScenarioPublished(BaseItemFact):
    """A version of a base item's scenario was published."""

    kind = "catalogue.scenario_published"

    scenario_id: UUID
    number: int
    content_sha256: str


@dataclass(frozen=True)
class ScenarioWithdrawn(BaseItemFact):
    """A base item's scenario was taken back."""

    kind = "catalogue.scenario_withdrawn"

    scenario_id: UUID
    number: int


@dataclass(frozen=True)
class DefinitionDraftFact(Fact):
    """A fact about the draft of a process, a decision table or a form."""

    subject_type = "definition_draft"
    subject_field = "draft_id"

    draft_id: UUID
    definition_kind: str
    code: str


@dataclass(frozen=True)
class DefinitionDraftSaved(DefinitionDraftFact):
    """The draft of a definition was begun or changed."""

    kind = "catalogue.definition_draft_saved"

    revision: int
    sha256: str


@dataclass(frozen=True)
class DefinitionDraftOffered(DefinitionDraftFact):
    """The draft of a definition was handed to a second person, or taken back from them."""

    kind = "catalogue.definition_draft_offered"

    is_offered: bool


@dataclass(frozen=True)
class DefinitionDraftEnded(DefinitionDraftFact):
    """The draft of a definition was published or thrown away.

    :param definition_id: what was published; None when it was thrown away
    """

    kind = "catalogue.definition_draft_ended"

    definition_id: UUID | None
