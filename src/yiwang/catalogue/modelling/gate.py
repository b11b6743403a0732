# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Who draws and designs, who publishes, and what a definition may be called."""

import re
from typing import Final

from yiwang.catalogue.enums import DefinitionKind
from yiwang.catalogue.errors import NotYourCatalogue
from yiwang.catalogue.guidance_refusals import DraftCodeInvalid, DraftNotFound
from yiwang.foundation.actors import Actor
from yiwang.organizations.enums import Right

CODE: Final = re.compile(r"[a-z][a-z0-9-]{0,59}")
PROVINCE_ENDING: Final = "0" * 10
_DRAWS: Final = {
    DefinitionKind.PROCESS: Right.WORKFLOW_EDIT,
    DefinitionKind.DECISION: Right.WORKFLOW_EDIT,
    DefinitionKind.FORM: Right.FORMS_EDIT,
}


def can_model(actor: Actor, kind: str) -> bool:
    """Return whether the actor may draw or design this kind; definitions are the province's."""
    return _covers_home(actor) and actor.has_right(_DRAWS[kind_in(kind)])


def can_publish(actor: Actor, kind: str) -> bool:
    """Return whether the actor may publish this kind, if somebody else wrote it."""
    kind_in(kind)
    return _covers_home(actor) and actor.has_right(Right.CATALOGUE_PUBLISH)


def check_sees(actor: Actor, kind: str) -> None:
    """Raise unless the actor may draw this kind, or publish what others have drawn.

    :raises NotYourCatalogue: they may neither
    """
    if not can_model(actor, kind) and not can_publish(actor, kind):
        raise NotYourCatalogue


def check_models(actor: Actor, kind: str) -> None:
    """Raise unless the actor may draw or design this kind.

    :raises NotYourCatalogue: they may not
    """
    if not can_model(actor, kind):
        raise NotYourCatalogue


def check_publishes(actor: Actor, kind: str) -> None:
    """Raise unless the actor may publish this kind.

    :raises NotYourCatalogue: they may not
    """
    if not can_publish(actor, kind):
        raise NotYourCatalogue


def kind_in(kind: str) -> DefinitionKind:
    """Return the kind that a word names.

    :raises DraftNotFound: there is no such kind
    """
    try:
        return DefinitionKind(kind)
    except ValueError:
        raise DraftNotFound from None


def code_in(code: str) -> str:
    """Return a code that a definition may have.

    :raises DraftCodeInvalid: it may not
    """
    if not CODE.fullmatch(code):
        raise DraftCodeInvalid
    return code


def _covers_home(actor: Actor) -> bool:
    """Say whether the post covers a whole province: definitions are shared by all below it."""
    is_province = actor.division_code.endswith(PROVINCE_ENDING)
    return actor.is_staff and actor.covers_subtree and is_province
