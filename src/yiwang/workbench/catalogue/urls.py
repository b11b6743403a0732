# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The addresses of the section for those who keep the catalogue."""

from django.urls import path

from yiwang.workbench.catalogue import (
    begun,
    editor,
    findings,
    founding,
    guide,
    items,
    merging,
    orders,
    orders_at_once,
    own,
    own_items,
    proposals,
    sheets,
    standard,
    titles,
)

urlpatterns = [
    path("catalogue", items.item_list, name="catalogue-items"),
    path("catalogue/begin", items.begin, name="catalogue-begin"),
    path("catalogue/several", begun.several, name="catalogue-several"),
    path("catalogue/own", own_items.own_items, name="catalogue-own-items"),
    path("catalogue/new", founding.new_base, name="catalogue-new"),
    path("catalogue/new/alike", guide.alike, name="catalogue-alike"),
    path("catalogue/take-up", founding.take_up, name="catalogue-take-up"),
    path(
        "catalogue/<slug:layer>/<uuid:item_id>/versions",
        items.versions,
        name="catalogue-versions",
    ),
    path("catalogue/<slug:layer>/<uuid:item_id>/own", own.own_elements, name="catalogue-own"),
    path("catalogue/orders", orders.order_list, name="catalogue-orders"),
    path("catalogue/orders/at-once", orders_at_once.at_once, name="catalogue-orders-at-once"),
    path("catalogue/orders/<uuid:order_id>", orders.order_detail, name="catalogue-order"),
    path("catalogue/orders/<uuid:order_id>/<slug:action>", orders.act, name="catalogue-act"),
    path("catalogue/lines/<uuid:line_id>", editor.edit, name="catalogue-editor"),
    path("catalogue/lines/<uuid:line_id>/preview", editor.preview, name="catalogue-preview"),
    path("catalogue/lines/<uuid:line_id>/articles", editor.articles, name="catalogue-articles"),
    path("catalogue/lines/<uuid:line_id>/guide", guide.resume, name="catalogue-guide"),
    path(
        "catalogue/lines/<uuid:line_id>/guide/<slug:guide_step>",
        guide.step,
        name="catalogue-guide-step",
    ),
    path("catalogue/lines/<uuid:line_id>/merge", merging.merge, name="catalogue-merge"),
    path("catalogue/lines/<uuid:line_id>/aside/drop", merging.drop, name="catalogue-aside-drop"),
    path("catalogue/proposals", proposals.proposal_list, name="catalogue-proposals"),
    path("catalogue/proposals/<uuid:proposal_id>", proposals.proposal, name="catalogue-proposal"),
    path("catalogue/propose/<uuid:base_item_id>", proposals.propose, name="catalogue-propose"),
    path("catalogue/findings", findings.finding_list, name="catalogue-findings"),
    path("catalogue/findings/<uuid:finding_id>", findings.finding, name="catalogue-finding"),
    path(
        "catalogue/findings/<uuid:finding_id>/<slug:action>",
        findings.act,
        name="catalogue-finding-act",
    ),
    path("catalogue/titles", titles.title_list, name="catalogue-titles"),
    path("catalogue/titles/settle", titles.settle, name="catalogue-title-settle"),
    path("catalogue/titles/reopen", titles.reopen, name="catalogue-title-reopen"),
    path("catalogue/standard", standard.index, name="catalogue-standard"),
    path("catalogue/rules", standard.rules, name="catalogue-rules"),
    path("catalogue/sheets", sheets.sheet_page, name="catalogue-sheets"),
    path("catalogue/sheets/export", sheets.export, name="catalogue-export"),
    path("catalogue/sheets/exports", sheets.order_export, name="catalogue-export-job"),
    path("catalogue/sheets/<uuid:sheet_id>", sheets.sheet_detail, name="catalogue-sheet"),
    path("catalogue/sheets/<uuid:sheet_id>/file", sheets.sheet_file, name="catalogue-sheet-file"),
    path(
        "catalogue/sheets/<uuid:sheet_id>/report",
        sheets.sheet_report,
        name="catalogue-sheet-report",
    ),
    path(
        "catalogue/sheets/<uuid:sheet_id>/<slug:action>",
        sheets.sheet_act,
        name="catalogue-sheet-act",
    ),
]
