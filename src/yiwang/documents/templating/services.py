# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The verbs of templates, gathered for the other rooms."""

from yiwang.documents.templating.blocks import (
    LABELS,
    LENGTHS,
    LENGTHS_TRANSLATED,
    LOGO_PLACES,
    MANY_LINES,
    NARROWEST,
    PLACES,
    PLACES_TRANSLATED,
    WIDEST,
    lengths_of,
)
from yiwang.documents.templating.compiling import SheetRefused
from yiwang.documents.templating.delivered import languages as delivered_languages
from yiwang.documents.templating.languages import LanguageName, named
from yiwang.documents.templating.reaching import Act, may, shown_department
from yiwang.documents.templating.sheets import (
    LARGEST_SOURCE,
    TEMPLATED,
    Draft,
    built_in,
    built_in_source,
    difference,
    faults_of,
    in_words,
    pdf_of,
    pictures_of,
    sample_page,
)
from yiwang.documents.templating.trying import preview_unsaved, try_on_document
from yiwang.documents.templating.versions import (
    Wording,
    make_template,
    propose_version,
    publish_version,
    return_version,
    save_draft,
    withdraw_version,
)

__all__ = [
    "LABELS",
    "LARGEST_SOURCE",
    "LENGTHS",
    "LENGTHS_TRANSLATED",
    "LOGO_PLACES",
    "MANY_LINES",
    "NARROWEST",
    "PLACES",
    "PLACES_TRANSLATED",
    "TEMPLATED",
    "WIDEST",
    "Act",
    "Draft",
    "LanguageName",
    "SheetRefused",
    "Wording",
    "built_in",
    "built_in_source",
    "delivered_languages",
    "difference",
    "faults_of",
    "in_words",
    "lengths_of",
    "make_template",
    "may",
    "named",
    "pdf_of",
    "pictures_of",
    "preview_unsaved",
    "propose_version",
    "publish_version",
    "return_version",
    "sample_page",
    "save_draft",
    "shown_department",
    "try_on_document",
    "withdraw_version",
]
