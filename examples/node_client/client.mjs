// SPDX-FileCopyrightText: 2026 The Yiwang contributors
// SPDX-License-Identifier: Apache-2.0

// A department's system in Node: sign in through Yiwang, refresh, be signed out by back-channel.
//
//   node client.mjs client.json
//
// client.json: issuer, client_id, client_secret, and the address that this system stands at.

import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";

import { createRemoteJWKSet, jwtVerify } from "jose";
import * as oidc from "openid-client";

const known = JSON.parse(readFileSync(process.argv[2], "utf8"));
const redirectUri = `${known.address}/callback`;
const scope = known.scope ?? "openid profile";
const logoutEvent = "http://schemas.openid.net/event/backchannel-logout";
// Plain HTTP is for one's own machine alone.
const isLocal = new URL(known.issuer).protocol === "http:";

const config = await oidc.discovery(
  new URL(known.issuer),
  known.client_id,
  known.client_secret,
  oidc.ClientSecretBasic(known.client_secret),
  isLocal ? { execute: [oidc.allowInsecureRequests] } : undefined,
);
const keys = createRemoteJWKSet(new URL(config.serverMetadata().jwks_uri));
const attempts = new Map();
const sessions = new Map();
const seen = new Set();

async function signIn(_request, response) {
  const verifier = oidc.randomPKCECodeVerifier();
  const attempt = { verifier, state: oidc.randomState(), nonce: oidc.randomNonce() };
  const key = randomBytes(24).toString("base64url");
  attempts.set(key, attempt);
  const address = oidc.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope,
    state: attempt.state,
    nonce: attempt.nonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
  });
  away(response, address.href, key);
}

async function callback(request, response) {
  const key = cookieOf(request);
  const attempt = attempts.get(key);
  attempts.delete(key);
  if (!attempt) throw new Error("nobody asked");
  const here = new URL(request.url, known.address);
  const tokens = await oidc.authorizationCodeGrant(config, here, {
    pkceCodeVerifier: attempt.verifier,
    expectedState: attempt.state,
    expectedNonce: attempt.nonce,
    idTokenExpected: true,
  });
  const claims = tokens.claims();
  const told = await oidc.fetchUserInfo(config, tokens.access_token, claims.sub);
  const fresh = randomBytes(24).toString("base64url");
  sessions.set(fresh, { tokens, claims, told });
  away(response, "/", fresh);
}

async function refresh(request, response) {
  const session = sessions.get(cookieOf(request));
  if (session) {
    session.tokens = await oidc.refreshTokenGrant(config, session.tokens.refresh_token);
    session.told = await oidc.fetchUserInfo(
      config,
      session.tokens.access_token,
      session.claims.sub,
    );
    session.refreshed = true;
  }
  away(response, "/");
}

async function backchannel(request, response) {
  let body = "";
  for await (const piece of request) {
    body += piece;
    if (body.length > 65_536) throw new Error("too large");
  }
  const token = new URLSearchParams(body).get("logout_token") ?? "";
  const { payload } = await jwtVerify(token, keys, {
    issuer: known.issuer,
    audience: known.client_id,
    algorithms: ["RS256", "ES256"],
    typ: "logout+jwt",
    clockTolerance: 60,
    requiredClaims: ["iat", "exp", "jti", "events"],
  });
  if (!payload.events[logoutEvent] || payload.nonce || seen.has(payload.jti)) {
    throw new Error("this is no logout token, or it came before");
  }
  seen.add(payload.jti);
  for (const [key, session] of sessions) {
    if (session.claims.sid === payload.sid) sessions.delete(key);
  }
  response.writeHead(200, { "Cache-Control": "no-store" }).end();
}

function home(request, response) {
  const session = sessions.get(cookieOf(request));
  const shown = session
    ? { claims: session.claims, told: session.told, refreshed: session.refreshed ?? false }
    : null;
  response.writeHead(200, { "Content-Type": "application/json", "Cache-Control": "no-store" });
  response.end(JSON.stringify(shown));
}

function cookieOf(request) {
  return /(?:^|; )node_session=([^;]+)/.exec(request.headers.cookie ?? "")?.[1] ?? "";
}

function away(response, address, cookie) {
  const headers = { Location: address, "Cache-Control": "no-store" };
  if (cookie) headers["Set-Cookie"] = `node_session=${cookie}; Path=/; HttpOnly; SameSite=Lax`;
  response.writeHead(302, headers).end();
}

const routes = {
  "GET /": home,
  "GET /signin": signIn,
  "GET /callback": callback,
  "GET /refresh": refresh,
  "POST /backchannel": backchannel,
};

const server = createServer(async (request, response) => {
  const path = new URL(request.url, known.address).pathname;
  const act = routes[`${request.method} ${path}`];
  try {
    if (!act) response.writeHead(404).end();
    else await act(request, response);
  } catch (error) {
    response.writeHead(400, { "Content-Type": "text/plain; charset=utf-8" }).end(String(error));
  }
});
const place = new URL(known.address);
server.listen(Number(place.port), place.hostname, () => process.stdout.write("ready\n"));
