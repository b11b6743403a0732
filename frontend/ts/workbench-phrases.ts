// SPDX-FileCopyrightText: 2026 The Yiwang contributors
// SPDX-License-Identifier: Apache-2.0

import { onEach } from "./page";

/** A standard phrase is put at the end of its field, to be changed as the case needs it. */
export function phrases(): void {
  onEach("[data-phrases]", (list) => {
    list.hidden = false;
    list.addEventListener("click", (event) => {
      const pressed = event.target;
      const field = document.getElementById(list.dataset.phrases ?? "");
      if (pressed instanceof HTMLButtonElement && field instanceof HTMLTextAreaElement) {
        const before = field.value.trimEnd();
        const words = pressed.dataset.words ?? pressed.textContent ?? "";
        field.value = before === "" ? words : `${before}\n${words}`;
        field.focus();
      }
    });
  });
}
