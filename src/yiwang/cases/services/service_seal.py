# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The records of service in the seal of a closed case.

Service may come after the close: an originals' check, a late receipt, a public notice. What has
ended by then is sealed with the case; each later service has the digest of its records in its own
fact, so that the sealed case stays as it is and nothing about serving it is left unproved.
"""

from yiwang.cases import events
from yiwang.cases.models import Case
from yiwang.cases.procedures import party_papers
from yiwang.documents import selectors as documents


def closed(case: Case, content_sha256: str) -> events.CaseClosed:
    """Return the fact that seals a case, with the records of service that have ended."""
    papers = list(documents.documents_about("case", case.pk).values_list("pk", flat=True))
    papers += [each.pk for rows in party_papers.papers_in(case).values() for each in rows]
    ended = documents.serving.ended_of(papers)
    return events.CaseClosed(
        case_id=case.pk,
        content_sha256=content_sha256,
        service_ids=tuple(str(each) for each in ended),
        services_sha256=documents.serving.digest_of(ended),
    )
