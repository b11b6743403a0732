// SPDX-FileCopyrightText: 2026 The Yiwang contributors
// SPDX-License-Identifier: Apache-2.0

import { announce, keepPlace, onEach, words } from "./page";

/**
 * Upload as soon as a file is chosen or dropped, with progress and a way to stop.
 * The form works without script too: it posts the file and the page comes back.
 */
export function uploads(): void {
  onEach("form[data-upload]", (element) => {
    if (element instanceof HTMLFormElement) {
      prepare(element);
    }
  });
}

function prepare(form: HTMLFormElement): void {
  const input = form.querySelector<HTMLInputElement>("input[type=file]");
  const drop = form.querySelector<HTMLElement>(".yw-drop") ?? form;
  if (!input) {
    return;
  }
  for (const button of form.querySelectorAll<HTMLElement>("[data-without-script]")) {
    button.hidden = true;
  }
  input.addEventListener("change", () => send(form, input));
  drop.addEventListener("dragover", (event) => {
    event.preventDefault();
    drop.classList.add("yw-over");
  });
  drop.addEventListener("dragleave", () => drop.classList.remove("yw-over"));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("yw-over");
    if (event.dataTransfer?.files.length) {
      input.files = event.dataTransfer.files;
      send(form, input);
    }
  });
}

function send(form: HTMLFormElement, input: HTMLInputElement): void {
  const file = input.files?.[0];
  const limit = Number(form.dataset.limit ?? "0");
  if (!file) {
    return;
  }
  if (limit > 0 && file.size > limit) {
    complain(form, words(form, "large"));
    return;
  }
  const request = new XMLHttpRequest();
  const bar = showProgress(form, file.name, () => request.abort());
  request.upload.addEventListener("progress", (event) => {
    if (event.lengthComputable) {
      bar.value = Math.round((event.loaded / event.total) * 100);
    }
  });
  request.addEventListener("load", () => arrived(form, request));
  request.addEventListener("error", () => complain(form, words(form, "failed")));
  request.addEventListener("abort", () => complain(form, words(form, "stopped")));
  request.open("POST", form.action);
  request.setRequestHeader("HX-Request", "true");
  request.send(new FormData(form));
}

/** The server answers with the fresh row of this material; a refusal carries its sentence in it. */
function arrived(form: HTMLFormElement, request: XMLHttpRequest): void {
  const target = document.querySelector<HTMLElement>(form.dataset.upload ?? "");
  if (!target || !request.getResponseHeader("Content-Type")?.startsWith("text/html")) {
    complain(form, words(form, "failed"));
    return;
  }
  keepPlace(target, () => {
    target.innerHTML = request.responseText;
    target.dispatchEvent(new Event("htmx:load", { bubbles: true }));
  });
  announce(target.querySelector("[data-announce]")?.textContent ?? "");
}

function showProgress(form: HTMLFormElement, name: string, stop: () => void): HTMLProgressElement {
  const place = form.querySelector<HTMLElement>("[data-progress]");
  const bar = document.createElement("progress");
  bar.max = 100;
  bar.setAttribute("aria-label", name);
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn-sm";
  button.textContent = words(form, "stop");
  button.addEventListener("click", stop);
  place?.replaceChildren(bar, button);
  return bar;
}

function complain(form: HTMLFormElement, sentence: string): void {
  const place = form.querySelector<HTMLElement>("[data-progress]");
  const line = document.createElement("p");
  line.className = "yw-error";
  line.setAttribute("role", "alert");
  line.textContent = sentence;
  place?.replaceChildren(line);
}
