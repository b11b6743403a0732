# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""One's own account, for citizens and staff alike: django-allauth in our pages and words."""
