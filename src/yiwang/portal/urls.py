# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Addresses of the portal, without trailing slashes."""

from django.urls import path

from yiwang.portal.views import (
    about,
    acting,
    apply,
    cases,
    correcting,
    departments,
    documents,
    finding,
    guide,
    home,
    preferences,
    session,
    sign_on,
    space,
    systems,
    tracking,
)

app_name = "portal"

urlpatterns = [
    path("", home.home, name="home"),
    path("prefer", preferences.prefer, name="prefer"),
    path("region", preferences.region, name="regions"),
    path("region/<str:code>", preferences.region, name="region"),
    path("region/<str:code>/choose", preferences.choose_region, name="choose_region"),
    path("search", finding.search, name="search"),
    path("search/suggest", finding.suggest, name="suggest"),
    path("natural", finding.door, {"who": "natural"}, name="natural"),
    path("legal", finding.door, {"who": "legal"}, name="legal"),
    path("topics/<str:code>", finding.topic, name="topic"),
    path("departments", departments.departments, name="departments"),
    path("departments/<uuid:department_id>", departments.department, name="department"),
    path("guide/<str:code>", guide.guide, name="guide"),
    path("guide/<str:code>/qr.svg", guide.guide_qr, name="guide_qr"),
    path("laws/<int:article_id>", guide.article, name="article"),
    path("track", tracking.track, name="track"),
    path("verify", documents.verify, name="verify"),
    path("verify/<str:code>", documents.verify, name="verify_code"),
    path("help", about.help_page, name="help"),
    path("accessibility", about.accessibility, name="accessibility"),
    # signing in, and for whom one acts
    path("signin", session.sign_in, name="sign_in"),
    path("signout", session.sign_out, name="sign_out"),
    path("account-strip", session.account_strip, name="account_strip"),
    # signing in to other systems
    path("openid/authorize", sign_on.authorize, name="authorize"),
    path("openid/consent", sign_on.consent, name="consent"),
    path("openid/continue", sign_on.go_on, name="sign_on_continue"),
    path("openid/logout", sign_on.sign_out, name="sign_on_sign_out"),
    path("openid/logout/confirm", sign_on.confirm_sign_out, name="sign_on_confirm"),
    path("my/systems", systems.systems, name="systems"),
    path("my/systems/<uuid:consent_id>/revoke", systems.revoke, name="revoke_consent"),
    path(
        "my/systems/sessions/<uuid:client_session_id>/end",
        systems.sign_out_of,
        name="sign_out_of",
    ),
    # applying
    path("apply/<uuid:version_id>", apply.apply, name="apply"),
    path("apply/<uuid:version_id>/form", apply.save_form, name="save_form"),
    path("apply/<uuid:version_id>/materials/<str:key>", apply.add_material, name="add_material"),
    path(
        "apply/<uuid:version_id>/materials/<str:key>/remove",
        apply.remove_material,
        name="remove_material",
    ),
    path("apply/<uuid:version_id>/submit", apply.submit, name="submit"),
    # my space
    path("my", space.my_space, name="my"),
    path("my/todos", space.todos, name="todos"),
    path("my/details", space.details, name="details"),
    path("my/identity", acting.act_as, name="act_as"),
    path("my/drafts/<uuid:draft_id>/discard", space.discard_draft, name="discard_draft"),
    path("my/messages", space.messages_page, name="messages"),
    path("my/messages/read", space.read_all, name="read_all"),
    path("my/messages/<uuid:message_id>/read", space.read_message, name="read_message"),
    path("my/cases", cases.case_list, name="cases"),
    path("my/cases/<uuid:case_id>", cases.case_detail, name="case"),
    path("my/cases/<uuid:case_id>/receipt", cases.receipt, name="receipt"),
    path("my/cases/<uuid:case_id>/withdraw", cases.withdraw, name="withdraw"),
    path("my/cases/<uuid:case_id>/correction", correcting.correct, name="correct"),
    path("my/cases/<uuid:case_id>/files/<uuid:file_id>", cases.material_file, name="material"),
    path("my/cases/<uuid:case_id>/papers/<uuid:document_id>", cases.paper_file, name="paper"),
]
