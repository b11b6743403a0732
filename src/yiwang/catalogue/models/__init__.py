# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The nouns of this room; imported here so that Django registers them."""

from yiwang.catalogue.models.code_orders import CodeOrder
from yiwang.catalogue.models.comparison import Finding, LawChange, StandardIndex
from yiwang.catalogue.models.data_files import DataFileText
from yiwang.catalogue.models.discretion import DiscretionBenchmark
from yiwang.catalogue.models.editing import (
    ChangeLine,
    ChangeOrder,
    ChangeProposal,
    LegalOpinion,
    OpenCase,
)
from yiwang.catalogue.models.evidence import (
    EvidenceName,
    EvidenceType,
    MaterialUse,
    UnsaidMaterial,
)
from yiwang.catalogue.models.feeds import SitemapPart
from yiwang.catalogue.models.items import BaseItem, BaseItemVersion, LegalBasis
from yiwang.catalogue.models.laws import Article, CitedTitle, Law
from yiwang.catalogue.models.lists import ImplementationList, ImplementationVersion
from yiwang.catalogue.models.merging import AsideText, PastText
from yiwang.catalogue.models.modelling import DefinitionDraft
from yiwang.catalogue.models.notices import ClosedWithBase, DepartmentNotice
from yiwang.catalogue.models.own_elements import OwnElement
from yiwang.catalogue.models.powers import Duty
from yiwang.catalogue.models.regions import RegionFigures
from yiwang.catalogue.models.scenarios import ScenarioVersion
from yiwang.catalogue.models.search import (
    SearchChange,
    SearchEntry,
    SearchPhrase,
    SearchSound,
    SearchWord,
)
from yiwang.catalogue.models.sheets import Sheet, SheetChange, SheetPart
from yiwang.catalogue.models.stars import CaseDay, Standing
from yiwang.catalogue.models.successions import CodeSuccession
from yiwang.catalogue.models.synonyms import (
    SearchQuestion,
    SearchTerm,
    Synonym,
    UnansweredQuery,
)
from yiwang.catalogue.models.themes import Theme, ThemeTopic, Topic
from yiwang.catalogue.models.zones import (
    LifeStep,
    OutsideService,
    OutsideTask,
    WindowBrand,
    WindowNotice,
)

__all__ = [
    "Article",
    "AsideText",
    "BaseItem",
    "BaseItemVersion",
    "CaseDay",
    "ChangeLine",
    "ChangeOrder",
    "ChangeProposal",
    "CitedTitle",
    "ClosedWithBase",
    "CodeOrder",
    "CodeSuccession",
    "DataFileText",
    "DefinitionDraft",
    "DepartmentNotice",
    "DiscretionBenchmark",
    "Duty",
    "EvidenceName",
    "EvidenceType",
    "Finding",
    "ImplementationList",
    "ImplementationVersion",
    "Law",
    "LawChange",
    "LegalBasis",
    "LegalOpinion",
    "LifeStep",
    "MaterialUse",
    "OpenCase",
    "OutsideService",
    "OutsideTask",
    "OwnElement",
    "PastText",
    "RegionFigures",
    "ScenarioVersion",
    "SearchChange",
    "SearchEntry",
    "SearchPhrase",
    "SearchQuestion",
    "SearchSound",
    "SearchTerm",
    "SearchWord",
    "Sheet",
    "SheetChange",
    "SheetPart",
    "SitemapPart",
    "StandardIndex",
    "Standing",
    "Synonym",
    "Theme",
    "ThemeTopic",
    "Topic",
    "UnansweredQuery",
    "UnsaidMaterial",
    "WindowBrand",
    "WindowNotice",
]
