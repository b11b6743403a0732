# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The verbs of single sign-on, gathered for the faces; each lives in a module of its own."""
