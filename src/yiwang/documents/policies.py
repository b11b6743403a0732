# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Who may open a file: its owner. Whoever else may is for the room to say that uses the file."""

from typing import TYPE_CHECKING

from yiwang.documents.errors import FileNotFound
from yiwang.foundation.actors import Actor

if TYPE_CHECKING:
    from yiwang.documents.models import StoredFile


def owns(actor: Actor, file: "StoredFile") -> bool:
    """Tell whether the actor handed this file in."""
    return file.is_owned_by(actor)


def check_owns(actor: Actor, file: "StoredFile") -> None:
    """Refuse everybody but the owner, without saying that the file exists.

    :raises FileNotFound: somebody else handed it in
    """
    if not owns(actor, file):
        raise FileNotFound
