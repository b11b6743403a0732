# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The verbs of rules that decide, gathered for the other rooms; each lives in ``automation``."""

from yiwang.cases.automation.checking import faults_in, faults_of
from yiwang.cases.automation.deciding import ask_for_a_person, decide_by_rule
from yiwang.cases.automation.dry_runs import MOST_CASES, run_to_its_end
from yiwang.cases.automation.dry_runs import start as start_dry_run
from yiwang.cases.automation.enums import ObjectionResult, RecheckVerdict
from yiwang.cases.automation.errors import RuleInvalid
from yiwang.cases.automation.loading import load_register, load_rule
from yiwang.cases.automation.objecting import answer_objection, object_to_rule, open_objection
from yiwang.cases.automation.reaching import Act, may, may_stop_all
from yiwang.cases.automation.samples import check_handed_in, judge_again, open_recheck
from yiwang.cases.automation.switches import ask_restart, confirm_restart, stop
from yiwang.cases.automation.versions import (
    Rule,
    make_rule_set,
    propose_version,
    publish_version,
    return_version,
    rule_of,
    save_draft,
    withdraw_version,
)

__all__ = [
    "MOST_CASES",
    "Act",
    "ObjectionResult",
    "RecheckVerdict",
    "Rule",
    "RuleInvalid",
    "answer_objection",
    "ask_for_a_person",
    "ask_restart",
    "check_handed_in",
    "confirm_restart",
    "decide_by_rule",
    "faults_in",
    "faults_of",
    "judge_again",
    "load_register",
    "load_rule",
    "make_rule_set",
    "may",
    "may_stop_all",
    "object_to_rule",
    "open_objection",
    "open_recheck",
    "propose_version",
    "publish_version",
    "return_version",
    "rule_of",
    "run_to_its_end",
    "save_draft",
    "start_dry_run",
    "stop",
    "withdraw_version",
]
