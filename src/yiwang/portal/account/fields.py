# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Form fields for what signs in."""

from typing import Any

from django import forms

from yiwang.foundation.errors import DomainError
from yiwang.identity import services as identity
from yiwang.identity.errors import BadContact

LONGEST = 254


class ContactField(forms.CharField):
    """A mobile number, an e-mail address, or either; the value is as it is stored."""

    def __init__(self, *, only: str = "", **kwargs: Any) -> None:
        """Make a field.

        :param only: ``phone`` or ``email``; either when left out
        """
        self.only = only
        super().__init__(max_length=LONGEST, **kwargs)

    def clean(self, value: Any) -> str:
        text: str = super().clean(value)
        if not text:
            return text
        try:
            kind, contact = identity.clean_contact(text)
            if self.only not in ("", kind):
                raise BadContact
        except DomainError as refusal:
            raise forms.ValidationError(str(refusal), code=refusal.code) from refusal
        return contact
