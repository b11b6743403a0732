// SPDX-FileCopyrightText: 2026 The Yiwang contributors
// SPDX-License-Identifier: Apache-2.0

import { onEach } from "./page";

/**
 * When an answer decides what else is asked (or an address needs its next level), ask the server for
 * the fields anew and put them in place. Without script the page has a button that does the same.
 */
export function liveForms(): void {
  onEach("[data-form-fields]", (fields) => {
    const form = fields.closest("form");
    if (!form) {
      return;
    }
    fields.addEventListener("change", (event) => {
      const changed = event.target;
      if (changed instanceof HTMLElement && changed.closest("[data-yw-controls], [data-yw-address]")) {
        if (changed.matches("select, input[type=radio], input[type=checkbox], input[type=date]")) {
          void refresh(form, fields);
        }
      }
    });
  });
}

async function refresh(form: HTMLFormElement, fields: HTMLElement): Promise<void> {
  const data = new FormData(form);
  for (const [name, value] of [...data.entries()]) {
    if (value instanceof File) {
      data.delete(name);
    }
  }
  data.set("_refresh", "1");
  fields.setAttribute("aria-busy", "true");
  const answer = await fetch(form.action, {
    method: "POST",
    body: data,
    headers: { "HX-Request": "true" },
  }).catch(() => null);
  fields.removeAttribute("aria-busy");
  if (answer?.ok) {
    const fresh = await answer.text();
    // Whoever has gone on in the meantime keeps their place.
    const held = fields.contains(document.activeElement) ? document.activeElement?.id : "";
    fields.innerHTML = fresh;
    if (held) {
      document.getElementById(held)?.focus();
    }
  }
}
