import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startStandin } from "@ragstone/standin";
import type { Standin } from "@ragstone/standin";
import { call, textOf } from "./call.js";
import type { Called } from "./call.js";

const list = "/api/2.0/serving-endpoints";

let standin: Standin;
beforeAll(async () => {
  standin = await startStandin({ tokenTtlSeconds: 60 });
});
afterAll(() => standin.close());
beforeEach(() => {
  standin.setQuirks({ badTokenStatus: 403, oauthErrorForm: "error" });
});

const basic = (name: string, secret: string): string => `Basic ${Buffer.from(`${name}:${secret}`).toString("base64")}`;
const form = { "content-type": "application/x-www-form-urlencoded" };
const grant = (authorization: string, body = "grant_type=client_credentials&scope=all-apis"): Promise<Called> =>
  call(standin, "/oidc/v1/token", body, { ...form, authorization });

describe("signing in to the stand-in", () => {
  it("takes a token as Bearer and as Basic", async () => {
    expect((await call(standin, list)).status).toBe(200);
    expect((await call(standin, list, undefined, { authorization: basic("token", standin.token) })).status).toBe(200);
  });

  it("answers 401 without a credential and 403 to a wrong one, with a numeric error_code", async () => {
    for (const authorization of ["", "Digest abc", basic("ann", standin.token)]) {
      const missing = await call(standin, list, undefined, { authorization });
      expect([missing.status, missing.json["error_code"]]).toEqual([401, 401]);
      expect(missing.json["message"]).toMatch(
        /^Credential was not sent or was of an unsupported type for this API\. \[ReqId: [0-9a-f-]{36}\]$/u,
      );
    }
    const wrong = await call(standin, list, undefined, { authorization: "Bearer dapi0" });
    expect([wrong.status, wrong.json["error_code"]]).toEqual([403, 403]);
    expect(wrong.json["message"]).toMatch(/^Invalid access token\. \[ReqId: /u);
    expect(wrong.headers.get("x-databricks-reason-phrase")).toBe("Invalid access token.");
    standin.setQuirks({ badTokenStatus: 400 });
    expect((await call(standin, list, undefined, { authorization: "Bearer dapi0" })).json["message"]).toMatch(
      /^Invalid Token/u,
    );
  });

  it("gives a token for a client secret", async () => {
    const granted = await grant(basic(standin.clientId, standin.clientSecret));
    expect(granted.json).toMatchObject({ token_type: "Bearer", expires_in: 60, scope: "all-apis" });
    const authorization = `Bearer ${textOf(granted.json["access_token"])}`;
    expect((await call(standin, list, undefined, { authorization })).status).toBe(200);
  });

  it("takes a token no longer than it lives", async () => {
    const brief = await startStandin({ tokenTtlSeconds: 0 });
    const granted = await call(brief, "/oidc/v1/token", "grant_type=client_credentials&scope=all-apis", {
      ...form,
      authorization: basic(brief.clientId, brief.clientSecret),
    });
    expect(
      (await call(brief, list, undefined, { authorization: `Bearer ${textOf(granted.json["access_token"])}` })).status,
    ).toBe(403);
    await brief.close();
  });

  it("ends every token on command", async () => {
    const granted = await grant(basic(standin.clientId, standin.clientSecret));
    standin.expireTokens();
    expect(
      (await call(standin, list, undefined, { authorization: `Bearer ${textOf(granted.json["access_token"])}` }))
        .status,
    ).toBe(403);
  });

  it("refuses a wrong secret, another grant and another scope", async () => {
    const wrong = await grant(basic(standin.clientId, "x"));
    expect([wrong.status, wrong.json["error"]]).toEqual([401, "invalid_client"]);
    const right = basic(standin.clientId, standin.clientSecret);
    expect((await grant(right, "grant_type=password&scope=all-apis")).json["error"]).toBe("unsupported_grant_type");
    expect((await grant(right, "grant_type=client_credentials&scope=sql")).json["error"]).toBe("invalid_scope");
    standin.setQuirks({ oauthErrorForm: "errorCode" });
    expect((await grant(basic(standin.clientId, "x"))).json["errorCode"]).toBe("invalid_client");
  });

  it("shows where the token endpoint is without a credential", async () => {
    const found = await call(standin, "/oidc/.well-known/oauth-authorization-server", undefined, { authorization: "" });
    expect(found.json["token_endpoint"]).toBe(`${standin.host}/oidc/v1/token`);
    expect(
      (await call(standin, "/.well-known/databricks-config", undefined, { authorization: "" })).json["oidc_endpoint"],
    ).toBe(`${standin.host}/oidc`);
  });
});
