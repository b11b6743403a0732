# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The addresses of the workbench."""

from django.urls import path

from yiwang.workbench.administration import urls as administration
from yiwang.workbench.aftermath import views as aftermath
from yiwang.workbench.asking import views as asking
from yiwang.workbench.automation import urls as automation
from yiwang.workbench.cases import actions, files, own_motion, parties, procedures, steps
from yiwang.workbench.cases import views as cases
from yiwang.workbench.catalogue import codes, synonyms, told
from yiwang.workbench.catalogue import urls as catalogue
from yiwang.workbench.contacts import views as contacts
from yiwang.workbench.counter import guiding, matters
from yiwang.workbench.counter import views as counter
from yiwang.workbench.delivery import urls as delivery
from yiwang.workbench.discretion import urls as discretion
from yiwang.workbench.halls import urls as halls
from yiwang.workbench.lower_reviews import views as lower
from yiwang.workbench.messages import urls as message_words
from yiwang.workbench.modelling import urls as modelling
from yiwang.workbench.paper_batches import views as paper_batches
from yiwang.workbench.people import views as people
from yiwang.workbench.privacy import views as privacy
from yiwang.workbench.receiving import views as received
from yiwang.workbench.records import views as records
from yiwang.workbench.reviews import urls as reviews
from yiwang.workbench.serving import languages
from yiwang.workbench.serving import views as serving
from yiwang.workbench.session import activating, own, work_mail
from yiwang.workbench.session import views as session
from yiwang.workbench.sheets import urls as sheets
from yiwang.workbench.spared import registering, sources
from yiwang.workbench.spared import views as spared
from yiwang.workbench.systems import views as systems
from yiwang.workbench.tasks import handing
from yiwang.workbench.tasks import urls as lighter
from yiwang.workbench.tasks import views as tasks
from yiwang.workbench.trust import views as trust
from yiwang.workbench.windows import urls as windows

