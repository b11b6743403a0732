# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What the story of a case says of consultations and batches; applicants see none of it."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

TITLES: Final[Mapping[str, Any]] = {
    "cases.consultation_asked": _("发起内部会商"),
    "cases.consultation_answered": _("答复内部会商"),
    "cases.consultation_withdrawn": _("撤回内部会商"),
    "cases.consultation_overdue": _("内部会商超期未答复"),
    "cases.consultation_ended": _("内部会商没有等到答复"),
    "cases.handled_in_batch": _("同批办理"),
}
INTERNAL: Final = frozenset(TITLES)
