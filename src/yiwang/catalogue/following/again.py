# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Let a list that its department changed follow a base version whose day has not come yet."""

from datetime import datetime

from yiwang.catalogue import layers
from yiwang.catalogue.content import BaseContent, ImplementationContent, read_content
from yiwang.catalogue.enums import VersionState
from yiwang.catalogue.models import BaseItemVersion, ImplementationVersion
from yiwang.catalogue.versions import list_version_of


def follow_again(
    version: ImplementationVersion, later: ImplementationVersion, at: datetime
) -> ImplementationVersion:
    """Publish what a list becomes on the day when the coming base version takes effect.

    :param version: what the department has just published, until that day
    :param later: what had followed the coming base before; it has been ended
    """
    base = BaseItemVersion.objects.get(pk=later.base_version_id)
    own = read_content(ImplementationContent, version.content)
    content = layers.followed(read_content(BaseContent, base.content), own)
    coming = list_version_of(
        content,
        implementation_id=version.implementation_id,
        number=max(version.number, later.number) + 1,
        base=base,
    )
    coming.state, coming.published_at = VersionState.PUBLISHED, at
    coming.effective_from = later.effective_from
    coming.save(force_insert=True)
    return coming
