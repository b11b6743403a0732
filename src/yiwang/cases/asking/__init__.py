# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Questions in a case (办件咨询): asked by its applicant, answered by who handles it."""
