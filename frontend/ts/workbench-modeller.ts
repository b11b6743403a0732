// SPDX-FileCopyrightText: 2026 The Yiwang contributors
// SPDX-License-Identifier: Apache-2.0

import { onEach } from "./page";

interface Modelling {
  show(place: { root: HTMLElement; body: HTMLTextAreaElement; changed: () => void }): Promise<(faulty: string[]) => void>;
}

const CALM = 800;

/** Draw the definition of a page to be edited; without a script, or when it cannot, the text stays. */
export function modellers(): void {
  onEach("[data-modeller]", (root) => {
    const form = root.closest("form");
    const body = form?.querySelector<HTMLTextAreaElement>("[data-modeller-body]");
    const source = root.dataset.modellerScript;
    if (!form || !body || !source?.startsWith("/")) {
      return;
    }
    root.hidden = false;
    let mark: (faulty: string[]) => void = () => undefined;
    let timer = 0;
    const changed = () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(() => {
        void check(root, form, body).then(mark);
      }, CALM);
    };
    void import(source)
      .then((module: Modelling) => module.show({ root, body, changed }))
      .then((marker) => {
        mark = marker;
        mark(faultyNow());
      })
      .catch(() => {
        root.textContent = root.dataset.textFailed ?? "";
        form.querySelector<HTMLDetailsElement>("[data-modeller-text]")?.setAttribute("open", "");
      });
  });
}

/** Ask the server what is wrong, exactly as publishing does, and show it. */
async function check(root: HTMLElement, form: HTMLFormElement, body: HTMLTextAreaElement): Promise<string[]> {
  const address = root.dataset.check;
  if (!address) {
    return []; // the page tells what is wrong when it is saved
  }
  const sent = new FormData();
  sent.set("csrfmiddlewaretoken", form.querySelector<HTMLInputElement>("[name=csrfmiddlewaretoken]")?.value ?? "");
  sent.set("body", body.value);
  const answer = await fetch(address, { method: "POST", body: sent });
  const place = document.querySelector("[data-faults]");
  if (answer.ok && place) {
    place.innerHTML = await answer.text();
  }
  return faultyNow();
}

/** Return the elements that the list of faults names. */
function faultyNow(): string[] {
  const named = document.querySelectorAll<HTMLElement>("[data-faults] [data-element]");
  return [...named].map((one) => (one.dataset.element ?? "").split("/")[1] ?? "");
}
