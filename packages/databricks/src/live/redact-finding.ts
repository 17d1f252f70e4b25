import type { LiveFinding } from "@ragstone/core";

export interface Private {
  readonly redact: (text: string) => string;
  readonly host: string;
  /** Names of the tested endpoints and of what they serve. Those of the platform are public. */
  readonly names: readonly string[];
}

/** Longest observation in a report. */
const shownCharacters = 240;

/** Beginnings of names with dots that are fields of a request or the platform's own. */
const publicRoots = "(?:system|messages|input|thinking|stream_options|com\\.databricks|org\\.apache)\\.";
const part = "`?[a-z_][\\w-]+`?";

/** Patterns of what identifies a person, a workspace or a request, with their replacements. */
const identifying: readonly (readonly [RegExp, string])[] = [
  [/(?<![a-z])(?:dapi|dose|dkea)[\w-]{8,}/gi, "<token>"],
  [/eyJ[\w.~+/=-]{5,}/g, "<token>"],
  [/\bhttps?:\/\/[^\s"')]+/gi, "<url>"],
  [/\/(?:Users|Workspace|Volumes|Repos)\/[^\s"'`,;)]+/gi, "<path>"],
  [/[\w.+<>-]+@[\w<>-]+(?:\.[\w<>-]+)+/g, "<e-mail>"],
  [
    /\b[\w-]+(?:\.[\w-]+)*\.(?:azuredatabricks\.net|databricks(?:\.azure)?\.(?:com|us|cn|mil)|databricksapps\.com)\b/gi,
    "<host>",
  ],
  // Names of Unity Catalog: `catalog.schema.model`.
  [new RegExp(`(?<![\\w.-])(?!${publicRoots})${part}(?:\\.${part})+`, "gi"), "<name>"],
  [/\b(?:\d{1,3}\.){3}\d{1,3}\b/g, "<address>"],
  [/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gi, "<id>"],
  [/\b\d{12,}\b/g, "<number>"],
];

/**
 * A finding without secrets, hosts, e-mail addresses, ids and names of one's own. It is cut after that: half a token would
 * not be known as one.
 */
export function redactFinding(finding: LiveFinding, { redact, host, names }: Private): LiveFinding {
  const own = names.filter((name) => !/^(?:databricks-|system\.)/.test(name));
  const hosts = [host, URL.canParse(host) ? new URL(host).hostname : host];
  let observed = redact(finding.observed);
  // Own names first: a pattern would replace a piece of one, and the rest would stay.
  observed = withoutNames(observed, own);
  for (const [pattern, replacement] of identifying) observed = observed.replaceAll(pattern, replacement);
  return { ...finding, observed: cut(withoutNames(observed, hosts)) };
}

function withoutNames(text: string, names: readonly string[]): string {
  const longFirst = names.filter((name) => name !== "").toSorted((a, b) => b.length - a.length);
  return longFirst.reduce((left, name) => left.replaceAll(name, "<name>"), text);
}

function cut(text: string): string {
  return text.length <= shownCharacters ? text : `${text.slice(0, shownCharacters - 1)}…`;
}
