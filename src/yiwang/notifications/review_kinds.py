# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Messages about reviews by lower bodies: title and text."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REVIEW_KINDS: Final[Mapping[str, tuple[Promise, Promise]]] = {
    "passed_on": (
        _("已报送上一级机关继续初审"),
        _(
            "您申请的“%(item)s”已由下级机关初审，全部材料已报送上一级机关继续初审，"
            "%(review_due_on)s 前审完，您不用再交材料。"
        ),
    ),
    "forwarded": (
        _("初审完毕，已报送上级机关"),
        _("您申请的“%(item)s”已由下级机关初审并报送上级机关，%(due_on)s 前办好。"),
    ),
}
