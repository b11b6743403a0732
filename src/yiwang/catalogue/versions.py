# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Make rows of versions from elements; what is stored in columns always agrees with the content."""

import hashlib
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import orjson

from yiwang.catalogue.citations import parse_article
from yiwang.catalogue.content import BaseContent, ImplementationContent, dump_content
from yiwang.catalogue.models import BaseItemVersion, ImplementationVersion, LegalBasis
from yiwang.foundation.identifiers import new_id


def content_digest(content: dict[str, Any]) -> str:
    """Return the SHA-256 of a content in its canonical form, as the ledger has it.

    What elements dump holds nothing that ``canonical_json`` would refuse, so it is written at once.
    """
    return hashlib.sha256(orjson.dumps(content, option=orjson.OPT_SORT_KEYS)).hexdigest()


def base_columns(content: BaseContent) -> dict[str, Any]:
    """Return the columns of a base version that follow from its elements."""
    stored = dump_content(content)
    limit = content.statutory_limit
    return {
        "name": content.name,
        "item_type": content.item_type.value,
        "service_objects": [one.value for one in content.service_objects],
        "exercise_levels": [int(level) for level in content.exercise_levels],
        "statutory_amount": limit.amount if limit else None,
        "statutory_unit": limit.unit.value if limit else "",
        "content": stored,
        "content_sha256": content_digest(stored),
    }


def list_columns(content: ImplementationContent) -> dict[str, Any]:
    """Return the columns of a list's version that follow from its elements."""
    stored = dump_content(content)
    promise = content.promise_limit
    return {
        "project_type": content.project_type.value,
        "promise_amount": promise.amount if promise else None,
        "promise_unit": promise.unit.value if promise else "workday",
        "visits": content.visits,
        "online_depth": content.online_depth.value,
        "is_online": content.is_online,
        "content": stored,
        "content_sha256": content_digest(stored),
    }


def base_version_of(
    content: BaseContent, *, base_item_id: UUID, number: int, form_code: str, process_code: str
) -> BaseItemVersion:
    """Return a draft of a base version, not yet stored."""
    return BaseItemVersion(
        id=new_id(),
        base_item_id=base_item_id,
        number=number,
        form_code=form_code,
        process_code=process_code,
        **base_columns(content),
    )


def list_version_of(
    content: ImplementationContent, *, implementation_id: UUID, number: int, base: BaseItemVersion
) -> ImplementationVersion:
    """Return a draft of a list's version, not yet stored."""
    return ImplementationVersion(
        id=new_id(),
        implementation_id=implementation_id,
        number=number,
        base_version_id=base.id,
        statutory_amount=base.statutory_amount,
        statutory_unit=base.statutory_unit or "workday",
        **list_columns(content),
    )


def legal_basis_rows(version_id: UUID, content: BaseContent) -> Iterator[LegalBasis]:
    """Yield the places in laws that a version rests on, not yet tied to articles."""
    for position, basis in enumerate(content.legal_bases):
        place = parse_article(basis.law, basis.article)
        yield LegalBasis(
            base_version_id=version_id,
            position=position,
            law_title=place.law,
            article_number=place.article,
            article_suffix=place.suffix,
        )
