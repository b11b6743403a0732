# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The addresses of the section for administrators."""

from django.urls import path

from yiwang.workbench.administration import activations, imports, labels, people, powers, upkeep

urlpatterns = [
    path("staff", people.staff_list, name="staff"),
    path("staff/new", people.new_staff, name="new-staff"),
    path("staff/<uuid:staff_id>", people.staff_detail, name="staff-member"),
    path("staff/<uuid:staff_id>/account", activations.hand_out, name="staff-account"),
    path("staff/<uuid:staff_id>/mail", people.set_mail, name="set-staff-mail"),
    path("staff/<uuid:staff_id>/switch", people.switch_account, name="switch-account"),
    path("staff/<uuid:staff_id>/posts", people.give_post, name="give-post"),
    path("staff/<uuid:staff_id>/posts/<uuid:post_id>/end", people.end_post, name="end-post"),
    path("staff/<uuid:staff_id>/leave", people.set_leave, name="set-leave"),
    path("staff/<uuid:staff_id>/remove", people.remove_staff, name="remove-staff"),
    path("activations", activations.activation_list, name="activations"),
    path("activations/letters", activations.letters, name="activation-letters"),
    path("unused", people.unused, name="unused"),
    path("posts", powers.post_list, name="posts"),
    path("posts/new", powers.new_post, name="new-post"),
    path("posts/<uuid:post_id>/rights", powers.change_rights, name="change-rights"),
    path("grants", powers.grant_list, name="grants"),
    path("grants/<uuid:grant_id>/decide", powers.decide_grant, name="decide-grant"),
    path("grants/<uuid:grant_id>/withdraw", powers.withdraw_grant, name="withdraw-grant"),
    path("lockouts", powers.lockout_list, name="lockouts"),
    path("lockouts/<uuid:staff_id>/unlock", powers.unlock, name="unlock"),
    path("lockouts/void", powers.void_factors, name="void-factors"),
    path("administrators", powers.administrators, name="administrators"),
    path("labels", labels.label_list, name="labels"),
    path("labels/set", labels.set_label, name="set-label"),
    path("labels/posts/<uuid:post_id>", labels.set_clearance, name="set-clearance"),
    path("leaves", upkeep.leave_list, name="leaves"),
    path("leaves/<uuid:leave_id>/end", upkeep.end_leave, name="end-leave"),
    path("reviews", upkeep.review_list, name="reviews"),
    path("reviews/open", upkeep.open_review, name="open-review"),
    path("reviews/<uuid:review_id>", upkeep.review, name="review"),
    path("reviews/<uuid:review_id>/decide", upkeep.decide_entries, name="decide-entries"),
    path("imports", imports.import_list, name="imports"),
    path("imports/template", imports.template, name="import-template"),
    path("imports/<uuid:import_id>", imports.import_detail, name="import"),
    path("imports/<uuid:import_id>/report", imports.report, name="import-report"),
    path("imports/<uuid:import_id>/confirm", imports.confirm, name="confirm-import"),
    path("imports/<uuid:import_id>/cancel", imports.cancel, name="cancel-import"),
]
