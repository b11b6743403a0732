# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""``yiwang``: the one command-line tool of an installation."""

import base64
import os
import secrets
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from config.environment import InvalidEnvironment, environment
from operations.errors import OperationFailed

app = typer.Typer(
    name="yiwang",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Yiwang (一网): one-stop government services. 一网政务服务平台的管理命令。",
)
ledger_app = typer.Typer(no_args_is_help=True, help="The ledger. 存证账本。")
app.add_typer(ledger_app, name="ledger")
sso_app = typer.Typer(no_args_is_help=True, help="Single sign-on. 单点登录。")
app.add_typer(sso_app, name="sso")


class Data(StrEnum):
    """What ``yiwang up`` loads."""

    DEMO = "demo"
    REFERENCE = "reference"
    NONE = "none"


console = Console(highlight=False)
complaints = Console(stderr=True, highlight=False)


def _say(line: str) -> None:
    console.print(line, markup=False, soft_wrap=True)


@app.command()
def up(
    data: Annotated[Data, typer.Option(help="What to load before it starts.")] = Data.DEMO,
) -> None:
    """Start everything, and keep it running. 启动整个平台。"""
    from operations import installation

    installation.up(say=_say, data=data)


@app.command()
def migrate() -> None:
    """Bring the tables up to this version. 更新数据库结构。"""
    from operations import preparation

    preparation.migrate(say=_say)


@app.command()
def load(
    names: Annotated[
        list[str] | None, typer.Argument(help="all, reference, demo, or names of loads.")
    ] = None,
    force: Annotated[bool, typer.Option(help="Load again what has not changed.")] = False,
    file: Annotated[
        Path | None,
        typer.Option(help="`yiwang load lists --file …`: publish the lists of a file of lines."),
    ] = None,
) -> None:
    """Load reference and demonstration data. 装载基础数据和演示数据。"""
    from operations import database, loading

    if file is not None:
        if names != ["lists"]:
            raise OperationFailed("Only lists are loaded from a file: `yiwang load lists --file`.")
        loading.load_list_file(file, console=console)
        return
    if not names:
        for step in loading.steps():
            _say(f"{step.name:16} {step.group:10} {step.title}")
        raise typer.Exit(0)
    try:
        chosen = loading.choose(names)
    except LookupError as error:
        raise OperationFailed(
            f"There is no load called {error}. `yiwang load` lists them."
        ) from error
    with database.django_ready(has_limits=False) as at:
        loading.load(chosen, url=at.url, console=console, is_forced=force)


