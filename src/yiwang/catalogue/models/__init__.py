# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The nouns of this room; imported here so that Django registers them."""

from yiwang.catalogue.models.items import BaseItem, BaseItemVersion, LegalBasis
from yiwang.catalogue.models.laws import Article, Law
from yiwang.catalogue.models.lists import ImplementationList, ImplementationVersion
from yiwang.catalogue.models.regions import RegionFigures
from yiwang.catalogue.models.search import SearchEntry, SearchPhrase, SearchSound, SearchWord
from yiwang.catalogue.models.themes import Theme, ThemeTopic, Topic

__all__ = [
    "Article",
    "BaseItem",
    "BaseItemVersion",
    "ImplementationList",
    "ImplementationVersion",
    "Law",
    "LegalBasis",
    "RegionFigures",
    "SearchEntry",
    "SearchPhrase",
    "SearchSound",
    "SearchWord",
    "Theme",
    "ThemeTopic",
    "Topic",
]
