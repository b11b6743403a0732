# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Staff numbers: what one looks like."""

import re

STAFF_NUMBER = re.compile(r"[0-9A-Za-z._-]{1,32}", re.ASCII)
