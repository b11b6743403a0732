# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A source that nobody reaches, to see how everything goes on without it."""

from typing import NoReturn

from yiwang.sharing.connectors.base import Connector, CorrectionNote, Question
from yiwang.sharing.connectors.registry import register


@register("refusing")
class Refusing(Connector):
    """Is never there."""

    def ask(self, question: Question, *, seconds: float) -> NoReturn:
        raise ConnectionRefusedError

    def request_correction(self, note: CorrectionNote, *, seconds: float) -> NoReturn:
        raise ConnectionRefusedError
