# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What is refused about reviews by a lower body."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.errors import DomainError, Kind, NotFound
from yiwang.ledger.errors import RefusalOnRecord


class NotReviewedHere(NotFound):
    """Another body reviews it, or none does."""

    code = "cases.not_reviewed_here"
    sentence = _("没有找到由本机关初审的这个办件。")


class AtLowerBody(DomainError):
    """The lower body has it; the upper one goes on when the file was passed on."""

    code = "cases.at_lower_body"
    kind = Kind.CONFLICT
    sentence = _("这个办件先由%(name)s受理和初审，报送上来以后才能办理。")


class ReviewPlaceUnclear(DomainError):
    """The address does not tell whose body reviews it."""

    code = "cases.review_place_unclear"
    sentence = _("“%(field)s”请选%(place)s以内的地址，并选到%(level)s，好送当地初审。")


@dataclass(eq=False)
class NoAskingAgain(RefusalOnRecord):
    """What was passed on complete is not asked for again (行政许可法 35)."""

    code = "cases.no_asking_again"
    kind = Kind.CONFLICT
    sentence = _(
        "%(name)s已经把全部申请材料报送上来，不得要求申请人重复提供（行政许可法第三十五条）。"
        "这次操作已经记录。"
    )
