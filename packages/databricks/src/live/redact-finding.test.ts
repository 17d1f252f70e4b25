import { describe, expect, it } from "vitest";
import { describeAnswer } from "./observe.js";
import { redactFinding } from "./redact-finding.js";

const identity = {
  redact: (text: string) => text,
  host: "https://acme.example",
  names: ["acme-payroll-123456789012", "databricks-gte-large-en"],
};

function redacted(observed: string): string {
  const finding = { name: "a", subject: "b", expected: "c", observed, outcome: "differs" } as const;
  return redactFinding(finding, identity).observed;
}

const payload = Buffer.from(JSON.stringify({ sub: "alice@acme.example", tenant: "acme-payroll" })).toString(
  "base64url",
);
const jwt = `eyJhbGciOiJSUzI1NiJ9.${payload}.${"A".repeat(300)}`;

function refused(message: string): string {
  const text = JSON.stringify({ error_code: "BAD_REQUEST", message });
  return redacted(describeAnswer({ status: 400, headers: new Headers(), text, json: null }));
}

describe("an observation of a live test", () => {
  it.each([0, 50, 100, 140, 150, 200, 3900, 3990])(
    "contains no piece of a token that begins after %i characters",
    (before) => {
      const shown = refused(`${"x ".repeat(before / 2)}Bearer ${jwt}`);
      expect(shown).not.toMatch(/eyJ|AAAA/);
      expect(shown.length).toBeLessThanOrEqual(240);
    },
  );

  it.each([
    jwt,
    `Bearer%20${jwt}`,
    jwt.slice(0, 60),
    "eyJhbGciOiJSUzI1NiJ9",
    "eyJhbGciOiJkaXIifQ..aXY.Y2lwaGVy.dGFn",
    "token=dapi0123456789abcdef",
  ])("replaces the token %s", (token) => {
    expect(redacted(`the token ${token} is wrong`)).toMatch(/^the token (?:Bearer%20|token=)?<token> is wrong$/);
  });

  it.each([
    ["no permission on prod_acme.hr_secret.payroll_llm", "no permission on <name>"],
    ["no permission on `prod_acme`.`hr_secret`.`payroll`", "no permission on <name>"],
    ["no schema prod_acme.hr_secret today", "no schema <name> today"],
    ["acme-payroll-123456789012 is down", "<name> is down"],
    ["adb-1.2.databricks.azure.us refused", "<host> refused"],
    ["acme.cloud.databricks.mil refused", "<host> refused"],
    ["adb-1.2.azuredatabricks.net refused", "<host> refused"],
    ["see https://acme.example/ml/endpoints/x?o=1 now", "see <url> now"],
    ["in /Users/alice.smith@acme.example/notes", "in <path>"],
    ["in /Volumes/prod/hr/files", "in <path>"],
    ["of alice@acme.example", "of <e-mail>"],
  ])("turns %j into %j", (observed, shown) => {
    expect(redacted(observed)).toBe(shown);
  });

  it.each([
    "messages.0.content is wrong",
    "system.ai.gte_large_en_v1_5 is not there",
    "thinking.budget_tokens must be above 1024",
    "200 with vectors of 1024 and 1024 numbers, indexes 0, 1",
    "databricks-gte-large-en is busy",
    "length 0.9998",
  ])("leaves %j as it is", (observed) => {
    expect(redacted(observed)).toBe(observed);
  });
});
