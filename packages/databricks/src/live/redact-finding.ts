import type { LiveFinding } from "@ragstone/core";

export interface Private {
  readonly redact: (text: string) => string;
  readonly host: string;
  /** Names of the tested endpoints. Those of the platform are public. */
  readonly endpoints: readonly string[];
}

/** Patterns of what identifies a person, a workspace or a request, with their replacements. */
const identifying: readonly (readonly [RegExp, string])[] = [
  [/\b(?:dapi|dose|dkea)[\w-]{8,}/gi, "<token>"],
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, "<token>"],
  [/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, "<e-mail>"],
  [/\bhttps?:\/\/[^\s"'<>)]+/gi, "<url>"],
  [
    /\b[\w-]+(?:\.[\w-]+)*\.(?:azuredatabricks\.net|databricks\.(?:com|us|azure\.cn)|databricksapps\.com)\b/gi,
    "<host>",
  ],
  [/\b(?:\d{1,3}\.){3}\d{1,3}\b/g, "<address>"],
  [/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gi, "<id>"],
  [/\b\d{12,}\b/g, "<number>"],
];

/** A finding without secrets, hosts, e-mail addresses, ids and names of endpoints of one's own. */
export function redactFinding(finding: LiveFinding, { redact, host, endpoints }: Private): LiveFinding {
  const own = endpoints.filter((name) => !name.startsWith("databricks-"));
  const names = [host, URL.canParse(host) ? new URL(host).hostname : host, ...own].filter((name) => name !== "");
  let observed = redact(finding.observed);
  for (const [pattern, replacement] of identifying) observed = observed.replaceAll(pattern, replacement);
  for (const name of names) observed = observed.replaceAll(name, "<name>");
  return { ...finding, observed };
}
