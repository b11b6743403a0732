# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Import-linter contract: between apps, only the public modules may be imported."""

from typing import cast

from importlinter import Contract, ContractCheck, fields, output


class PublicModules(Contract):
    """Every import from one app into another must land on one of the named modules."""

    type_name = "public_modules"
    container = fields.StringField()
    public = fields.SetField(subfield=fields.StringField())
    open_apps = fields.SetField(subfield=fields.StringField(), required=False)

    def check(self, graph, verbose):  # type: ignore[no-untyped-def]
        public = cast("set[str]", self.public)
        open_apps = cast("set[str]", self.open_apps or set())
        breaches = []
        for imported in sorted(graph.modules):
            app, *path = imported.removeprefix(f"{self.container}.").split(".")
            if not imported.startswith(f"{self.container}.") or not path:
                continue
            if app in open_apps or path[0] in public:
                continue
            breaches += [
                (importer, imported)
                for importer in sorted(graph.find_modules_that_directly_import(imported))
                if importer.split(".")[:2] != [self.container, app]
            ]
        return ContractCheck(kept=not breaches, metadata={"breaches": breaches})

    def render_broken_contract(self, check):  # type: ignore[no-untyped-def]
        for importer, imported in check.metadata["breaches"]:
            output.print_error(f"{importer} imports {imported}, which is private to its app")
