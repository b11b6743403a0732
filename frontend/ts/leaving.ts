// SPDX-FileCopyrightText: 2026 The Yiwang contributors
// SPDX-License-Identifier: Apache-2.0

import { signedIn } from "./account";

const LOOK_EVERY_MS = 5_000;
const GRACE_S = 90; // the server moves the end at most once a minute

/**
 * A page that stays open clears itself when its reader has signed out, in whatever window, and when
 * the session has been idle for too long: what it showed is not for whoever sits down next.
 */
export function clearWhenLeft(): void {
  const kind = signedIn()[0];
  let [, idle, stamp] = signedIn();
  let seenAt = Date.now();
  if (!kind) {
    return;
  }
  const look = (): void => {
    const [present, seconds, moved] = signedIn();
    if (moved !== stamp) {
      [idle, stamp, seenAt] = [seconds, moved, Date.now()];
    }
    if (present !== kind || Date.now() - seenAt > (Number(idle) + GRACE_S) * 1000) {
      window.clearInterval(timer);
      clear();
    }
  };
  const timer = window.setInterval(look, LOOK_EVERY_MS);
  document.addEventListener("visibilitychange", look);
  window.addEventListener("focus", look);
  window.addEventListener("pageshow", look);
}

function clear(): void {
  const words = document.body.dataset;
  const main = document.createElement("main");
  main.className = "yw-main";
  const notice = document.createElement("p");
  notice.className = "yw-page";
  notice.textContent = words.leftNote ?? "";
  const again = document.createElement("a");
  again.className = "btn btn-primary";
  again.href = window.location.href;
  again.textContent = words.leftAgain ?? "↻";
  notice.append(" ", again);
  main.append(notice);
  document.title = words.leftNote ?? "";
  document.body.replaceChildren(main);
}
