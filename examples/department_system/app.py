# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A department's system, as small as it can be: sign in, see what was told, sign out."""

import html
import json
import logging
import secrets
from collections.abc import Callable, Iterable, Mapping
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import parse_qs

import requests

from examples.department_system.provider import Attempt, NotBelieved, Provider

COOKIE = "department_session"
SCOPE = "openid profile real_name legal_person"
LARGEST_FORM = 65_536
logger = logging.getLogger("department-system")

Start = Callable[[str, list[tuple[str, str]]], Any]
PAGE = """<!doctype html><html lang="zh-CN"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>演示部门系统</title>
<style>body{{font:16px/1.7 system-ui,sans-serif;max-width:42rem;margin:3rem auto;padding:0 1rem}}
pre{{background:#f1f8f7;padding:1rem;overflow:auto}}a,button{{color:#14756f}}</style>
<main><h1>演示部门系统</h1>{body}</main></html>"""


class DepartmentSystem:
    """The system as a WSGI application; its sessions live in memory."""

    def __init__(self, provider: Provider, *, address: str) -> None:
        self._provider, self._address = provider, address
        self._attempts: dict[str, Attempt] = {}
        self._sessions: dict[str, dict[str, Any]] = {}
        self.logged_out: list[str] = []

    def __call__(self, environ: Mapping[str, Any], start: Start) -> Iterable[bytes]:
        place = (environ["REQUEST_METHOD"], environ.get("PATH_INFO", "/"))
        act = {
            ("GET", "/"): self._home,
            ("GET", "/signin"): self._sign_in,
            ("GET", "/callback"): self._callback,
            ("GET", "/refresh"): self._refresh,
            ("GET", "/signout"): self._sign_out,
            ("GET", "/bye"): self._bye,
            ("POST", "/backchannel"): self._backchannel,
        }.get(place, self._unknown)
        try:
            status, headers, body = act(environ)
        except (NotBelieved, requests.RequestException) as error:
            logger.warning("refused: %s", error)
            words = (
                f'<p role="alert">登录没有成功：{html.escape(str(error))}</p><a href="/">返回</a>'
            )
            status, headers, body = "400 Bad Request", [], PAGE.format(body=words)
        common = [
            ("Content-Type", "text/html; charset=utf-8"),
            ("Cache-Control", "no-store"),
            ("Content-Length", str(len(body.encode()))),
        ]
        start(status, common + headers)
        return [body.encode()]

    # ── pages

    def _home(self, environ: Mapping[str, Any]) -> tuple[str, list[tuple[str, str]], str]:
        session = self._sessions.get(_cookie(environ))
        if session is None:
            return _page('<p>您还没有登录。</p><p><a href="/signin">通过一网登录</a></p>')
        told = html.escape(json.dumps(session["told"], ensure_ascii=False, indent=2))
        claims = html.escape(json.dumps(session["claims"], ensure_ascii=False, indent=2))
        return _page(
            f"<p>您好，{html.escape(str(session['told'].get('name', '')))}。</p>"
            f'<h2>一网告诉我们的</h2><pre tabindex="0">{told}</pre>'
            f'<h2>登录凭据</h2><pre tabindex="0">{claims}</pre>'
            '<p><a href="/refresh">刷新</a>　<a href="/signout">退出登录</a></p>'
        )

    def _sign_in(self, _environ: Mapping[str, Any]) -> tuple[str, list[tuple[str, str]], str]:
        attempt, key = Attempt(), secrets.token_urlsafe(24)
        self._attempts[key] = attempt
        while len(self._attempts) > 1_000:
            self._attempts.pop(next(iter(self._attempts)))
        return _away(self._provider.sign_in_address(attempt, scope=SCOPE), cookie=key)

    def _callback(self, environ: Mapping[str, Any]) -> tuple[str, list[tuple[str, str]], str]:
        attempt = self._attempts.pop(_cookie(environ), None)
        if attempt is None:
            raise NotBelieved("nobody asked")
        answer = {name: values[0] for name, values in _query(environ).items()}
        tokens = self._provider.tokens(answer, attempt)
        told = self._provider.userinfo(tokens["access_token"])
        if told["sub"] != tokens["claims"]["sub"]:
            raise NotBelieved("userinfo speaks of somebody else")
        key = secrets.token_urlsafe(24)  # a new one: nobody could have planted it
        self._sessions[key] = {"tokens": tokens, "claims": tokens["claims"], "told": told}
        return _away("/", cookie=key)

    def _refresh(self, environ: Mapping[str, Any]) -> tuple[str, list[tuple[str, str]], str]:
        session = self._sessions.get(_cookie(environ))
        if session is None:
            return _away("/")
        session["tokens"] |= self._provider.refreshed(session["tokens"]["refresh_token"])
        session["told"] = self._provider.userinfo(session["tokens"]["access_token"])
        return _away("/")

    def _sign_out(self, environ: Mapping[str, Any]) -> tuple[str, list[tuple[str, str]], str]:
        session = self._sessions.pop(_cookie(environ), None)
        if session is None:
            return _away("/")
        id_token = session["tokens"]["id_token"]
        return _away(self._provider.sign_out_address(id_token, back_to=f"{self._address}/bye"))

    def _bye(self, _environ: Mapping[str, Any]) -> tuple[str, list[tuple[str, str]], str]:
        return _page('<p>您已退出。</p><p><a href="/">重新开始</a></p>')

    def _backchannel(self, environ: Mapping[str, Any]) -> tuple[str, list[tuple[str, str]], str]:
        """End the session that a logout token names."""
        size = min(int(environ.get("CONTENT_LENGTH") or 0), LARGEST_FORM)
        sent = parse_qs(environ["wsgi.input"].read(size).decode(errors="replace"))
        claims = self._provider.logout_of(sent.get("logout_token", [""])[0])
        gone = [
            key
            for key, session in self._sessions.items()
            if session["claims"]["sid"] == claims.get("sid")
            or ("sid" not in claims and session["claims"]["sub"] == claims["sub"])
        ]
        for key in gone:
            del self._sessions[key]
        self.logged_out.append(str(claims.get("sid", "")))
        logger.info("signed out by Yiwang: %s session(s)", len(gone))
        return "200 OK", [], ""

    def _unknown(self, _environ: Mapping[str, Any]) -> tuple[str, list[tuple[str, str]], str]:
        _status, headers, body = _page('<p>没有这个页面。</p><a href="/">返回</a>')
        return "404 Not Found", headers, body


def _page(body: str) -> tuple[str, list[tuple[str, str]], str]:
    return "200 OK", [], PAGE.format(body=body)


def _away(address: str, *, cookie: str = "") -> tuple[str, list[tuple[str, str]], str]:
    headers = [("Location", address)]
    if cookie:
        headers.append(("Set-Cookie", f"{COOKIE}={cookie}; Path=/; HttpOnly; SameSite=Lax"))
    return "302 Found", headers, ""


def _cookie(environ: Mapping[str, Any]) -> str:
    found = SimpleCookie(environ.get("HTTP_COOKIE", "")).get(COOKIE)
    return found.value if found else ""


def _query(environ: Mapping[str, Any]) -> dict[str, list[str]]:
    return parse_qs(environ.get("QUERY_STRING", ""), keep_blank_values=True)
