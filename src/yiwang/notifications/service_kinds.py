# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Messages about papers that are served: title and text."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SERVICE_KINDS: Final[Mapping[str, tuple[Promise, Promise]]] = {
    "paper_served": (
        _("文书已经送达"),
        _("“%(item)s”的文书已经送达，送达日期是 %(served_on)s。可以在“我的送达”里看依据和期限。"),
    ),
    "paper_service_begun": (
        _("有文书送给您"),
        _("“%(item)s”的文书正在送达，可以在“我的送达”里看怎样送、送到哪里。"),
    ),
}
