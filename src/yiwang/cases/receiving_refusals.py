# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What the case room can refuse about applications taken in for others."""

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.errors import DomainError, Kind, NotFound


class NotHandledElsewhere(DomainError):
    """The item is not handled at that distance from the body that decides."""

    code = "cases.not_handled_elsewhere"
    sentence = _("这个事项没有开通异地通办，请告诉申请人到办理地窗口或者在网上办理。")


class NotTakenIn(NotFound):
    """Another body took the application in, or none did."""

    code = "cases.not_taken_in"
    sentence = _("没有找到本窗口代收的这个办件。")


class ResultNotReady(DomainError):
    """Nothing was decided, or it was delivered already."""

    code = "cases.result_not_ready"
    kind = Kind.CONFLICT
    sentence = _("这个办件还没有作出决定，或者结果已经送达，不能转给代收窗口发放。")
