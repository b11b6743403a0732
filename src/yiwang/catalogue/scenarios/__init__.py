# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Scenario guidance: questions that lead to one handling item of a base item."""
