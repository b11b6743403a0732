# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Everything the pages can do, programs can do: each route of a page names its operation."""

from collections.abc import Iterator
from typing import Final

import pytest
from django.urls import URLPattern

from yiwang.portal import urls as portal
from yiwang.rest import urls  # noqa: F401 - mounts the routers
from yiwang.rest.api import api
from yiwang.rest.description import operation_id
from yiwang.workbench import urls as workbench

BROWSER: Final = "only a browser needs it"

OF_ROUTE: Final[dict[str, tuple[str, ...] | str]] = {
    # ── portal
    "portal:home": (
        "public.items.get_figures",
        "public.following.get_case_figures",
        "public.items.list_topics",
    ),
    "portal:prefer": BROWSER,
    "portal:regions": ("public.places.list_provinces",),
    "portal:region": ("public.places.get_division", "public.places.list_children"),
    "portal:choose_region": BROWSER,
    "portal:search": ("public.items.search",),
    "portal:suggest": ("public.items.suggest",),
    "portal:natural": ("public.items.list_themes", "public.items.browse"),
    "portal:legal": ("public.items.list_themes", "public.items.browse"),
    "portal:topic": ("public.zones.get_zone", "public.items.browse"),
    "portal:departments": ("public.places.list_departments",),
    "portal:department": ("public.places.get_department", "public.items.browse"),
    "portal:guide": ("public.items.get_guide",),
    "portal:guide_data": ("public.feeds.get_linked_data",),
    "portal:robots": BROWSER,
    "portal:sitemap_index": ("public.feeds.list_catalogue",),
    "portal:sitemap_pages": ("public.items.list_topics",),
    "portal:sitemap": ("public.feeds.list_catalogue", "public.feeds.list_catalogue_changes"),
    "portal:department_workbook": ("public.feeds.get_department_workbook",),
    "portal:powers": ("public.powers.list_powers", "public.powers.list_power_groups"),
    "portal:power": ("public.powers.get_power",),
    "portal:compare_powers": ("public.powers.compare_powers",),
    "portal:download_powers": ("public.powers.get_power_workbook",),
    "portal:stars": ("public.stars.rank_departments", "public.stars.get_stars"),
    "portal:zones": ("public.items.list_topics", "public.items.list_themes"),
    "portal:own_window": BROWSER,
    "portal:window": ("public.zones.get_window", "public.places.list_children"),
    "portal:emblem": BROWSER,
    "portal:window_notice": ("public.zones.get_window_notice",),
    "portal:guide_qr": BROWSER,
    "portal:code": ("public.old_codes.get_code_history",),
    "portal:scenario": ("public.guidance.ask_scenario",),
    "portal:begin_scenario": ("public.guidance.ask_scenario", "people.drafts.put_draft"),
    "portal:evidence_types": ("public.guidance.list_evidence_types",),
    "portal:evidence_type": ("public.guidance.get_evidence_type",),
    "portal:article": ("public.laws.get_article",),
    "portal:changes": ("public.changes.list_changes",),
    "portal:changes_feed": ("public.changes.list_changes",),
    "portal:change": ("public.changes.get_change",),
    "portal:track": ("public.following.track",),
    "portal:verify": ("public.following.verify_document",),
    "portal:verify_code": ("public.following.verify_document",),
    "portal:help": BROWSER,
    "portal:accessibility": BROWSER,
    "portal:sign_in": ("public.tokens.sign_in",),
    "portal:sign_up": ("public.tokens.sign_up",),
    "portal:sign_out": ("public.tokens.sign_out",),
    "portal:account_strip": ("people.me.get_me",),
    "portal:apply": (
        "people.forms.get_item_form",
        "people.drafts.get_draft_for",
        "people.forms.check_application",
    ),
    "portal:save_form": ("people.drafts.put_draft", "people.forms.check_application"),
    "portal:add_material": ("people.files.upload", "people.drafts.put_draft"),
    "portal:remove_material": ("people.files.delete_file", "people.drafts.put_draft"),
    "portal:submit": ("people.cases.submit_case",),
    "portal:my": ("people.cases.list_cases", "people.drafts.list_drafts"),
    "portal:todos": ("people.cases.list_cases",),
    "portal:details": ("people.me.get_details", "people.me.put_contact"),
    "portal:act_as": ("people.me.list_legal_persons", "public.tokens.sign_in"),
    "portal:discard_draft": ("people.drafts.delete_draft",),
    "portal:messages": ("people.messages.list_messages", "people.messages.count_unread"),
    "portal:read_all": ("people.messages.mark_all_read",),
    "portal:read_message": ("people.messages.mark_read",),
    "portal:cases": ("people.cases.list_cases",),
    "portal:case": ("people.cases.get_case", "people.cases.get_timeline"),
    "portal:receipt": ("people.cases.submit_case", "people.papers.list_documents"),
    "portal:withdraw": ("people.cases.withdraw_case",),
    "portal:correct": ("people.cases.answer_correction",),
    "portal:material": ("people.files.get_case_file",),
    "portal:paper": ("people.papers.get_document",),
    "portal:assurance": ("people.acting.check_real_name", "people.me.get_me"),
    "portal:mandates": ("people.acting.list_mandates",),
    "portal:new_mandate": ("people.acting.draft_mandate", "people.acting.sign_mandate"),
    "portal:mandate": ("people.acting.get_mandate",),
    "portal:accept_mandate": ("people.acting.accept_mandate",),
    "portal:end_mandate": ("people.acting.end_mandate",),
    "portal:verify_mandate": ("public.following.verify_mandate",),
    "portal:firms": (
        "people.me.list_legal_persons",
        "people.acting.list_invitations",
        "people.acting.claim_firm",
    ),
    "portal:firm": ("people.acting.get_firm", "people.acting.invite_handler"),
    "portal:change_handler": ("people.acting.change_handler",),
    "portal:accept_invitation": ("people.acting.accept_invitation",),
    "portal:dismiss_handler": ("people.acting.dismiss_handler",),
    "portal:wards": ("people.acting.list_wards", "people.acting.add_ward"),
    "portal:end_ward": ("people.acting.end_ward",),
    "portal:privacy_register": ("public.privacy.get_register",),
    "portal:privacy_text": ("public.privacy.list_texts",),
    "portal:reads": ("people.privacy.list_reads",),
    "portal:ask_about_read": ("people.privacy.ask_about_read",),
    "portal:read_questions": ("people.privacy.list_questions",),
    "portal:texts": ("people.privacy.list_texts",),
    "portal:accept_texts": ("people.privacy.accept_texts",),
    "portal:withdraw_consent": ("people.privacy.withdraw_consent",),
    "portal:own_data": (
        "people.privacy.list_exports",
        "people.privacy.list_corrections",
        "people.privacy.get_closing",
    ),
    "portal:ask_export": ("people.privacy.ask_export",),
    "portal:take_export": ("people.privacy.take_export",),
    "portal:ask_correction": ("people.privacy.ask_correction",),
    "portal:cancel_correction": ("people.privacy.cancel_correction",),
    "portal:closing": ("people.privacy.get_closing", "people.privacy.ask_closing"),
    "portal:cancel_closing": ("people.privacy.cancel_closing",),
    "portal:standardization": (
        "public.standard.get_index",
        "public.standard.get_series",
        "public.standard.list_rules",
    ),
    # ── workbench
    "workbench:catalogue-findings": ("staff.findings.list_findings",),
    "workbench:catalogue-finding": ("staff.findings.get_finding",),
    "workbench:catalogue-finding-act": (
        "staff.findings.contest_finding",
        "staff.findings.judge_finding",
        "staff.findings.except_finding",
    ),
    "workbench:catalogue-standard": (
        "public.standard.get_index",
        "public.standard.get_series",
    ),
    "workbench:catalogue-rules": ("public.standard.list_rules",),
    "workbench:windows": ("staff.zones.list_kept_notices", "public.zones.get_window"),
    "workbench:window-brand": ("staff.zones.put_brand",),
    "workbench:window-write": ("staff.zones.post_notice",),
    "workbench:window-move": ("staff.zones.put_notice_state",),
    "workbench:outside": ("staff.zones.list_kept_entries",),
    "workbench:outside-propose": ("staff.zones.post_outside",),
    "workbench:outside-judge": ("staff.zones.put_outside_state",),
    "workbench:questions": ("staff.privacy.list_questions",),
    "workbench:question": ("staff.privacy.get_question", "staff.privacy.answer_question"),
    "workbench:corrections": (
        "staff.privacy.find_correction",
        "staff.privacy.correct_from_card",
        "staff.privacy.refuse_correction",
    ),
    "workbench:tasks": ("staff.tasks.list_tasks", "staff.tasks.count_tasks"),
    "workbench:done": ("staff.tasks.list_done",),
    "workbench:take-next": ("staff.tasks.take_next",),
    "workbench:take": ("staff.tasks.claim",),
    "workbench:hand-over": ("staff.tasks.list_colleagues", "staff.tasks.hand_over"),
    "workbench:hand-over-many": ("staff.tasks.hand_over",),
    "workbench:signin": ("public.tokens.sign_in",),
    "workbench:signout": ("public.tokens.sign_out",),
    "workbench:post": ("people.me.list_posts", "public.tokens.sign_in"),
    "workbench:cases": ("people.cases.list_cases",),
    "workbench:case": ("people.cases.get_case", "staff.notices.list_steps"),
    "workbench:act": (
        "staff.handling.accept",
        "staff.handling.refuse_acceptance",
        "staff.handling.ask_correction",
        "staff.handling.suspend",
        "staff.handling.resume",
        "staff.handling.ask_extension",
        "staff.handling.decide_extension",
        "staff.handling.decide",
        "staff.handling.deliver",
        "staff.handling.close",
    ),
    "workbench:step": ("people.forms.get_step_form", "staff.handling.complete_step"),
    "workbench:preview": ("staff.notices.preview",),
    "workbench:material": ("people.files.get_case_file",),
    "workbench:document": ("people.papers.get_document",),
    "workbench:counter": (
        "staff.counter.find_person",
        "staff.counter.find_legal_person",
        "staff.counter.register_person",
        "staff.counter.register_legal_person",
    ),
    "workbench:counter-items": ("public.items.search",),
    "workbench:counter-apply": ("people.forms.check_application", "people.cases.submit_case"),
    "workbench:counter-receipt": ("people.papers.list_documents",),
    "workbench:catalogue-told": ("staff.layers.list_base_notices",),
    "workbench:catalogue-told-one": ("staff.layers.get_base_notice",),
    "workbench:catalogue-told-seen": ("staff.layers.see_base_notices",),
    "workbench:catalogue-codes": ("public.old_codes.get_code_history",),
    "workbench:catalogue-codes-change": ("staff.layers.change_codes",),
    "workbench:notices": ("people.papers.list_issued",),
    "workbench:ledger": ("staff.ledger.list_events", "staff.ledger.get_state"),
    "workbench:proof": ("staff.ledger.get_inclusion",),
    # ── workbench: administrators
    "workbench:staff": ("administration.people.list_staff",),
    "workbench:new-staff": ("administration.people.create_staff",),
    "workbench:staff-member": ("administration.people.get_staff",),
    "workbench:staff-account": ("administration.activations.hand_out_code",),
    "workbench:labels": ("administration.labels.list_labels",),
    "workbench:set-label": ("administration.labels.set_label",),
    "workbench:set-clearance": ("administration.labels.set_clearance",),
    "workbench:me": ("staff.own.get_own", "people.accounts.list_sessions"),
    "workbench:ask-leave": ("administration.people.set_leave",),
    "workbench:end-own-leave": ("staff.own.end_own_leave",),
    "workbench:state-person": ("staff.own.state_person",),
    "workbench:activations": ("administration.activations.list_activations",),
    "workbench:activation-letters": ("administration.activations.issue_codes",),
    "workbench:activate": ("administration.activations.activate",),
    "workbench:switch-account": ("administration.people.switch_account",),
    "workbench:give-post": ("administration.people.give_post",),
    "workbench:end-post": ("administration.people.end_post",),
    "workbench:set-leave": ("administration.people.set_leave",),
    "workbench:remove-staff": ("administration.people.remove_staff",),
    "workbench:unused": ("administration.people.list_unused",),
    "workbench:posts": ("administration.powers.list_posts",),
    "workbench:new-post": ("administration.powers.create_post",),
    "workbench:change-rights": ("administration.powers.change_rights",),
    "workbench:grants": ("administration.powers.list_grants",),
    "workbench:decide-grant": ("administration.powers.decide_grant",),
    "workbench:withdraw-grant": ("administration.powers.withdraw_grant",),
    "workbench:lockouts": ("administration.powers.list_lockouts",),
    "workbench:unlock": ("administration.powers.unlock",),
    "workbench:administrators": ("administration.powers.list_administrators",),
    "workbench:leaves": ("administration.powers.list_leaves",),
    "workbench:end-leave": ("administration.powers.end_leave",),
    "workbench:reviews": ("administration.powers.list_reviews",),
    "workbench:open-review": ("administration.powers.open_review",),
    "workbench:review": ("administration.powers.list_entries",),
    "workbench:decide-entries": ("administration.powers.decide_entries",),
    "workbench:imports": (
        "administration.imports.send_import",
        "administration.imports.list_imports",
    ),
    "workbench:import-template": BROWSER,
    "workbench:import": ("administration.imports.get_import",),
    "workbench:import-report": ("administration.imports.list_faults",),
    "workbench:confirm-import": ("administration.imports.confirm_import",),
    "workbench:cancel-import": ("administration.imports.cancel_import",),
    "workbench:catalogue-items": ("staff.catalogue.list_items",),
    "workbench:catalogue-begin": ("staff.catalogue.open_order",),
    "workbench:catalogue-versions": (
        "staff.catalogue_more.list_versions",
        "staff.catalogue_more.compare",
        "staff.catalogue_more.restore",
    ),
    "workbench:catalogue-orders": ("staff.catalogue.list_orders",),
    "workbench:catalogue-order": ("staff.catalogue.get_order",),
    "workbench:catalogue-act": (
        "staff.catalogue.submit_order",
        "staff.catalogue.pass_review",
        "staff.catalogue.return_order",
        "staff.catalogue.approve_order",
        "staff.catalogue.withdraw_order",
        "staff.catalogue_more.take_up_newest",
        "staff.catalogue_more.roll_back",
    ),
    "workbench:catalogue-editor": ("staff.catalogue.get_line", "staff.catalogue.save_line"),
    "workbench:catalogue-preview": ("staff.catalogue.get_line",),
    "workbench:catalogue-articles": ("staff.catalogue.find_articles", "staff.catalogue.save_line"),
    "workbench:catalogue-proposals": ("staff.catalogue_more.list_proposals",),
    "workbench:catalogue-proposal": (
        "staff.catalogue_more.get_proposal",
        "staff.catalogue_more.answer_proposal",
    ),
    "workbench:catalogue-propose": ("staff.catalogue_more.make_proposal",),
    "workbench:catalogue-sheets": ("staff.catalogue_more.import_sheet",),
    "workbench:catalogue-export": ("staff.catalogue_more.export_sheet",),
    "workbench:people": ("staff.counter.find_person",),
    "workbench:person": ("staff.mandates.get_person",),
    "workbench:person-act": (
        "staff.counter.verify_person",
        "staff.mandates.release_number",
        "staff.mandates.replace_lost_factors",
        "staff.mandates.register_guardian",
        "staff.mandates.take_paper",
    ),
    "workbench:synonyms": ("staff.synonyms.list_synonyms",),
    "workbench:new-synonym": ("staff.synonyms.draft", "staff.synonyms.try_out"),
    "workbench:synonym-act": ("staff.synonyms.publish", "staff.synonyms.withdraw"),
    "workbench:unanswered": ("staff.synonyms.list_unanswered",),
    "workbench:close-unanswered": ("staff.synonyms.close",),
    "workbench:mandates": ("staff.mandates.list_mandates",),
    "workbench:mandate": ("staff.mandates.get_mandate",),
    "workbench:mandate-paper": ("staff.mandates.get_paper",),
    "workbench:mandate-act": (
        "staff.mandates.accept_mandate",
        "staff.mandates.confirm_paper",
        "staff.mandates.renew_code",
        "staff.mandates.end_mandate",
    ),
}
SIGN_ON: Final = ("openid/", "my/systems", "systems")
"""Signing in to other systems goes from browser to browser; OpenID Connect is its interface."""


def _pages() -> Iterator[str]:
    for face, routes in (("portal", portal.urlpatterns), ("workbench", workbench.urlpatterns)):
        for route in routes:
            assert isinstance(route, URLPattern)
            if not str(route.pattern).startswith(SIGN_ON):
                yield f"{face}:{route.name}"


OPERATIONS = frozenset(operation_id(operation) for _path, operation in api.operations())


@pytest.mark.parametrize("page", sorted(_pages()))
def test_what_a_page_does_an_operation_does(page: str) -> None:
    answer = OF_ROUTE.get(page)

    assert answer, f"{page}: build its operation in yiwang.rest, then name it here"
    if answer != BROWSER:
        assert set(answer) <= OPERATIONS


@pytest.mark.parametrize("operation", sorted(OPERATIONS))
def test_every_operation_has_a_name_of_its_own(operation: str) -> None:
    names = [operation_id(each) for _path, each in api.operations()]

    assert names.count(operation) == 1
