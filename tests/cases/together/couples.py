# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""An item that two people apply for, and a draft of it that they share."""

from uuid import UUID

from tests import factories
from tests.cases import world as worlds
from tests.cases.world import LONG_AGO, MONDAY
from tests.factories import FORM, FORM_DATA, SYSTEM, Item, World
from yiwang.cases.models import Case, CoApplicant, Draft
from yiwang.cases.services import drafts, submission, together
from yiwang.forms import services as forms
from yiwang.foundation.actors import Actor
from yiwang.identity import selectors as identity

ROLES = [{"key": "spouse", "title": "配偶", "x-en": {"title": "Spouse"}}]


def item_for_two(world: World) -> Item:
    """Publish an item whose form asks for a second signature."""
    forms.publish_form(code="pair", schema={**FORM, "x-together": ROLES}, actor=SYSTEM, at=LONG_AGO)
    return worlds.item(world, form_code="pair", name="共同登记")


def number_of(actor: Actor) -> str:
    own = identity.own_number(actor)
    assert own is not None
    return own.number


def begun(world: World, item: Item) -> Draft:
    """Return the citizen's draft, filled in and with its file."""
    actor = worlds.citizen(world)
    typed = drafts.DraftContent(
        form=FORM_DATA, materials={"lease": [factories.stored_file(actor)]}, step=4
    )
    return drafts.save_draft(version_id=item.version_id, typed=typed, actor=actor, at=MONDAY)


def invited(world: World, draft: Draft, *, role: str = "spouse") -> CoApplicant:
    """Let the citizen invite the neighbour."""
    other = worlds.neighbour(world)
    return together.invite(
        draft_id=draft.pk,
        name=other.display_name,
        number=number_of(other),
        role=role,
        actor=worlds.citizen(world),
        at=MONDAY,
    )


def joined(world: World, draft: Draft, *, role: str = "spouse") -> CoApplicant:
    """Let the neighbour accept."""
    one = invited(world, draft, role=role)
    return together.answer(
        co_applicant_id=one.pk, accepts=True, actor=worlds.neighbour(world), at=MONDAY
    )


def signed(world: World, one: CoApplicant) -> CoApplicant:
    """Let the neighbour sign what stands there now."""
    now = together.digest_of(Draft.objects.get(pk=one.draft_id))
    return together.sign(
        co_applicant_id=one.pk, seen_sha256=now, actor=worlds.neighbour(world), at=MONDAY
    )


def handed_in(world: World, draft_id: UUID) -> Case:
    """Let the citizen hand their draft in as it stands."""
    draft = Draft.objects.get(pk=draft_id)
    return submission.submit_case(
        application=submission.Application(
            version_id=draft.version_id,
            form=draft.form_data,
            materials={key: [UUID(one) for one in files] for key, files in draft.materials.items()},
            draft_id=draft.pk,
        ),
        actor=worlds.citizen(world),
        at=MONDAY,
    )
