# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Who acts: the person, machine or system process in whose name a command runs."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class ActorKind(StrEnum):
    """What sort of actor this is; the value is what the ledger stores."""

    CITIZEN = "citizen"
    STAFF = "staff"
    CLIENT = "client"
    SYSTEM = "system"
    ANONYMOUS = "anonymous"


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor with everything that policies read; made once per request, never stored whole.

    :param person_id: the natural person behind a citizen's account
    :param legal_person_id: the legal person that the citizen acts for now, if any
    :param principal_id: the natural person that the citizen acts for now, under a mandate or as
        their guardian
    :param mandate_id: the mandate acted under; None for a guardian and for everybody else
    :param mandate_items: basic codes that the mandate names
    :param mandate_themes: themes that the mandate names; nothing named at all means every item
    :param acting_rights: what the one acted for lets the citizen do; None: everything
    :param assurance: level of real-name assurance, 0 (none) to 3
    :param department_id: department of the post that the staff member acts in
    :param division_code: 12-digit code of that department's division
    :param covers_subtree: the post's rights reach all divisions below ``division_code``
    :param admin_role: which of the three administrators the post is: "" | system | security | audit
    :param deputy_for: the staff member on leave whose post is held in their stead
    :param covers_for: all staff members on leave today whose deputy the actor is
    :param barred: ``department id:item code`` of what is labelled above the post's clearance; the
        code is empty for a whole department
    :param stands_for: the staff member's own person, and the firms that this person acts for
    :param rule_version_id: the published rule by which a process of our own decides
    """

    kind: ActorKind
    account_id: UUID | None = None
    display_name: str = ""
    person_id: UUID | None = None
    legal_person_id: UUID | None = None
    principal_id: UUID | None = None
    mandate_id: UUID | None = None
    mandate_items: frozenset[str] = frozenset()
    mandate_themes: frozenset[str] = frozenset()
    acting_rights: frozenset[str] | None = None
    assurance: int = 0
    staff_id: UUID | None = None
    post_id: UUID | None = None
    department_id: UUID | None = None
    division_code: str = ""
    covers_subtree: bool = False
    admin_role: str = ""
    deputy_for: UUID | None = None
    covers_for: frozenset[UUID] = frozenset()
    stands_for: frozenset[UUID] = frozenset()
    barred: frozenset[str] = frozenset()
    rights: frozenset[str] = frozenset()
    client_id: str = ""
    system_name: str = ""
    rule_version_id: UUID | None = None

    @property
    def is_citizen(self) -> bool:
        return self.kind is ActorKind.CITIZEN

    @property
    def is_staff(self) -> bool:
        return self.kind is ActorKind.STAFF

    @property
    def is_system(self) -> bool:
        return self.kind is ActorKind.SYSTEM

    @property
    def is_authenticated(self) -> bool:
        return self.kind is not ActorKind.ANONYMOUS

    @property
    def applicant_id(self) -> UUID | None:
        """The person in whose name a citizen applies: whom they act for, else oneself."""
        return self.legal_person_id or self.principal_id or self.person_id

    @property
    def is_acting_for_another(self) -> bool:
        return self.legal_person_id is not None or self.principal_id is not None

    @property
    def agent_id(self) -> UUID | None:
        """The natural person who acts when they act for somebody else; None for oneself."""
        return self.person_id if self.is_acting_for_another else None

    def stands_behind(self, applicant_id: UUID | None) -> bool:
        """Tell whether an applicant is the actor themselves, or somebody they represent."""
        if applicant_id is None:
            return False
        return applicant_id == self.person_id or applicant_id in self.stands_for

    @property
    def has_stated_person(self) -> bool:
        """Tell whether a staff member has said which natural person they are."""
        return self.is_staff and bool(self.stands_for)

    def is_cleared_for(self, department_id: UUID, item_code: str) -> bool:
        """Tell whether the actor's clearance reaches a department's cases of an item."""
        return self.barred.isdisjoint({f"{department_id}:", f"{department_id}:{item_code}"})

    def may_for_principal(self, right: str) -> bool:
        """Tell whether the one acted for lets this citizen do so; everybody may for oneself."""
        return self.acting_rights is None or right in self.acting_rights

    def is_within_mandate(self, item_code: str, themes: Collection[str]) -> bool:
        """Tell whether an item is one that may be applied for; without a mandate every one is.

        :param item_code: the basic code, 12 characters
        :param themes: what the item belongs to
        """
        if self.mandate_id is None or not (self.mandate_items or self.mandate_themes):
            return True
        return item_code in self.mandate_items or not self.mandate_themes.isdisjoint(themes)

    def has_right(self, right: str) -> bool:
        return right in self.rights


ANONYMOUS = Actor(kind=ActorKind.ANONYMOUS)


def rule_actor(version_id: UUID, name: str) -> Actor:
    """Return the actor for one version of a rule that decides.

    :param name: of the rule with its version, as records and documents show it
    """
    return Actor(
        kind=ActorKind.SYSTEM,
        system_name="automatic-decision",
        display_name=name,
        rule_version_id=version_id,
    )


def system_actor(name: str) -> Actor:
    """Return the actor for a process of our own, such as ``sequencer`` or ``deadline-sweep``."""
    return Actor(kind=ActorKind.SYSTEM, system_name=name, display_name=name)
