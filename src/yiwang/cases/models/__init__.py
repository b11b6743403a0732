# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The nouns of a case; Django finds models here."""

from yiwang.cases.models.aftermath import Entitlement, Measure, Remedy
from yiwang.cases.models.attended import CounterAct
from yiwang.cases.models.automation import (
    AutomaticDecision,
    DryRun,
    DryRunDifference,
    Recheck,
    RegisterEntry,
    RuleSet,
    RuleStop,
    RuleVersion,
)
from yiwang.cases.models.batches import Batch, BatchEntry
from yiwang.cases.models.case import Case, CaseMaterial
from yiwang.cases.models.consultations import Consultation, ConsultationFile
from yiwang.cases.models.contacts import ContactChange
from yiwang.cases.models.decision_checks import DecisionCheck
from yiwang.cases.models.discretion import DiscretionChoice
from yiwang.cases.models.doubts import EvidenceDoubt, FieldClaim
from yiwang.cases.models.draft import Draft
from yiwang.cases.models.modes import DeferredMaterial, ModeChoice, OriginalCheck, PromiseCheck
from yiwang.cases.models.objecting import RecheckReader, RuleObjection
from yiwang.cases.models.opinions import StandingOpinion
from yiwang.cases.models.paper_batches import PaperBatch, PaperBatchLine
from yiwang.cases.models.parties import InterestedParty, PreliminaryReview, Statement
from yiwang.cases.models.procedure import ClockStop, Correction, Decision, Extension
from yiwang.cases.models.questions import CaseQuestion, QuestionFile
from yiwang.cases.models.receiving import Receiving
from yiwang.cases.models.shipping import ShippingWish
from yiwang.cases.models.spared import Finding, SparedFigure
from yiwang.cases.models.special import ProcedureFile, SpecialProcedure
from yiwang.cases.models.together import CoApplicant
from yiwang.cases.models.watching import StaffNotice, Watch
from yiwang.cases.models.work import StepRecord, WorkItem

__all__ = [
    "AutomaticDecision",
    "Batch",
    "BatchEntry",
    "Case",
    "CaseMaterial",
    "CaseQuestion",
    "ClockStop",
    "CoApplicant",
    "Consultation",
    "ConsultationFile",
    "ContactChange",
    "Correction",
    "CounterAct",
    "Decision",
    "DecisionCheck",
    "DeferredMaterial",
    "DiscretionChoice",
    "Draft",
    "DryRun",
    "DryRunDifference",
    "Entitlement",
    "EvidenceDoubt",
    "Extension",
    "FieldClaim",
    "Finding",
    "InterestedParty",
    "Measure",
    "ModeChoice",
    "OriginalCheck",
    "PaperBatch",
    "PaperBatchLine",
    "PreliminaryReview",
    "ProcedureFile",
    "PromiseCheck",
    "QuestionFile",
    "Receiving",
    "Recheck",
    "RecheckReader",
    "RegisterEntry",
    "Remedy",
    "RuleObjection",
    "RuleSet",
    "RuleStop",
    "RuleVersion",
    "ShippingWish",
    "SparedFigure",
    "SpecialProcedure",
    "StaffNotice",
    "StandingOpinion",
    "Statement",
    "StepRecord",
    "Watch",
    "WorkItem",
]
