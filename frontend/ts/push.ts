// SPDX-FileCopyrightText: 2026 The Yiwang contributors
// SPDX-License-Identifier: Apache-2.0
// Asks the browser's push service for an address and sends it in with the page's own form.

function bytes(text: string): Uint8Array<ArrayBuffer> {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
}

function text(key: ArrayBuffer | null): string {
  const plain = String.fromCharCode(...new Uint8Array(key ?? new ArrayBuffer(0)));
  return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

async function start(form: HTMLFormElement, key: string): Promise<void> {
  if ((await Notification.requestPermission()) !== "granted") return;
  const worker = await navigator.serviceWorker.register("/push-worker.js");
  const found = await worker.pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: bytes(key),
  });
  const fields: Record<string, string> = {
    endpoint: found.endpoint,
    public_key: text(found.getKey("p256dh")),
    secret: text(found.getKey("auth")),
  };
  for (const [name, value] of Object.entries(fields)) {
    const field = form.elements.namedItem(name);
    if (field instanceof HTMLInputElement) field.value = value;
  }
  form.requestSubmit();
}

export function offerPush(): void {
  const section = document.querySelector<HTMLElement>("[data-push-key]");
  const form = section?.querySelector<HTMLFormElement>("[data-push-form]");
  if (!section || !form || !("PushManager" in window)) return;
  form.hidden = false;
  form.querySelector("[data-push-start]")?.addEventListener("click", () => {
    void start(form, section.dataset.pushKey ?? "");
  });
}
