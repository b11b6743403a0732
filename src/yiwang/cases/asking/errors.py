# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What the questions of a case can refuse."""

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.errors import DomainError, Kind, NotFound


class QuestionNotFound(NotFound):
    """There is no such question in this case."""

    code = "cases.question_not_found"
    sentence = _("没有找到这条咨询。")


class QuestionEmpty(DomainError):
    """Nothing was asked, or nothing answered."""

    code = "cases.question_empty"
    sentence = _("请写明内容。")


class CaseClosedForQuestions(DomainError):
    """A case that has come to its end takes no more questions and no answers."""

    code = "cases.closed_for_questions"
    kind = Kind.CONFLICT
    sentence = _("这个办件已经结束，不能再咨询；需要时请拨打12345。")


class QuestionsWaiting(DomainError):
    """Some questions wait for their answers already."""

    code = "cases.questions_waiting"
    kind = Kind.CONFLICT
    sentence = _("您已经有 %(count)s 条咨询在等答复，答复后可以再问。")


class TooManyQuestions(DomainError):
    """More was asked in one case within a day, or at all, than anybody can answer."""

    code = "cases.too_many_questions"
    kind = Kind.CONFLICT
    sentence = _("这个办件的咨询太多了，请明天再问，或者拨打经办部门的电话。")


class QuestionAnswered(DomainError):
    """A question is answered once."""

    code = "cases.question_answered_before"
    kind = Kind.CONFLICT
    sentence = _("这条咨询已经答复。")
