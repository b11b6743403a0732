# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
from importlib import import_module

from django.apps import AppConfig

from yiwang.foundation import row_security


class CasesConfig(AppConfig):
    name = "yiwang.cases"
    label = "cases"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let whoever sees a case see its papers and files; say what is held of a person."""
        import_module("yiwang.cases.own_data")
        import_module("yiwang.cases.copies")
        import_module("yiwang.cases.spared.counting")
        import_module("yiwang.cases.spared.answering")
        import_module("yiwang.cases.procedures.following")
        import_module("yiwang.cases.procedures.party_following")
        import_module("yiwang.cases.procedures.party_paper_following")
        import_module("yiwang.cases.desk.following")
        import_module("yiwang.cases.asking.events")
        import_module("yiwang.cases.asking.following")
        import_module("yiwang.cases.together.following")
        import_module("yiwang.cases.together.languages")
        import_module("yiwang.cases.contacts.events")
        import_module("yiwang.cases.contacts.following")
        import_module("yiwang.cases.succession.following")
        row_security.also_seen(
            "cases.Entitlement",
            row_security.leads_to("cases_case", "cases_entitlement.id", its="about_id"),
        )
        row_security.also_seen(
            "notifications.Dispatch",
            row_security.leads_to("cases_case", "notifications_dispatch.case_id"),
        )
        row_security.also_seen(
            "documents.IssuedDocument",
            row_security.leads_to("cases_case", "documents_issued.subject_id"),
        )
        row_security.also_seen(
            "documents.StoredFile",
            row_security.leads_to("cases_material", "documents_file.id", its="file_id"),
        )
        row_security.also_seen(
            "documents.StoredFile",
            row_security.leads_to("cases_procedure_file", "documents_file.id", its="file_id"),
        )
        row_security.also_seen(
            "documents.StoredFile",
            row_security.leads_to("cases_field_claim", "documents_file.id", its="file_id"),
        )
        for table in ("cases_mode_choice", "cases_counter_act"):
            row_security.also_seen(
                "documents.StoredFile",
                row_security.leads_to(table, "documents_file.id", its="paper_id"),
            )
        row_security.also_seen(
            "documents.StoredFile",
            row_security.leads_to("cases_question_file", "documents_file.id", its="file_id"),
        )
        row_security.also_seen(
            "documents.StoredFile",
            row_security.leads_to("cases_consultation_file", "documents_file.id", its="file_id"),
        )
