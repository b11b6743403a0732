# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The verbs of editing under control (动态管理), gathered for the faces."""

from yiwang.catalogue.editing.begun_at_once import (
    Begun,
    Looked,
    begin_base_orders,
    give_back_together,
    look_at_base_orders,
)
from yiwang.catalogue.editing.catching_up import take_up_newest
from yiwang.catalogue.editing.deciding import (
    approve_order,
    pass_review,
    return_order,
    submit_order,
)
from yiwang.catalogue.editing.founding import (
    FirstElements,
    open_new_base_order,
    open_new_list_order,
)
from yiwang.catalogue.editing.giving_back import give_back
from yiwang.catalogue.editing.merging import Choice, Take
from yiwang.catalogue.editing.merging_lines import drop_aside, merge_line, set_aside
from yiwang.catalogue.editing.orders import (
    open_base_order,
    open_list_order,
    save_line,
    withdraw_order,
)
from yiwang.catalogue.editing.orders_at_once import Outcome, StepAtOnce, Told, act_at_once
from yiwang.catalogue.editing.proposals import answer_proposal, make_proposal
from yiwang.catalogue.editing.responsibilities import set_responsibilities
from yiwang.catalogue.editing.shared_changes import Change, How
from yiwang.catalogue.editing.sheet_export import write_sheet
from yiwang.catalogue.editing.taking_back import roll_back_order, roll_back_to
from yiwang.catalogue.editing.taking_effect import take_due_effect, take_effect_of

__all__ = [
    "Begun",
    "Change",
    "Choice",
    "FirstElements",
    "How",
    "Looked",
    "Outcome",
    "StepAtOnce",
    "Take",
    "Told",
    "act_at_once",
    "answer_proposal",
    "approve_order",
    "begin_base_orders",
    "drop_aside",
    "give_back",
    "give_back_together",
    "look_at_base_orders",
    "make_proposal",
    "merge_line",
    "open_base_order",
    "open_list_order",
    "open_new_base_order",
    "open_new_list_order",
    "pass_review",
    "return_order",
    "roll_back_order",
    "roll_back_to",
    "save_line",
    "set_aside",
    "set_responsibilities",
    "submit_order",
    "take_due_effect",
    "take_effect_of",
    "take_up_newest",
    "withdraw_order",
    "write_sheet",
]
