# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What the workbench itself can refuse, before any room below is asked."""

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.errors import DomainError


class Unanswered(DomainError):
    """A question of a page's form was left open, or answered with something else."""

    code = "workbench.unanswered"
    sentence = _("请先填写这一项。")


class WordsUnread(DomainError):
    """Somebody signs only what was read out to them."""

    code = "workbench.words_unread"
    sentence = _("请先点“显示要读的承诺”，读给申请人听，再请申请人签署。")


class NoSuchColleague(DomainError):
    """A staff number that nobody in the department has."""

    code = "workbench.no_such_colleague"
    sentence = _("本部门没有这个工号，请核对后再填。")
