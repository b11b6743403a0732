# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The life of a version of either layer."""

from yiwang.catalogue.enums import EditorRole as R
from yiwang.catalogue.enums import VersionAction as A
from yiwang.catalogue.enums import VersionState as S
from yiwang.workflow.states import StateTable, T

VERSION = StateTable[S, A, R](
    T(S.DRAFT,     A.PUBLISH,  S.PUBLISHED, R.PUBLISHER),
    T(S.PUBLISHED, A.WITHDRAW, S.WITHDRAWN, R.PUBLISHER),
)  # fmt: skip