@app.command(name="demo-reset")
def demo_reset(
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Delete all data, and load the demonstration data anew. 清空并重新装载演示数据。"""
    from operations import resetting

    if not yes:
        typer.confirm("This deletes every case, person and file. Go on?", abort=True)
    resetting.reset(say=_say)


@app.command()
def web() -> None:
    """Serve pages and the machine interface. 运行网站。"""
    from operations import installation

    command = installation.web_command(environment())
    os.execv(command[0], command)  # noqa: S606 - our own web server, in this process's place


@app.command()
def worker(
    concurrency: Annotated[int, typer.Option(min=1, max=32, help="Jobs at a time.")] = 2,
) -> None:
    """Do the jobs that wait. 运行后台任务。"""
    from operations import database, parts

    with database.django_ready():
        parts.run_worker(concurrency=concurrency)


@app.command()
def sequencer() -> None:
    """Order and seal the ledger's facts. 为账本排序并签名。"""
    from operations import database, parts

    with database.django_ready():
        parts.run_sequencer()


@app.command()
def consumers(
    only: Annotated[str | None, typer.Argument(help="One subscription; all by default.")] = None,
) -> None:
    """Hand the ledger's facts to their subscribers. 分发账本事件。"""
    from operations import database, parts

    with database.django_ready():
        parts.run_consumers(only)


@app.command()
def doctor() -> None:
    """Check the installation, and say what to mend. 检查安装情况。"""
    from operations import doctor as checks

    signs = {"good": "[green]✓[/green]", "warning": "[yellow]![/yellow]", "bad": "[red]✗[/red]"}
    table = Table(box=None, show_header=False)
    findings = list(checks.examine())
    for finding in findings:
        table.add_row(signs[finding.health], finding.subject, finding.saying, finding.advice)
    console.print(table)
    if any(finding.health is checks.Health.BAD for finding in findings):
        raise typer.Exit(1)


@app.command()
def keys() -> None:
    """Print fresh keys for a production environment. 生成生产环境密钥。"""

    def fresh() -> str:
        return base64.b64encode(secrets.token_bytes(32)).decode()

    _say(f"SECRET_KEY={secrets.token_urlsafe(48)}")
    _say(f"FIELD_ENCRYPTION_KEYS=k{secrets.token_hex(2)}:aes256gcm+hmac-sha256:{fresh()}")
    _say(f"LEDGER_SIGNING_KEY={fresh()}")


@app.command(name="rotate-keys")
def rotate_keys() -> None:
    """Encrypt every person's number anew under the first key. 用首个密钥重新加密证件号码。"""
    from operations import database

    with database.django_ready(has_limits=False):
        from operations import rotation

        rotation.run(say=_say)


@app.command(name="rotate-database-password")
def rotate_database_password(
    owner: Annotated[bool, typer.Option(help="Of the owner's address, not the site's.")] = False,
) -> None:
    """Give the site's database role another password. 更换数据库账号的密码。"""
    from operations import database_password

    chosen = environment()
    url = chosen.DATABASE_OWNER_URL if owner else chosen.DATABASE_URL
    database_password.rotate(url, say=_say)


@app.command(name="collect-static", hidden=True)
def collect_static() -> None:
    """Gather, hash and compress the static files."""
    from operations import static

    static.collect()


@app.command()
def createstaff(
    login: Annotated[str, typer.Argument(help="Sign-in name.")],
    name: Annotated[str, typer.Option(help="The person's name.")],
    division: Annotated[str, typer.Option(help="Code of the department's division, 12 digits.")],
    line: Annotated[str, typer.Option(help="The department's line, such as 市场监管.")],
    right: Annotated[list[str], typer.Option(help="A right of the post; repeat for more.")],
) -> None:
    """Make a staff account with a post. 创建工作人员账号。"""
    from operations import database

    with database.django_ready():
        from operations import staff

        staff.create(login=login, name=name, division=division, line=line, rights=right, say=_say)


@app.command()
def compare() -> None:
    """Compare the whole catalogue with its rules. 全部事项规范比对。"""
    from operations import comparing, database

    with database.django_ready(has_limits=False):
        comparing.run(console=console)


@app.command()
def tour() -> None:
    """Drive the main job over HTTP against the running site. 演示主要办事流程。"""
    from operations import database

    with database.django_ready():
        from operations import tour as journey

        journey.run(say=_say)


@app.command()
def bench(
    names: Annotated[list[str] | None, typer.Argument(help="Measures; all by default.")] = None,
) -> None:
    """Measure, and print the ratios. 运行性能测试。"""
    from operations import preparation

    preparation.run_module("bench", *(names or ()))


@app.command()
def messages() -> None:
    """Check and compile the translations. 检查并编译翻译。"""
    from operations import preparation

    preparation.run_module("tools.messages")


@ledger_app.command(name="keys")
def ledger_keys() -> None:
    """Print the lines to verify checkpoints with, the present key first. 显示账本验证公钥。"""
    from operations import database

    with database.django_ready():
        from operations import ledger

        ledger.keys(say=_say)


@ledger_app.command()
def verify(
    witness: Annotated[
        list[Path] | None,
        typer.Option(help="A file with a checkpoint that somebody kept; repeat for more."),
    ] = None,
) -> None:
    """Recompute the whole ledger, and name what was changed. 验证账本完整性。"""
    from operations import database

    with database.django_ready(has_limits=False):
        from operations import ledger

        if not ledger.verify(witnesses=witness or (), say=_say):
            raise typer.Exit(1)


@sso_app.command(name="rotate-keys")
def rotate_signing_keys() -> None:
    """Sign tokens with new keys; the old ones stay published a day. 更换单点登录签名密钥。"""
    from operations import database

    with database.django_ready():
        from operations import rotation

        rotation.rotate_signing_keys(say=_say)


def main(arguments: list[str] | None = None) -> Any:
    """Run the command line; every expected failure is one sentence and an exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    try:
        environment()
        return app(args=arguments)
    except InvalidEnvironment:
        raise
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:
        sentence = _sentence(error)
        if sentence is None:
            raise
        complaints.print(f"yiwang: {sentence}", markup=False, soft_wrap=True)
        sys.exit(1)


def _sentence(error: Exception) -> str | None:
    """Return what to tell the operator; None for a bug, whose traceback is wanted."""
    import psycopg
    from django.db import OperationalError

    from operations.loading import MOST_FAULTS_SHOWN
    from yiwang.foundation.errors import DomainError

    if isinstance(error, DomainError):
        faults = (f"  {each.path}: {each.message}" for each in error.errors[:MOST_FAULTS_SHOWN])
        return "\n".join([str(error), *faults])
    if isinstance(error, OperationFailed):
        return str(error)
    if isinstance(error, psycopg.OperationalError | OperationalError):
        return f"the database does not answer: {str(error).strip()}"
    return None


if __name__ == "__main__":
    main()
