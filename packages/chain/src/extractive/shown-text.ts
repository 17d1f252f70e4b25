import { type TextUnit, withoutLeakingTargets } from "@ragstone/verify/internal";

/**
 * A unit as a reader is shown it: on one line but for code, list marks, the bars around a row and bracketed reference
 * numbers off, since those would pass for citations; in code they are indices. Targets of links that leak the conversation are off, too.
 */
export function shownText(text: string, kind: TextUnit["kind"]): string {
  if (kind === "code") return text;
  const clean = withoutLeakingTargets(text).replace(
    /(`[^`\n]+`)|\s?\[\d{1,4}(?:\s*,\s*\d{1,4})*\]/gu,
    (_, code: string | undefined) => code ?? "",
  );
  const line = clean.replace(/\s+/gu, " ").trim();
  if (kind === "row") return line.replace(/^\|\s*|\s*\|$/gu, "");
  return kind === "list-item" ? line.replace(/^(?:[-*+•‣▪◦]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s+/u, "") : line;
}
