# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Back to the beginning: ``yiwang demo-reset``."""

import os
import shutil

import psycopg

from config.environment import environment
from operations import database, installation, preparation
from operations.errors import OperationFailed
from operations.postgres import grant_runtime_rights


def reset(*, say: preparation.Say) -> None:
    """Delete all data and files, and load everything anew; only while the site does not run."""
    chosen = environment()
    if os.environ.get("DJANGO_SETTINGS_MODULE", "").endswith(".production"):
        raise OperationFailed("demo-reset deletes everything; it refuses production settings.")
    with installation.only_one(chosen.VAR), database.available() as at:
        with psycopg.connect(at.owner_url, autocommit=True) as connection:
            connection.execute("DROP SCHEMA public CASCADE")
            connection.execute("CREATE SCHEMA public")
        if at.cluster is not None:
            grant_runtime_rights(at.owner_url)
        shutil.rmtree(chosen.VAR / "files", ignore_errors=True)
        preparation.prepare(say=say, data="demo")
