# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The list of measures: name → what takes it."""

from collections.abc import Callable, Mapping

from bench.harness import Figure
from bench.installation import Place
from bench.measures import (
    cases,
    catalogue,
    comparison,
    documents,
    instant,
    ledger,
    load,
    memory,
    own,
    pages,
    people,
    rules,
    signing_in,
    sso,
    staff,
)

MEASURES: Mapping[str, Callable[[Place], list[Figure]]] = {
    "submission": cases.submission,
    "instant": instant.instant,
    "transition": cases.transition,
    "guide": pages.guide,
    "search": pages.search,
    "suggest": catalogue.suggest,
    "follow": catalogue.follow,
    "full-import": catalogue.full_import,
    "index": catalogue.index_size,
    "compare": comparison.whole,
    "compare-one": comparison.one,
    "own": own.pages,
    "tasks": pages.tasks,
    "mixed": load.mixed,
    "flat": load.flat,
    "timers": load.timers,
    "form": rules.form,
    "step": rules.step,
    "typesetting": documents.typesetting,
    "upload": documents.upload,
    "sequencer": ledger.sequencer,
    "sign-in": signing_in.sign_in,
    "session": signing_in.session,
    "lookup": people.lookup,
    "userinfo": sso.userinfo,
    "token": sso.token,
    "import": staff.imported,
    "memory": memory.at_rest,
}
