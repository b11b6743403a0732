// SPDX-FileCopyrightText: 2026 The Yiwang contributors
// SPDX-License-Identifier: Apache-2.0

import { debounced, onEach } from "./page";

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
    const compute = debounced(400, () => void refresh(form, fields, { onlyComputed: true }));
    fields.addEventListener("input", (event) => {
      if (event.target instanceof HTMLElement && event.target.closest("[data-yw-computes]")) {
        compute();
      }
    });
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

async function refresh(form: HTMLFormElement, fields: HTMLElement, { onlyComputed = false } = {}): Promise<void> {
  const round = String(Number(fields.dataset.round ?? "0") + 1);
  fields.dataset.round = round;
  const sent = typedIn(form);
  sent.set("_refresh", "1");
  fields.setAttribute("aria-busy", "true");
  const answer = await fetch(form.action, {
    method: "POST",
    body: sent,
    headers: { "HX-Request": "true" },
  }).catch(() => null);
  const fresh = answer?.ok ? await answer.text() : null;
  if (fields.dataset.round !== round) {
    return; // something has changed again since, and its own answer is on the way
  }
  fields.removeAttribute("aria-busy");
  if (fresh !== null && !(onlyComputed && putComputed(fresh, fields))) {
    put(fresh, fields, { sent, now: typedIn(form) });
  }
}

/**
 * Put in the values that follow from what was typed, and leave everything else alone. Return false
 * when other fields show now, for then the page has to be put in place as a whole.
 */
function putComputed(fresh: string, fields: HTMLElement): boolean {
  const page = document.createElement("template");
  page.innerHTML = fresh;
  const shown = (part: ParentNode): string => [...part.querySelectorAll(".yw-field")].map((one) => one.id).join();
  if (shown(page.content) !== shown(fields)) {
    return false;
  }
  for (const output of fields.querySelectorAll("[data-yw-computed]")) {
    const now = page.content.getElementById(output.id);
    if (now && now.innerHTML !== output.innerHTML) {
      output.innerHTML = now.innerHTML;
    }
  }
  return true;
}

function typedIn(form: HTMLFormElement): FormData {
  const data = new FormData(form);
  for (const [name, value] of [...data.entries()]) {
    if (value instanceof File) {
      data.delete(name);
    }
  }
  return data;
}

/** Whoever has gone on in the meantime keeps their place, what they typed and the files they chose. */
function put(fresh: string, fields: HTMLElement, { sent, now }: { sent: FormData; now: FormData }): void {
  const held = fields.contains(document.activeElement) ? document.activeElement?.id : "";
  const files = [...fields.querySelectorAll<HTMLInputElement>("input[type=file]")].filter((one) => one.files?.length);
  fields.innerHTML = fresh;
  for (const name of new Set([...sent.keys(), ...now.keys()])) {
    if (name !== "_refresh" && sent.getAll(name).join("\n") !== now.getAll(name).join("\n")) {
      type(fields, name, now.getAll(name).map(String));
    }
  }
  for (const chosen of files) {
    document.getElementById(chosen.id)?.replaceWith(chosen);
  }
  if (held) {
    document.getElementById(held)?.focus();
  }
}

function type(fields: HTMLElement, name: string, values: string[]): void {
  const named = `[name="${CSS.escape(name)}"]`;
  for (const control of fields.querySelectorAll<HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement>(named)) {
    if (control instanceof HTMLInputElement && /^(radio|checkbox)$/.test(control.type)) {
      control.checked = values.includes(control.value);
    } else if (values.length === 1) {
      control.value = values[0] ?? "";
    }
  }
}
