// SPDX-FileCopyrightText: 2026 The Yiwang contributors
// SPDX-License-Identifier: Apache-2.0

interface Credential {
  id: string;
  [name: string]: unknown;
}
type Options = { publicKey: Record<string, unknown> };

const toBytes = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));

const toText = (buffer: ArrayBuffer | null | undefined): string | null =>
  buffer
    ? btoa(String.fromCharCode(...new Uint8Array(buffer)))
        .replace(/\+/g, "-")
        .replace(/\//g, "_")
        .replace(/=+$/, "")
    : null;

const named = (list: unknown): unknown[] | undefined =>
  Array.isArray(list)
    ? list.map((one: Credential) => ({ ...one, id: toBytes(one.id) }))
    : undefined;

/** The server writes bytes as base64url; the browser wants them as bytes. */
function creation({ publicKey: asked }: Options): CredentialCreationOptions {
  const user = asked.user as Credential;
  return {
    publicKey: {
      ...asked,
      challenge: toBytes(asked.challenge as string),
      user: { ...user, id: toBytes(user.id) },
      excludeCredentials: named(asked.excludeCredentials),
    } as unknown as PublicKeyCredentialCreationOptions,
  };
}

function request({ publicKey: asked }: Options): CredentialRequestOptions {
  return {
    publicKey: {
      ...asked,
      challenge: toBytes(asked.challenge as string),
      allowCredentials: named(asked.allowCredentials),
    } as unknown as PublicKeyCredentialRequestOptions,
  };
}

function written(made: PublicKeyCredential): string {
  const answer = made.response as AuthenticatorAttestationResponse & AuthenticatorAssertionResponse;
  const response: Record<string, unknown> = { clientDataJSON: toText(answer.clientDataJSON) };
  if ("attestationObject" in answer) {
    response.attestationObject = toText(answer.attestationObject);
    response.transports = answer.getTransports();
  } else {
    const given = answer as AuthenticatorAssertionResponse;
    response.authenticatorData = toText(given.authenticatorData);
    response.signature = toText(given.signature);
    response.userHandle = toText(given.userHandle);
  }
  return JSON.stringify({
    id: made.id,
    rawId: toText(made.rawId),
    type: made.type,
    authenticatorAttachment: made.authenticatorAttachment,
    clientExtensionResults: made.getClientExtensionResults(),
    response,
  });
}

async function options(form: HTMLFormElement): Promise<Options> {
  const place = form.dataset.passkeyOptions;
  if (place) {
    const answer = await fetch(place, { headers: { Accept: "application/json" } });
    return ((await answer.json()) as { request_options: Options }).request_options;
  }
  const kept = JSON.parse(form.querySelector("script")?.textContent ?? "{}") as Record<string, Options>;
  return (kept.creation_options ?? kept.request_options)!;
}

async function touch(form: HTMLFormElement): Promise<void> {
  const asked = await options(form);
  const made =
    form.dataset.passkey === "create"
      ? await navigator.credentials.create(creation(asked))
      : await navigator.credentials.get(request(asked));
  const field = form.querySelector<HTMLInputElement>("input[name=credential]");
  if (field) field.value = written(made as PublicKeyCredential);
}

/** A form with data-passkey asks the device for a passkey before it is sent. */
export function passkeys(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-passkey]")) {
    const failed = form.querySelector<HTMLElement>("[data-passkey-failed]");
    const button = form.querySelector<HTMLButtonElement>("button[type=submit]");
    if (!window.PublicKeyCredential) {
      form.querySelector<HTMLElement>("[data-passkey-missing]")?.removeAttribute("hidden");
      if (button) button.disabled = true;
      continue;
    }
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      event.stopImmediatePropagation();
      failed?.setAttribute("hidden", "");
      if (button) button.disabled = true;
      touch(form).then(
        () => form.submit(),
        () => {
          failed?.removeAttribute("hidden");
          if (button) button.disabled = false;
        },
      );
    });
  }
}
