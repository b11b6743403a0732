# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The verbs of the catalogue, gathered for the other rooms; each lives in a module of its own."""

from yiwang.catalogue.base_publishing import (
    NewBaseItem,
    draft_base_item,
    publish_base_version,
    revise_base_item,
)
from yiwang.catalogue.codes import ahead as code_orders
from yiwang.catalogue.codes import asking as codes
from yiwang.catalogue.codes import past as past_codes
from yiwang.catalogue.codes.commands import (
    abolish_item,
    merge_items,
    renumber_item,
    split_item,
    transfer_division,
    transfer_lists,
)
from yiwang.catalogue.comparison import services as comparison
from yiwang.catalogue.discretion import commands as benchmarks
from yiwang.catalogue.editing import commands as editing
from yiwang.catalogue.editing import questions as editing_questions
from yiwang.catalogue.editing import sheet_commands as sheets
from yiwang.catalogue.editing import sheet_questions
from yiwang.catalogue.editing.guided import commands as guided
from yiwang.catalogue.editing.guided import questions as guided_questions
from yiwang.catalogue.evidence_types import commands as evidence_types
from yiwang.catalogue.evidence_types.loading import load_evidence_types
from yiwang.catalogue.feeds.sitemaps import build_parts as build_sitemaps
from yiwang.catalogue.following import told as base_notices
from yiwang.catalogue.loading.demo_region import load_demo_region
from yiwang.catalogue.loading.item_models import load_models
from yiwang.catalogue.loading.items import index_everything, load_base_items
from yiwang.catalogue.loading.laws import load_cited_articles, load_laws
from yiwang.catalogue.loading.list_file import load_list_file
from yiwang.catalogue.loading.lists import load_implementation_lists
from yiwang.catalogue.loading.reports import LoadReport
from yiwang.catalogue.loading.themes import load_themes
from yiwang.catalogue.modelling import commands as modelling
from yiwang.catalogue.popularity import add_popularity
from yiwang.catalogue.powers.loading_duties import load_duties
from yiwang.catalogue.publishing import (
    draft_list,
    publish_list_version,
    put_due_in_force,
    revise_list,
    withdraw_list,
)
from yiwang.catalogue.scenarios import commands as scenarios
from yiwang.catalogue.scenarios.loading import load_scenarios
from yiwang.catalogue.stars.keeping import CaseCount, count_cases, forget_counts, keep_stars
from yiwang.catalogue.stars.keeping import move_on as move_stars_on
from yiwang.catalogue.synonyms import asking as synonym_questions
from yiwang.catalogue.synonyms import commands as synonyms
from yiwang.catalogue.synthetic import load_synthetic_lists
from yiwang.catalogue.zones.checking import check_due as check_outside_links
from yiwang.catalogue.zones.link_tasks import see_tasks as see_link_tasks
from yiwang.catalogue.zones.loading_steps import load_life_steps
from yiwang.catalogue.zones.outside import NewEntry, call_outside, judge_outside, propose_outside
from yiwang.catalogue.zones.windows import move_notice, set_brand, write_notice

__all__ = [
    "CaseCount",
    "LoadReport",
    "NewBaseItem",
    "NewEntry",
    "abolish_item",
    "add_popularity",
    "base_notices",
    "benchmarks",
    "build_sitemaps",
    "call_outside",
    "check_outside_links",
    "code_orders",
    "codes",
    "comparison",
    "count_cases",
    "draft_base_item",
    "draft_list",
    "editing",
    "editing_questions",
    "evidence_types",
    "forget_counts",
    "guided",
    "guided_questions",
    "index_everything",
    "judge_outside",
    "keep_stars",
    "load_base_items",
    "load_cited_articles",
    "load_demo_region",
    "load_duties",
    "load_evidence_types",
    "load_implementation_lists",
    "load_laws",
    "load_life_steps",
    "load_list_file",
    "load_models",
    "load_scenarios",
    "load_synthetic_lists",
    "load_themes",
    "merge_items",
    "modelling",
    "move_notice",
    "move_stars_on",
    "past_codes",
    "propose_outside",
    "publish_base_version",
    "publish_list_version",
    "put_due_in_force",
    "renumber_item",
    "revise_base_item",
    "revise_list",
    "scenarios",
    "see_link_tasks",
    "set_brand",
    "sheet_questions",
    "sheets",
    "split_item",
    "synonym_questions",
    "synonyms",
    "transfer_division",
    "transfer_lists",
    "withdraw_list",
    "write_notice",
]
