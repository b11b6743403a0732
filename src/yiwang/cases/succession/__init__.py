# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""承接: one body granted something, another took the matter over and follows it up."""
