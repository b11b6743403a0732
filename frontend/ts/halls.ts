// SPDX-FileCopyrightText: 2026 The Yiwang contributors
// SPDX-License-Identifier: Apache-2.0

import { onEach } from "./page";

/** The calling screen speaks when somebody has switched it on; a kiosk that nobody touches leaves. */
export function halls(): void {
  let said = "";
  let isOn = false;
  onEach("[data-speak-switch]", (element) => {
    element.hidden = !("speechSynthesis" in window);
    element.addEventListener("click", () => {
      isOn = !isOn;
      element.setAttribute("aria-pressed", String(isOn));
    });
  });
  document.addEventListener("htmx:afterSwap", () => {
    const call = document.querySelector<HTMLElement>("[data-speak]");
    const which = call?.dataset.speak ?? "";
    if (isOn && which && which !== said) {
      const words = new SpeechSynthesisUtterance(call?.textContent ?? "");
      words.lang = document.documentElement.lang;
      window.speechSynthesis.speak(words);
    }
    said = which;
  });
  onEach("[data-idle]", (element) => {
    const seconds = Number(element.dataset.idle);
    let timer = 0;
    const again = (): void => {
      window.clearTimeout(timer);
      timer = window.setTimeout(() => element.click(), seconds * 1000);
    };
    for (const kind of ["pointerdown", "keydown"]) {
      document.addEventListener(kind, again);
    }
    again();
  });
}
