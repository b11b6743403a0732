# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What other rooms may do with the contact of a case; the verbs live in a room below."""

from yiwang.cases.contacts.changing import Wanted, change, may_change

__all__ = ["Wanted", "change", "may_change"]
