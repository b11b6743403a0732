# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Numbers and codes of Chinese standards: taken apart, checked and made."""
