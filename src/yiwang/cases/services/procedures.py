# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What other rooms may do with procedures, parties and reviews; each verb lives in a room below."""

from yiwang.cases.procedures.arrangements import Arrangement, Participant
from yiwang.cases.procedures.as_party import (
    ask_hearing_as_party,
    object_as_party,
    object_to_notice,
    waive_hearing_as_party,
)
from yiwang.cases.procedures.bases import bases_from
from yiwang.cases.procedures.gates import Grounds
from yiwang.cases.procedures.holding import (
    Conclusion,
    cancel_procedure,
    conclude_procedure,
    hold_procedure,
    plan_procedure,
    postpone_procedure,
    tell_procedure,
)
from yiwang.cases.procedures.linking import (
    FoundParty,
    Wanted,
    find_parties,
    link_party,
    party_found,
    unlink_party,
)
from yiwang.cases.procedures.overruns import note_overruns
from yiwang.cases.procedures.own_motion import (
    PROCESSES,
    OwnMotion,
    open_of_own_motion,
    party_by_number,
)
from yiwang.cases.procedures.parties import (
    NewParty,
    answer_statement,
    ask_hearing,
    state,
    tell_party,
    waive_hearing,
)
from yiwang.cases.procedures.party_languages import (
    wish_language_as_party,
    wish_language_of_party,
)
from yiwang.cases.procedures.party_notices import issue_rights_paper
from yiwang.cases.procedures.suspending import suspend_case

__all__ = [
    "PROCESSES",
    "Arrangement",
    "Conclusion",
    "FoundParty",
    "Grounds",
    "NewParty",
    "OwnMotion",
    "Participant",
    "Wanted",
    "answer_statement",
    "ask_hearing",
    "ask_hearing_as_party",
    "bases_from",
    "cancel_procedure",
    "conclude_procedure",
    "find_parties",
    "hold_procedure",
    "issue_rights_paper",
    "link_party",
    "note_overruns",
    "object_as_party",
    "object_to_notice",
    "open_of_own_motion",
    "party_by_number",
    "party_found",
    "plan_procedure",
    "postpone_procedure",
    "state",
    "suspend_case",
    "tell_party",
    "tell_procedure",
    "unlink_party",
    "waive_hearing",
    "waive_hearing_as_party",
    "wish_language_as_party",
    "wish_language_of_party",
]
