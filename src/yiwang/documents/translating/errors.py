# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What is refused about papers in other languages."""

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.errors import DomainError, Kind, NotFound


class LanguageNotOffered(DomainError):
    """No template of this language has been published yet."""

    code = "documents.language_not_offered"
    sentence = _("现在还不能出这种语言的译文。")


class NoTranslationOfThis(DomainError):
    """Certificates, application forms and the office's own records are not translated."""

    code = "documents.no_translation_of_this"
    kind = Kind.CONFLICT
    sentence = _("这种文书不出译文。")


class TranslationThere(DomainError):
    """There is a translation into this language."""

    code = "documents.translation_there"
    kind = Kind.CONFLICT
    sentence = _("这份文书已经有这种语言的译文。")


class TranslationNotFound(NotFound):
    """There is none, or it is not set in type yet."""

    code = "documents.translation_not_found"
    sentence = _("没有找到这份译文，或者它还在生成。")
