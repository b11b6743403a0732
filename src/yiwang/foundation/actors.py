# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Who acts: the person, machine or system process in whose name a command runs."""

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
    :param assurance: level of real-name assurance, 0 (none) to 3
    :param department_id: department of the post that the staff member acts in
    :param division_code: 12-digit code of that department's division
    :param covers_subtree: the post's rights reach all divisions below ``division_code``
    :param admin_role: which of the three administrators the post is: "" | system | security | audit
    :param deputy_for: the staff member on leave whose post is held in their stead
    :param covers_for: all staff members on leave today whose deputy the actor is
    """

    kind: ActorKind
    account_id: UUID | None = None
    display_name: str = ""
    person_id: UUID | None = None
    legal_person_id: UUID | None = None
    assurance: int = 0
    staff_id: UUID | None = None
    post_id: UUID | None = None
    department_id: UUID | None = None
    division_code: str = ""
    covers_subtree: bool = False
    admin_role: str = ""
    deputy_for: UUID | None = None
    covers_for: frozenset[UUID] = frozenset()
    rights: frozenset[str] = frozenset()
    client_id: str = ""
    system_name: str = ""

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
        """The person in whose name a citizen applies: the legal person acted for, else oneself."""
        return self.legal_person_id or self.person_id

    def has_right(self, right: str) -> bool:
        return right in self.rights


ANONYMOUS = Actor(kind=ActorKind.ANONYMOUS)


def system_actor(name: str) -> Actor:
    """Return the actor for a process of our own, such as ``sequencer`` or ``deadline-sweep``."""
    return Actor(kind=ActorKind.SYSTEM, system_name=name, display_name=name)
