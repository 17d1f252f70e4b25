import { InvalidOptionError, retriableOnce } from "@ragstone/core";
import type { JWTPayload } from "jose";
import { bearerOf } from "./bearer-of.js";
import { userRefused, usersUnavailable, type VerifyUser } from "./user.js";

/** An OpenID Connect provider whose tokens are accepted. */
export interface OidcOptions {
  /** As the claim `iss` has it. */
  readonly issuer: string;
  /** Of the claim `aud`, one of these: the tokens that are meant for this server. */
  readonly audience: string | readonly string[];
  /** Where the provider's keys are. @defaultValue found by the issuer's discovery document */
  readonly jwksUrl?: string;
  /** The claim with the user's name. An e-mail address must not be unverified. @defaultValue "email" */
  readonly userClaim?: string;
  /** The claim with a list of the user's groups. @defaultValue "groups" */
  readonly groupsClaim?: string;
}

/** Signatures of key pairs: with a shared secret, every verifier could also sign. */
const algorithms = [
  "RS256",
  "RS384",
  "RS512",
  "PS256",
  "PS384",
  "PS512",
  "ES256",
  "ES384",
  "ES512",
  "EdDSA",
  "Ed25519",
];

/** Between the clocks of the two servers. */
const clockToleranceSeconds = 30;

const timeoutMs = 5_000;

/**
 * Verifies JSON Web Tokens against the provider's published keys, which are fetched when first needed and again when they
 * change.
 *
 * @throws {@link InvalidOptionError} for an address that is not `https`, except on this machine
 */
export function oidcUser(options: OidcOptions): VerifyUser {
  const { issuer, audience, userClaim = "email", groupsClaim = "groups" } = options;
  checkUrl("users.oidc.issuer", issuer);
  if (options.jwksUrl !== undefined) checkUrl("users.oidc.jwksUrl", options.jwksUrl);
  const ready = retriableOnce(async () => {
    const { createRemoteJWKSet, jwtVerify } = await import("jose");
    const url = options.jwksUrl ?? (await discover(issuer));
    return { jwtVerify, keys: createRemoteJWKSet(new URL(url), { timeoutDuration: timeoutMs }) };
  });
  return async ({ headers }) => {
    const token = bearerOf(headers.authorization);
    if (token === null || !/^[\w-]+\.[\w-]+\.[\w-]+$/u.test(token)) return null;
    const { jwtVerify, keys } = await ready().catch((error: unknown) => {
      throw usersUnavailable("The identity provider cannot be reached.", error);
    });
    const claims = { issuer, audience: [audience].flat(), algorithms, requiredClaims: ["exp", userClaim] };
    const { payload } = await jwtVerify(token, keys, { ...claims, clockTolerance: clockToleranceSeconds }).catch(
      refuse,
    );
    return { name: nameIn(payload, userClaim), groups: groupsIn(payload[groupsClaim]) };
  };
}

function nameIn(payload: JWTPayload, claim: string): string {
  const name = payload[claim];
  if (typeof name !== "string" || name.trim() === "") throw userRefused(`The token's claim ${claim} is no name.`);
  if (claim === "email" && payload["email_verified"] === false)
    throw userRefused("The token's e-mail address is not verified.");
  return name;
}

function groupsIn(claim: unknown): readonly string[] {
  return [claim].flat().filter((group): group is string => typeof group === "string");
}

/** The library's codes: one for a token that is not valid, others for keys that cannot be fetched. */
function refuse(error: unknown): never {
  const { code = "", message = "" } = error as { readonly code?: string; readonly message?: string };
  const isToken = /^ERR_(?:JWT|JWS|JOSE_ALG|JOSE_NOT|JWKS_NO_MATCHING|JWKS_MULTIPLE)/u.test(code);
  if (!isToken) throw usersUnavailable("The identity provider's keys cannot be read.", error);
  throw userRefused(
    code === "ERR_JWT_EXPIRED" ? "The token has expired." : `The token is not valid: ${message}.`,
    error,
  );
}

async function discover(issuer: string): Promise<string> {
  const response = await fetch(`${issuer.replace(/\/$/u, "")}/.well-known/openid-configuration`, {
    signal: AbortSignal.timeout(timeoutMs),
    redirect: "error",
  });
  const found = (await response.json()) as { readonly issuer?: unknown; readonly jwks_uri?: unknown };
  if (found.issuer !== issuer)
    throw new InvalidOptionError("users.oidc.issuer", issuer, `${String(found.issuer)}, as it names itself`);
  checkUrl("users.oidc: jwks_uri", found.jwks_uri);
  return found.jwks_uri as string;
}

/** Keys that come over an open network could be anybody's. */
function checkUrl(option: string, value: unknown): void {
  const url = typeof value === "string" && URL.canParse(value) ? new URL(value) : null;
  const isLocal = url?.protocol === "http:" && /^(?:127\.0\.0\.1|localhost|\[::1\])$/u.test(url.hostname);
  if (url?.protocol !== "https:" && !isLocal) throw new InvalidOptionError(option, value, "an https: address");
}
