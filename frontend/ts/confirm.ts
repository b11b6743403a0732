// SPDX-FileCopyrightText: 2026 The Yiwang contributors
// SPDX-License-Identifier: Apache-2.0

/** Ask before a form is sent that carries `data-confirm`; the dialog is native and traps the focus. */
export function confirmations(): void {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.dataset.confirm || form.dataset.confirmed) {
      return;
    }
    if (opensElsewhere(event.submitter)) {
      return;
    }
    event.preventDefault();
    void ask(form, event.submitter).then((sure) => {
      if (sure) {
        form.dataset.confirmed = "yes";
        form.requestSubmit(event.submitter);
      }
    });
  });
}

function ask(form: HTMLFormElement, submitter: HTMLElement | null): Promise<boolean> {
  const dialog = document.createElement("dialog");
  dialog.className = "yw-dialog";
  dialog.setAttribute("aria-labelledby", "yw-dialog-text");
  const text = document.createElement("p");
  text.id = "yw-dialog-text";
  text.textContent = form.dataset.confirm ?? "";
  const actions = document.createElement("div");
  actions.className = "yw-actions";
  const yes = button(form.dataset.confirmYes ?? submitter?.textContent?.trim() ?? "OK", "btn btn-primary");
  const no = button(form.dataset.confirmNo ?? "×", "btn");
  actions.append(yes, no);
  dialog.append(text, actions);
  document.body.append(dialog);
  dialog.showModal();
  no.focus();
  // A document shown on the page behind may take the focus when it has loaded: it goes back to
  // the answer that had it.
  let chosen = no;
  yes.addEventListener("focus", () => (chosen = yes));
  no.addEventListener("focus", () => (chosen = no));
  dialog.addEventListener("focusout", () => {
    requestAnimationFrame(() => {
      if (dialog.open && !dialog.contains(document.activeElement)) {
        chosen.focus();
      }
    });
  });
  return new Promise((resolve) => {
    yes.addEventListener("click", () => dialog.close("yes"));
    no.addEventListener("click", () => dialog.close("no"));
    dialog.addEventListener("close", () => {
      resolve(dialog.returnValue === "yes");
      dialog.remove();
      submitter?.focus();
    });
  });
}

function button(label: string, classes: string): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.className = classes;
  made.textContent = label;
  return made;
}

/** A form sent once is not sent again by an impatient second click; "back" makes it usable anew. */
export function sendOnce(): void {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || !(form instanceof HTMLFormElement) || form.method !== "post") {
      return;
    }
    if (opensElsewhere(event.submitter)) {
      return;
    }
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    window.setTimeout(() => delete form.dataset.sent, 8000);
  });
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll<HTMLFormElement>("form[data-sent]")) {
      delete form.dataset.sent;
      delete form.dataset.confirmed;
    }
  });
}

/** A preview opens in a window of its own; the form itself is not sent by it. */
function opensElsewhere(submitter: HTMLElement | null): boolean {
  return submitter?.getAttribute("formtarget") === "_blank";
}
