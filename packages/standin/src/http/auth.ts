import { randomUUID, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { jsonReply } from "../replies/reply.js";
import type { BodyReply } from "../replies/reply.js";

const exchangeGrant = "urn:ietf:params:oauth:grant-type:token-exchange";
/** Application id of Azure Databricks. */
const azureDatabricks = "2ff814a6-3304-4ab8-85cb-cd0e6f879c1d";

/** Accepts a personal access token (Bearer, or Basic with user `token`) and OAuth access tokens until they end. */
export class Auth {
  readonly #token: string;
  readonly #clientId: string;
  readonly #clientSecret: string;
  readonly #oidcToken: string;
  readonly #ttlSeconds: number;
  readonly #issued = new Map<string, number>();

  constructor(options: {
    readonly token: string;
    readonly clientId: string;
    readonly clientSecret: string;
    readonly oidcToken: string;
    readonly ttlSeconds: number;
  }) {
    this.#token = options.token;
    this.#clientId = options.clientId;
    this.#clientSecret = options.clientSecret;
    this.#oidcToken = options.oidcToken;
    this.#ttlSeconds = options.ttlSeconds;
  }

  /** `null` when the request may proceed. */
  check(headers: IncomingHttpHeaders, badTokenStatus: 403 | 401 | 400): BodyReply | null {
    const header = headers.authorization ?? "";
    const [scheme = "", value = ""] = header.split(/\s+/u, 2);
    if (/^bearer$/iu.test(scheme) && value !== "") return this.#accepts(value) ? null : invalidToken(badTokenStatus);
    if (/^basic$/iu.test(scheme)) {
      const [user, password = ""] = split(Buffer.from(value, "base64").toString("utf8"));
      if (user === "token") return this.#accepts(password) ? null : invalidToken(badTokenStatus);
    }
    const message = `Credential was not sent or was of an unsupported type for this API. [ReqId: ${randomUUID()}]`;
    return jsonReply(401, { error_code: 401, message });
  }

  expireTokens(): void {
    this.#issued.clear();
  }

  /** `POST /oidc/v1/token`: client credentials in Basic or in the form, or an identity token to exchange. */
  issue(headers: IncomingHttpHeaders, form: string, errorForm: "error" | "errorCode"): BodyReply {
    const fields = new URLSearchParams(form);
    if (fields.get("grant_type") === exchangeGrant) return this.#exchange(fields, errorForm);
    const [scheme = "", value = ""] = (headers.authorization ?? "").split(/\s+/u, 2);
    // RFC 6749, 2.3.1: both parts are form-encoded before they are joined.
    const basic = /^basic$/iu.test(scheme) ? split(Buffer.from(value, "base64").toString("utf8")) : null;
    const id = basic?.[0] ?? fields.get("client_id") ?? "";
    const secret = basic?.[1] ?? fields.get("client_secret") ?? "";
    const denied = this.#checkClient(id, secret, fields.get("grant_type"), errorForm);
    if (denied !== null) return denied;
    if (!hasScope(fields)) return invalidScope(errorForm);
    return this.#issue();
  }

  /** `POST /TENANT/oauth2/token` of Azure's login service: the client in the form, for the application of Databricks. */
  issueForAzure(form: string): BodyReply {
    const fields = new URLSearchParams(form);
    const id = fields.get("client_id") ?? "";
    const denied = this.#checkClient(id, fields.get("client_secret") ?? "", fields.get("grant_type"), "error");
    if (denied !== null) return denied;
    if (fields.get("resource") !== azureDatabricks)
      return oauthError(400, "invalid_resource", "The resource principal was not found in the tenant", "error");
    return this.#issue();
  }

  #exchange(fields: URLSearchParams, errorForm: "error" | "errorCode"): BodyReply {
    if (fields.get("subject_token_type") !== "urn:ietf:params:oauth:token-type:jwt")
      return oauthError(400, "invalid_request", "subject_token_type must be a JWT", errorForm);
    if (!same(fields.get("subject_token") ?? "", this.#oidcToken))
      return oauthError(401, "invalid_grant", "No federation policy accepts the token", errorForm);
    return hasScope(fields) ? this.#issue() : invalidScope(errorForm);
  }

  #checkClient(id: string, secret: string, grant: string | null, errorForm: "error" | "errorCode"): BodyReply | null {
    if (!same(id, this.#clientId) || !same(secret, this.#clientSecret))
      return oauthError(401, "invalid_client", "Client authentication failed", errorForm);
    return grant === "client_credentials"
      ? null
      : oauthError(400, "unsupported_grant_type", "grant_type must be client_credentials", errorForm);
  }

  #issue(): BodyReply {
    const accessToken = `eyJ${randomUUID().replaceAll("-", "")}`;
    this.#issued.set(accessToken, Date.now() + this.#ttlSeconds * 1000);
    return jsonReply(200, {
      access_token: accessToken,
      token_type: "Bearer",
      expires_in: this.#ttlSeconds,
      scope: "all-apis",
    });
  }

  #accepts(token: string): boolean {
    return same(token, this.#token) || (this.#issued.get(token) ?? 0) > Date.now();
  }
}

function hasScope(fields: URLSearchParams): boolean {
  return (fields.get("scope") ?? "").split(" ").includes("all-apis");
}

function invalidScope(errorForm: "error" | "errorCode"): BodyReply {
  return oauthError(400, "invalid_scope", "scope must be all-apis", errorForm);
}

function split(pair: string): [string, string?] {
  const colon = pair.indexOf(":");
  return colon === -1 ? [pair] : [pair.slice(0, colon), pair.slice(colon + 1)];
}

function same(given: string, expected: string): boolean {
  const a = Buffer.from(given);
  const b = Buffer.from(expected);
  return a.length === b.length && timingSafeEqual(a, b);
}

function oauthError(status: number, code: string, description: string, form: "error" | "errorCode"): BodyReply {
  return jsonReply(
    status,
    form === "error" ? { error: code, error_description: description } : { errorCode: code, errorSummary: description },
  );
}

function invalidToken(status: 403 | 401 | 400): BodyReply {
  const message = `${status === 400 ? "Invalid Token" : "Invalid access token."} [ReqId: ${randomUUID()}]`;
  return jsonReply(status, { error_code: status, message }, { "x-databricks-reason-phrase": "Invalid access token." });
}
