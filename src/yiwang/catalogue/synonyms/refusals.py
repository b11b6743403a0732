# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What is refused about synonyms and unanswered words."""

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.errors import DomainError, Forbidden, Kind, NotFound


class SynonymNotFound(NotFound):
    """There is no such synonym."""

    code = "catalogue.synonym_not_found"
    sentence = _("没有找到这条说法。")


class SynonymTaken(DomainError):
    """The same words already lead there, in force or as a draft."""

    code = "catalogue.synonym_taken"
    kind = Kind.CONFLICT
    sentence = _("已经有同样的说法指向同一目标。")


class SynonymIncomplete(DomainError):
    """A synonym has words of its own, and either an item or official words, never both."""

    code = "catalogue.synonym_incomplete"
    sentence = _("请填写至少两个字的说法，并在事项和规范用语中选填一个。")


class SynonymWordsUnknown(DomainError):
    """No item is found by these official words, so they would lead nowhere."""

    code = "catalogue.synonym_words_unknown"
    sentence = _("没有事项含有这些规范用语，配上也查不到。")


class SynonymOfOwnHand(Forbidden):
    """Who drafted a synonym does not publish it."""

    code = "catalogue.synonym_of_own_hand"
    sentence = _("起草人不能发布自己起草的说法，请另一位同事发布。")


class SynonymNotInState(DomainError):
    """The synonym is not in the state that this needs."""

    code = "catalogue.synonym_not_in_state"
    kind = Kind.CONFLICT
    sentence = _("这条说法目前不能这样处理。")


class QueryNotFound(NotFound):
    """There are no such words, or they are not shown."""

    code = "catalogue.unanswered_not_found"
    sentence = _("没有找到这条查询。")