app_name = "workbench"
urlpatterns = [
    path("", tasks.task_list, name="tasks"),
    path("done", tasks.done_list, name="done"),
    path("tasks/take-next", tasks.take_next, name="take-next"),
    path("tasks/take", tasks.take_many, name="take"),
    path("tasks/hand-over", handing.hand_over_many, name="hand-over-many"),
    path("tasks/<uuid:work_item_id>/hand-over", handing.hand_over, name="hand-over"),
    path("signin", session.sign_in, name="signin"),
    path("activate", activating.activate, name="activate"),
    path("signout", session.sign_out, name="signout"),
    path("me", own.own_page, name="me"),
    path("me/leave", own.ask_leave, name="ask-leave"),
    path("me/leaves/<uuid:leave_id>/end", own.end_own_leave, name="end-own-leave"),
    path("me/person", own.state_person, name="state-person"),
    path("me/mail", work_mail.work_mail, name="work-mail"),
    path("me/mail/confirm", work_mail.confirm, name="confirm-work-mail"),
    path("me/mail/remove", work_mail.remove, name="remove-work-mail"),
    path("me/mail/hours", work_mail.keep_hours, name="work-mail-hours"),
    path("post", session.switch_post, name="post"),
    path("cases", cases.case_list, name="cases"),
    path("cases/<uuid:case_id>", cases.case_detail, name="case"),
    path("cases/<uuid:case_id>/remedies", aftermath.remedy_page, name="remedies"),
    path("cases/<uuid:case_id>/remedies/new", aftermath.note, name="note-remedy"),
    path(
        "cases/<uuid:case_id>/remedies/<uuid:remedy_id>/conclude",
        aftermath.conclude,
        name="conclude-remedy",
    ),
    path("received", received.received, name="received"),
    path("received/new", received.choose, name="receive"),
    path("received/<uuid:case_id>", received.received_one, name="received-one"),
    path("received/<uuid:case_id>/hand-over", received.hand_over, name="hand-over-received"),
    path("received/<uuid:case_id>/give-out", received.give_out, name="give-out"),
    path("cases/<uuid:case_id>/receiving", received.answer, name="answer-receiving"),
    path("lower-reviews", lower.reviews, name="lower-reviews"),
    path("lower-reviews/<uuid:case_id>", lower.review, name="lower-review"),
    path("lower-reviews/<uuid:case_id>/numbers", lower.open_numbers, name="open-lower-numbers"),
    path("lower-reviews/<uuid:case_id>/do", lower.act, name="do-lower-review"),
    path("lower-reviews/<uuid:case_id>/files/<uuid:file_id>", lower.file, name="lower-file"),
    path("entitlements", aftermath.entitlement_list, name="entitlements"),
    path("entitlements/<uuid:entitlement_id>", aftermath.entitlement_detail, name="entitlement"),
    path("entitlements/<uuid:entitlement_id>/measures", aftermath.propose, name="propose-measure"),
    path(
        "entitlements/<uuid:entitlement_id>/measures/<uuid:measure_id>/decide",
        aftermath.decide,
        name="decide-measure",
    ),
    path("spared", spared.overview, name="spared"),
    path("sources", sources.source_list, name="sources"),
    path("sources/new", registering.new_source, name="new-source"),
    path("sources/<slug:code>", sources.source, name="source"),
    path("sources/<slug:code>/change", registering.change_source, name="change-source"),
    path("sources/<slug:code>/trial", registering.try_source, name="try-source"),
    path("source-changes/<uuid:change_id>", registering.source_change, name="source-change"),
    path(
        "source-changes/<uuid:change_id>/decide",
        registering.decide_change,
        name="decide-source-change",
    ),
    path("sources/<slug:code>/switches", sources.propose, name="propose-switch"),
    path("sources/<slug:code>/switches/<uuid:switch_id>", sources.decide, name="decide-switch"),
    path("cases/<uuid:case_id>/decision-check", spared.check_decision, name="check-decision"),
    path(
        "cases/<uuid:case_id>/evidence-answers/noted", spared.note_answer, name="note-source-answer"
    ),
    path("source-corrections", sources.correction_list, name="source-corrections"),
    path("source-corrections/<uuid:correction_id>", sources.correction, name="source-correction"),
    path(
        "source-corrections/<uuid:correction_id>/answer", sources.answer, name="answer-correction"
    ),
    path(
        "cases/<uuid:case_id>/findings/<uuid:finding_id>/resolve",
        spared.resolve,
        name="resolve-finding",
    ),
    path(
        "cases/<uuid:case_id>/findings/<uuid:finding_id>/doubt", spared.doubt, name="doubt-finding"
    ),
    path(
        "cases/<uuid:case_id>/findings/<uuid:finding_id>/trust", spared.trust, name="trust-finding"
    ),
    path("papers", paper_batches.batches, name="paper-batches"),
    path("papers/<uuid:batch_id>", paper_batches.batch, name="paper-batch"),
    path("papers/<uuid:batch_id>/<slug:which>", paper_batches.file, name="paper-batch-file"),
    path("cases/<uuid:case_id>/application", files.application, name="application"),
    path("cases/<uuid:case_id>/language", languages.wish, name="wish-language"),
    path("cases/<uuid:case_id>/translations", languages.translate, name="translate-papers"),
    path("cases/<uuid:case_id>/services", serving.show, name="case-services"),
    path("cases/<uuid:case_id>/services/new", serving.record, name="record-service"),
    path(
        "cases/<uuid:case_id>/services/<uuid:service_id>/record",
        serving.record_of,
        name="service-record",
    ),
    path(
        "cases/<uuid:case_id>/services/<uuid:service_id>/proof",
        serving.proof,
        name="service-proof",
    ),
    path(
        "cases/<uuid:case_id>/services/<uuid:service_id>/<slug:action>",
        serving.act,
        name="service-act",
    ),
    path("cases/<uuid:case_id>/trust", trust.trust_page, name="trust"),
    path("cases/<uuid:case_id>/trust/<slug:action>", trust.act, name="trust-act"),
    path("credit", trust.request_list, name="credit"),
    path("credit/<uuid:request_id>", trust.request_page, name="credit-request"),
    path("credit/<uuid:request_id>/answer", trust.answer, name="answer-credit-request"),
    path("cases/<uuid:case_id>/do/<slug:action>", actions.act, name="act"),
    path("own-motion", own_motion.open_case, name="own-motion"),
    path("own-motion/party", parties.find_for_own_motion, name="own-motion-party"),
    path("cases/<uuid:case_id>/numbers", contacts.open_numbers, name="open-numbers"),
    path("cases/<uuid:case_id>/contact", contacts.contact, name="case-contact"),
    path("cases/<uuid:case_id>/contact/open", contacts.open_contact, name="open-contact"),
    path("cases/<uuid:case_id>/questions", asking.show, name="case-questions"),
    path(
        "cases/<uuid:case_id>/questions/<uuid:question_id>/answer",
        asking.answer,
        name="answer-question",
    ),
    path("cases/<uuid:case_id>/parties/<uuid:party_id>", parties.party, name="case-party"),
    path("cases/<uuid:case_id>/procedures", procedures.show, name="case-procedures"),
    path(
        "cases/<uuid:case_id>/procedures/<slug:action>",
        procedures.act,
        name="case-procedure-act",
    ),
    path("cases/<uuid:case_id>/steps/<str:step_key>", steps.step, name="step"),
    path("cases/<uuid:case_id>/preview/<slug:kind>", files.preview, name="preview"),
    path("cases/<uuid:case_id>/files/<uuid:file_id>", files.material, name="material"),
    path("cases/<uuid:case_id>/documents/<uuid:document_id>", files.document, name="document"),
    path("counter", counter.start, name="counter"),
    path("counter/items", counter.items, name="counter-items"),
    path(
        "counter/apply/<uuid:applicant_id>/<uuid:version_id>", counter.apply, name="counter-apply"
    ),
    path(
        "counter/apply/<uuid:applicant_id>/<uuid:version_id>/scenario",
        guiding.scenario,
        name="counter-scenario",
    ),
    path("counter/receipt/<uuid:case_id>", counter.receipt, name="counter-receipt"),
    path("counter/matters/<uuid:case_id>", matters.matter, name="counter-matter"),
    path("counter/matters/<uuid:case_id>/correction", matters.correct, name="counter-correction"),
    path("counter/matters/<uuid:case_id>/<slug:action>", matters.act, name="counter-matter-act"),
    path("people", people.find, name="people"),
    path("people/<uuid:person_id>", people.person, name="person"),
    path("people/<uuid:person_id>/<slug:action>", people.act, name="person-act"),
    path("mandates", people.mandate_list, name="mandates"),
    path("mandates/<uuid:mandate_id>", people.mandate, name="mandate"),
    path("mandates/<uuid:mandate_id>/paper", people.paper, name="mandate-paper"),
    path("mandates/<uuid:mandate_id>/<slug:action>", people.act_on_mandate, name="mandate-act"),
    path("questions", privacy.questions, name="questions"),
    path("questions/<uuid:question_id>", privacy.question, name="question"),
    path("corrections", privacy.corrections, name="corrections"),
    path("notices", records.notices, name="notices"),
    path("catalogue/told", told.told_list, name="catalogue-told"),
    path("catalogue/told/seen", told.seen, name="catalogue-told-seen"),
    path("catalogue/told/<uuid:notice_id>", told.told, name="catalogue-told-one"),
    path("catalogue/codes", codes.code_page, name="catalogue-codes"),
    path("catalogue/codes/change", codes.change, name="catalogue-codes-change"),
    path(
        "catalogue/codes/orders/<uuid:order_id>/withdraw",
        codes.withdraw,
        name="catalogue-code-withdraw",
    ),
    path("ledger", records.ledger_browser, name="ledger"),
    path("ledger/<int:seq>/proof", records.proof, name="proof"),
    path("synonyms", synonyms.synonym_list, name="synonyms"),
    path("synonyms/new", synonyms.new_synonym, name="new-synonym"),
    path("synonyms/<uuid:synonym_id>/<slug:action>", synonyms.act_on_synonym, name="synonym-act"),
    path("unanswered", synonyms.unanswered, name="unanswered"),
    path("unanswered/<uuid:query_id>/close", synonyms.close_unanswered, name="close-unanswered"),
    *lighter.urlpatterns,
    *administration.urlpatterns,
    *modelling.urlpatterns,
    *catalogue.urlpatterns,
    *windows.urlpatterns,
    *delivery.urlpatterns,
    *discretion.urlpatterns,
    *halls.urlpatterns,
    *reviews.urlpatterns,
    *message_words.urlpatterns,
    path("systems", systems.system_list, name="systems"),
    path("systems/new", systems.new_system, name="new-system"),
    path("systems/continue", systems.go_on, name="sign-on-continue"),
    path(
        "systems/applications/<uuid:registration_id>",
        systems.application,
        name="system-application",
    ),
    path(
        "systems/applications/<uuid:registration_id>/decide", systems.decide, name="decide-system"
    ),
    path("systems/<slug:client_id>", systems.system, name="system"),
    path("systems/<slug:client_id>/change", systems.change_system, name="change-system"),
    path("systems/<slug:client_id>/secret", systems.secret, name="system-secret"),
    path("systems/<slug:client_id>/switch", systems.switch, name="switch-system"),
    path("systems/<slug:client_id>/test", systems.test_page, name="test-system"),
    path("systems/<slug:client_id>/test/logout", systems.test_logout, name="test-logout"),
    *automation.urlpatterns,
    *sheets.urlpatterns,
]
