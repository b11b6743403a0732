# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Measures: each a figure of ours beside a reference taken in the same run."""
