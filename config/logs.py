# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Logging: one JSON object a line on standard output, with the request it belongs to."""

import logging.config
import sys
from typing import Any

import orjson
import structlog

_SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.processors.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]

# Without the frames' variables: they hold names, numbers and passwords of whoever was being served.
_tracebacks = structlog.processors.ExceptionRenderer(
    structlog.tracebacks.ExceptionDictTransformer(show_locals=False)
)


def _to_bytes(entry: Any, **_options: Any) -> bytes:
    return orjson.dumps(entry, default=str)


def _to_text(entry: Any, **_options: Any) -> str:
    return _to_bytes(entry).decode()


def _renderer(style: str) -> list[Any]:
    if style == "console":
        return [structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)]
    return [
        _tracebacks,
        structlog.processors.JSONRenderer(serializer=_to_text),
    ]


def logging_configuration(*, level: str, style: str) -> dict[str, Any]:
    """Return Django's LOGGING for entries of a level and above, as ``json`` or ``console``."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "structured": {
                "()": "structlog.stdlib.ProcessorFormatter",
                "foreign_pre_chain": [
                    *_SHARED,
                    structlog.stdlib.add_logger_name,
                    structlog.stdlib.ExtraAdder(allow=["status_code"]),
                ],
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    *_renderer(style),
                ],
            }
        },
        "handlers": {
            "stdout": {
                "class": "logging.StreamHandler",
                "stream": "ext://sys.stdout",
                "formatter": "structured",
            }
        },
        "root": {"handlers": ["stdout"], "level": level},
        "loggers": {
            # Our own access log says the same once, with the request id.
            "django.request": {"level": "CRITICAL"},
            "django.server": {"level": "WARNING"},
            "procrastinate": {"level": "WARNING"},
            "fontTools": {"level": "WARNING"},
            "spiff": {"level": "WARNING"},
        },
        "yiwang": {"level": level, "style": style},
    }


def configure_logs(configuration: dict[str, Any]) -> None:
    """Set up the standard library's logging and structlog alike (Django's LOGGING_CONFIG)."""
    ours = configuration["yiwang"]
    logging.config.dictConfig(
        {key: value for key, value in configuration.items() if key != "yiwang"}
    )
    level = logging.getLevelNamesMapping()[ours["level"]]
    is_console = ours["style"] == "console"
    structlog.configure(
        processors=[
            *_SHARED,
            *(
                _renderer("console")
                if is_console
                else [
                    _tracebacks,
                    structlog.processors.JSONRenderer(serializer=_to_bytes),
                ]
            ),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=(
            structlog.PrintLoggerFactory()
            if is_console
            else structlog.BytesLoggerFactory(sys.stdout.buffer)
        ),
        cache_logger_on_first_use=False,
    )
