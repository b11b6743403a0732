# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Who may do what: one line a route in ``matrix.txt``, in the words of ``WHO``.

What has no line fails the build.

A line is method, address, and who gets in; everybody else is refused. Where an address names a
case, four cases are tried: the owner's own, one that the owner's agent filed under a mandate, one
that a guardian filed for a ward, and one of a firm. A method that has no line is refused to all.
"""

import re
from collections.abc import Mapping
from pathlib import Path

from tests.security.people import CITIZENS, ROLES, STAFF, SYSTEMS

LINES = Path(__file__).with_name("matrix.txt")
CASES = ("own", "entrusted", "ward's", "firm's")

APPLICANT: Mapping[str, tuple[str, ...]] = {
    "own": ("owner",),
    "entrusted": ("owner", "agent"),
    "ward's": ("guardian",),
    "firm's": ("firm's handler",),
}
OWN = {case: tuple(n for n in names if n != "agent") for case, names in APPLICANT.items()}
READERS = ("counter", "handler", "reviewer", "approver", "supervisor")
"""Whose post reads the cases of the department; ``other …`` are posts of another department."""
KEEPERS = ("catalogue editor", "catalogue reviewer", "catalogue approver")
"""Whose posts keep the catalogue of the province; "elsewhere" keeps another department's lists."""
EDITORS = ("catalogue editor", "catalogue editor elsewhere")
MANAGERS = ("department's administrator", "system administrator")


def _for_all_cases(*names: str) -> Mapping[str, tuple[str, ...]]:
    return dict.fromkeys(CASES, names)


WHO: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "everybody": _for_all_cases(*ROLES),
    "nobody": _for_all_cases(),
    "citizens": _for_all_cases(*CITIZENS),
    "citizens but for agents": _for_all_cases(*(n for n in CITIZENS if n != "agent")),
    "supervisors and counters": _for_all_cases("supervisor", "counter", "other counter"),
    "staff": _for_all_cases(*STAFF),
    "people": _for_all_cases(*CITIZENS, *STAFF),
    "systems": _for_all_cases(*SYSTEMS),
    "whoever has a token": _for_all_cases(*CITIZENS, *STAFF, *SYSTEMS),
    "citizens for themselves": _for_all_cases("owner", "other citizen", "former agent"),
    "who was invited": _for_all_cases("other citizen"),
    "the owner and who was invited": _for_all_cases("owner", "other citizen"),
    "who did not apply": _for_all_cases("system administrator", "security administrator"),
    "who is away": _for_all_cases("reviewer"),
    "who sent it in": _for_all_cases("department's administrator"),
    "system administrators, the counter for itself": _for_all_cases(*MANAGERS, "counter"),
    "managers of accounts and of security": _for_all_cases(*MANAGERS, "security administrator"),
    "the owner": _for_all_cases("owner"),
    "the owner, the department's readers": _for_all_cases("owner", *READERS),
    "the owner, the department's counter": _for_all_cases("owner", "counter"),
    "the two of the mandate": _for_all_cases("owner", "agent"),
    "the agent": _for_all_cases("agent"),
    "the guardian": _for_all_cases("guardian"),
    "the firm's people": _for_all_cases("owner", "firm's handler"),
    "the applicant": APPLICANT,
    "the applicant, the department's readers": {
        case: (*names, *READERS) for case, names in APPLICANT.items()
    },
    "the applicant, the department's counter": {
        case: (*names, "counter") for case, names in APPLICANT.items()
    },
    "the applicant but for agents": OWN,
    "the applicant but for agents, the department's readers": {
        case: (*names, *READERS) for case, names in OWN.items()
    },
    "the department's readers": _for_all_cases(*READERS),
    "the department's workers": _for_all_cases("counter", "handler", "reviewer", "approver"),
    "the department's counter": _for_all_cases("counter"),
    "the department's counter and handler": _for_all_cases("counter", "handler"),
    "the department's handler and approver": _for_all_cases("handler", "approver"),
    "the department's handler": _for_all_cases("handler"),
    "the department's approver": _for_all_cases("approver"),
    "readers of cases": _for_all_cases(*READERS, *(n for n in STAFF if n.startswith("other "))),
    "counters": _for_all_cases("counter", "other counter"),
    "handlers": _for_all_cases("handler", "other handler"),
    "approvers": _for_all_cases("approver", "other approver"),
    "supervisors": _for_all_cases("supervisor"),
    "auditors": _for_all_cases("audit administrator"),
    "managers of accounts": _for_all_cases(*MANAGERS),
    "administrators": _for_all_cases(*MANAGERS, "security administrator", "audit administrator"),
    "system administrators": _for_all_cases(*MANAGERS),
    "security administrators": _for_all_cases("security administrator"),
    "system and security administrators": _for_all_cases(*MANAGERS, "security administrator"),
    "system and audit administrators": _for_all_cases(*MANAGERS, "audit administrator"),
    "security and audit administrators": _for_all_cases(
        "security administrator", "audit administrator"
    ),
    "keepers of the catalogue": _for_all_cases(*KEEPERS, "catalogue editor elsewhere"),
    "supervisors, keepers of the catalogue": _for_all_cases(
        "supervisor", *KEEPERS, "catalogue editor elsewhere"
    ),
    "the catalogue's keepers": _for_all_cases(*KEEPERS),
    "catalogue editors": _for_all_cases(*EDITORS),
    "editors and approvers of the catalogue": _for_all_cases(*EDITORS, "catalogue approver"),
    "the catalogue's editor": _for_all_cases("catalogue editor"),
    "the catalogue's reviewer": _for_all_cases("catalogue reviewer"),
    "the catalogue's approver": _for_all_cases("catalogue approver"),
    "the catalogue's editor and approver": _for_all_cases("catalogue editor", "catalogue approver"),
    "supervisors, the catalogue's editor and approver": _for_all_cases(
        "supervisor", "catalogue editor", "catalogue approver"
    ),
    "the department's system": _for_all_cases("system"),
}


def table() -> dict[tuple[str, str], str]:
    """Return who gets in, in words, by method and address."""
    lines = [line.strip() for line in LINES.read_text().splitlines()]
    rows = [re.split(r"\s{2,}", line) for line in lines if line and not line.startswith("#")]
    made = {(method, path.removeprefix("/")): who for method, path, who in rows}
    assert len(made) == len(rows), "a line stands twice"
    return made
