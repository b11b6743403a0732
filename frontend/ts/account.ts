// SPDX-FileCopyrightText: 2026 The Yiwang contributors
// SPDX-License-Identifier: Apache-2.0

import htmx from "htmx.org";

/** Cookies that scripts may read: the form token, and the mark that somebody is signed in. */
function cookie(name: string): string {
  const found = document.cookie.split("; ").find((pair) => pair.startsWith(`${name}=`));
  return found ? decodeURIComponent(found.slice(name.length + 1)) : "";
}

/** Who is signed in ("1" citizen, "2" staff, "" nobody), the idle seconds, and a stamp that moves. */
export function signedIn(): string[] {
  return (cookie("__Host-yw_signed_in") || cookie("yw_signed_in")).split(".");
}

function isSignedIn(): boolean {
  return signedIn()[0] === "1";
}

/** Public pages are the same for everybody and cached; who is signed in is fetched afterwards. */
export function account(): void {
  document.addEventListener("htmx:configRequest", (event) => {
    const detail = (event as CustomEvent<{ headers: Record<string, string> }>).detail;
    detail.headers["X-CSRFToken"] = cookie("__Host-yw_csrf") || cookie("yw_csrf");
  });
  const place = document.querySelector<HTMLElement>("[data-account]");
  if (place?.dataset.account && isSignedIn()) {
    void htmx.ajax("get", place.dataset.account, { source: place, target: place, swap: "innerHTML" });
  }
  const todos = document.querySelector<HTMLElement>("[data-todos]");
  if (todos?.dataset.todos && isSignedIn()) {
    void htmx.ajax("get", todos.dataset.todos, { source: todos, target: todos, swap: "innerHTML" });
  }
}
