# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Static files, gathered, hashed and compressed for the web server."""

from django.apps import apps
from django.core.management import call_command


def collect() -> None:
    """Gather the static files of all rooms into STATIC_ROOT; needs no database."""
    import django

    if not apps.ready:
        django.setup(set_prefix=False)
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
