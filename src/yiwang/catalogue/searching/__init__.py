# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What search keeps in the process: the small index of base items, and what each text finds."""
