# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What the log says of faults, and what it must not say."""

import logging.config

import pytest

from config.logs import logging_configuration


def fail(_password: str) -> None:
    raise RuntimeError("broken")


@pytest.mark.parametrize("style", ["json", "console"])
def test_the_log_of_a_fault_holds_no_variable_of_whoever_was_served(
    style: str, capsys: pytest.CaptureFixture[str]
):
    configuration = logging_configuration(level="INFO", style=style)["formatters"]["structured"]
    formatter = logging.config.BaseConfigurator({}).configure_custom(dict(configuration))
    record = logging.LogRecord("yiwang", logging.ERROR, __file__, 1, "fault", (), None)

    password = "Correct-horse-battery-9"
    try:
        fail(password)
    except RuntimeError as fault:
        record.exc_info = (type(fault), fault, fault.__traceback__)
    written = formatter.format(record)

    assert "broken" in written
    assert password not in written
