# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The addresses of the mail desk."""

from django.urls import path

from yiwang.workbench.delivery import sheets, views

urlpatterns = [
    path("parcels", views.desk, name="parcels"),
    path("parcels/labels", views.labels, name="parcel-labels"),
    path("parcels/settlement", sheets.settlement, name="parcel-settlement"),
    path("parcels/settlement.csv", sheets.download, {"kind": "csv"}, name="settlement-csv"),
    path("parcels/settlement.xlsx", sheets.download, {"kind": "xlsx"}, name="settlement-xlsx"),
    path("parcels/payers", views.set_payer, name="parcel-payers"),
    path("parcels/carriers", views.carriers, name="carriers"),
    path("parcels/<uuid:parcel_id>", views.parcel, name="parcel"),
    path("parcels/<uuid:parcel_id>/photo", views.photo, name="parcel-photo"),
    path("parcels/<uuid:parcel_id>/do/<slug:action>", views.act, name="parcel-act"),
    path("cases/<uuid:case_id>/shipping/<slug:action>", views.act_on_case, name="case-shipping"),
]
