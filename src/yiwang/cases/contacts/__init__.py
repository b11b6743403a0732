# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""How an applicant is reached in a case (联系方式变更), and what a change means for parcels."""
