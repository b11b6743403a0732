# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What an operation says when it cannot be done."""


class OperationFailed(Exception):
    """An operation ended; the message tells the operator why and what to do."""
