# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The verbs of files and documents, gathered for the other rooms; each lives in its own module."""

from yiwang.documents import notices
from yiwang.documents.bundling import Bundle, bundle_documents
from yiwang.documents.downloads import download_response, hand_out_file, preview_response
from yiwang.documents.issuing import have_translated, issue_document, preview_document, render_now
from yiwang.documents.logos import services as logos
from yiwang.documents.parcel_labels import ParcelLabel, typeset_labels
from yiwang.documents.serving import services as serving
from yiwang.documents.storing import discard_file, store_upload
from yiwang.documents.tables import typeset_table
from yiwang.documents.taking_over import take_over_files
from yiwang.documents.templating import services as templates
from yiwang.documents.translating import services as translations
from yiwang.documents.turns import InTurn, for_issuing

__all__ = [
    "Bundle",
    "InTurn",
    "ParcelLabel",
    "bundle_documents",
    "discard_file",
    "download_response",
    "for_issuing",
    "hand_out_file",
    "have_translated",
    "issue_document",
    "logos",
    "notices",
    "preview_document",
    "preview_response",
    "render_now",
    "serving",
    "store_upload",
    "take_over_files",
    "templates",
    "translations",
    "typeset_labels",
    "typeset_table",
]
