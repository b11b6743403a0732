# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""One question to one connector, whose failures are answers."""

from contextlib import nullcontext

from django.db import transaction

from yiwang.sharing.answers import checked_values
from yiwang.sharing.connectors import registry
from yiwang.sharing.connectors.base import Nonsense, Question, Reply
from yiwang.sharing.enums import Trouble
from yiwang.sharing.models import DataSource


def replied(
    source: DataSource, question: Question, *, seconds: float
) -> tuple[Reply | None, Trouble, str]:
    """Return what a source says, or why nothing of it can be used, and what exactly was wrong."""
    # A savepoint for those on this machine: what a connector breaks in our database is undone.
    # Others are waited for without a connection to it.
    connector = registry.connector(source.connector)
    apart = nullcontext() if connector.is_outside else transaction.atomic()
    try:
        with apart:
            reply = connector.ask(question, seconds=seconds)
        checked_values(source.fields, reply.values, asked=question.fields)
    except TimeoutError:
        return None, Trouble.LATE, ""
    except Nonsense as fault:
        return None, Trouble.NONSENSE, fault.detail or "values"
    except (TypeError, ValueError, KeyError, AttributeError):
        return None, Trouble.NONSENSE, ""
    except (OSError, EOFError) as fault:
        return None, Trouble.AWAY, getattr(fault, "detail", "")
    return reply, Trouble.NONE, ""
