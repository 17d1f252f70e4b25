import { InvalidOptionError } from "@ragstone/core";
import type { Quirks } from "./quirks.js";

type Allowed = readonly (string | number | boolean)[] | "number" | "string" | "numbers by endpoint";

const flag = [true, false] as const;

const allowed: Readonly<Record<keyof Quirks, Allowed>> = {
  filesPageSize: "number",
  fileEtags: flag,
  listedEtags: flag,
  provisioningMs: "number",
  vectorNumbers: ["number", "string"],
  overWindow: ["truncate", "error"],
  maxInputs: "number",
  emptyInput: ["error", "accept"],
  base64: ["base64", "floats"],
  embeddingId: flag,
  gteInstruction: ["ignore", "prepend", "reject"],
  instructionJoin: "string",
  limitBody: ["seen", "documented", "gateway", "exhausted"],
  retryAfter: flag,
  streamUsage: ["every-chunk", "last-chunk", "extra-chunk", "none"],
  streamByDefault: flag,
  streamOptions: ["reject", "accept"],
  completionTokens: ["reject", "accept", "require"],
  keepAliveComments: flag,
  claudeStop: ["stop", "end_turn"],
  claudeThinkingTemperature: [1, 2],
  claudeStreamedFormat: ["reject", "accept"],
  redactedReasoning: flag,
  signatures: flag,
  citationsField: ["citations", "citation"],
  documents: ["accept", "reject"],
  cacheUsage: flag,
  responseIds: flag,
  maxTokensError: ["plain", "json"],
  payPerTokenChoices: ["reject", "accept"],
  errorForm: ["standard", "text", "api-1.2", "html"],
  errorDetails: flag,
  oauthErrorForm: ["error", "errorCode"],
  tooLargeStatus: [413, 400],
  badTokenStatus: [403, 401, 400],
  notReadyStatus: [503, 404],
  maxOutputTokens: "numbers by endpoint",
  defaultMaxTokens: "numbers by endpoint",
};

/**
 * Reads a quirk as the command line gives it: `NAME=VALUE`, for example `overWindow=error`, `maxInputs=20`,
 * `maxOutputTokens={"databricks-claude-3-7-sonnet":64000}`.
 *
 * @throws {@link InvalidOptionError} if there is no such quirk, or it cannot have the value
 */
export function parseQuirk(text: string): Partial<Quirks> {
  const at = text.indexOf("=");
  const name = text.slice(0, Math.max(0, at));
  const value = parse(text.slice(at + 1));
  const values: Allowed | undefined = Object.hasOwn(allowed, name) ? allowed[name as keyof Quirks] : undefined;
  if (values === undefined)
    throw new InvalidOptionError("quirk", text, `NAME=VALUE with NAME one of ${Object.keys(allowed).join(", ")}`);
  if (typeof values === "string" ? !fits(value, values) : !values.some((one) => one === value)) {
    throw new InvalidOptionError("quirk", text, `${name}=${typeof values === "string" ? values : values.join("|")}`);
  }
  return { [name]: values === "string" ? String(value) : value };
}

/** JSON where it is some, else the text. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function fits(value: unknown, kind: "number" | "string" | "numbers by endpoint"): boolean {
  if (kind === "string") return typeof value !== "object";
  if (kind === "number") return typeof value === "number";
  return typeof value === "object" && value !== null && Object.values(value).every((one) => typeof one === "number");
}
