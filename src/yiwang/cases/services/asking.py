# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What other rooms may do with questions in a case; the verbs live in a room below."""

from yiwang.cases.asking.posing import answer, ask, may_answer, may_ask

__all__ = ["answer", "ask", "may_answer", "may_ask"]
