import type { Metadata, MetadataValue, TextRange } from "@ragstone/core";

/** Front matter at the very start of a file. */
export interface FrontMatter {
  /** Both fences included, the last line end not. */
  readonly range: TextRange;
  readonly title: string | null;
  readonly metadata: Metadata;
  /** Why it could not be read, `null` when it could. */
  readonly problem: string | null;
}

/** Above this size it is no front matter, and YAML takes its time. */
const maxCharacters = 65_536;

/** YAML between `---` fences, or TOML between `+++` fences (kept as text, its values are not read). */
export async function readFrontMatter(text: string): Promise<FrontMatter | null> {
  const match = /^(---|\+\+\+)[ \t]*\r?\n/.exec(text.slice(0, 1000));
  if (match === null) return null;
  const fence = match[1]!;
  const close = new RegExp(`^${fence === "---" ? "(?:---|\\.\\.\\.)" : "\\+\\+\\+"}[ \\t]*$`, "m");
  const body = text.slice(match[0].length, maxCharacters);
  const end = close.exec(body.replace(/\r(?=\n)/g, " "));
  if (end === null) return null;
  const range = { start: 0, end: match[0].length + end.index + end[0].trimEnd().length };
  const yaml = body.slice(0, end.index);
  if (fence === "+++") return { range, title: null, metadata: unreadPrincipals(yaml), problem: null };
  // A thematic break with prose under it is not front matter.
  if (!/^[^\s#][^\n]*:(?:\s|$)/m.test(yaml) && yaml.trim() !== "") return null;
  const { parse } = await import("yaml");
  try {
    const values: unknown = parse(yaml, { maxAliasCount: 0, logLevel: "error" });
    const metadata = flatten(values);
    const title = metadata["title"];
    return { range, title: typeof title === "string" ? title : null, metadata, problem: null };
  } catch (error) {
    return {
      range,
      title: null,
      metadata: unreadPrincipals(yaml),
      problem: error instanceof Error ? error.message.split("\n", 1)[0]! : "not YAML",
    };
  }
}

/** Values that were not read may limit who sees the document: then nobody is let in. */
function unreadPrincipals(source: string): Metadata {
  return /^[\s"']*principals\b/mu.test(source) ? { principals: [] } : {};
}

function flatten(values: unknown): Metadata {
  if (typeof values !== "object" || values === null || Array.isArray(values)) return {};
  const flat: [string, MetadataValue][] = [];
  for (const [key, value] of Object.entries(values)) {
    if (
      typeof value === "string" ||
      typeof value === "boolean" ||
      (typeof value === "number" && Number.isFinite(value))
    )
      flat.push([key, value]);
    else if (value instanceof Date) flat.push([key, value.toISOString()]);
    else if (Array.isArray(value)) {
      const items = value.filter((item) => typeof item === "string" || typeof item === "number").map(String);
      if (items.length === value.length) flat.push([key, items]);
    }
  }
  const isKept = !Object.hasOwn(values, "principals") || flat.some(([key]) => key === "principals");
  return Object.fromEntries(isKept ? flat : [...flat, ["principals", []]]);
}
