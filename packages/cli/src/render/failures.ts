import { escapeControls, type FailedFile } from "@ragstone/core";
import { posix } from "node:path";
import type { Terminal } from "../terminal.js";
import { count } from "./count.js";
import { extensionList } from "./extension-list.js";

/** Failures listed before the rest is only counted; `--verbose` and `--json` give all. */
const maxListed = 20;

/** Failed documents for a person: those with the same advice together, the advice below them. */
export function renderFailures(terminal: Terminal, failed: readonly FailedFile[]): string[] {
  if (failed.length === 0) return [];
  const lines = [terminal.style("red", `  ${count(failed.length, "document")} could not be indexed:`)];
  const listed = terminal.verbose ? failed : failed.slice(0, maxListed);
  for (const [hint, files] of groupBy(listed, (file) => file.hint)) {
    for (const { path, reason, detail } of files)
      lines.push(`    ${escapeControls(path)}  ${reason}: ${escapeControls(detail)}`);
    lines.push(terminal.style("dim", `      ${escapeControls(hint)}`));
  }
  const rest = failed.slice(listed.length);
  if (rest.length > 0) lines.push(`    and ${rest.length} more (${byReason(rest)}); --verbose lists all`);
  return lines;
}

/** `7 unsupported (5 .odt, 2 .rtf), 1 encrypted (1 .pdf)` */
function byReason(failed: readonly FailedFile[]): string {
  const reasons = Array.from(groupBy(failed, ({ reason }) => reason));
  return reasons
    .map(([reason, files]) => `${files.length} ${reason} (${extensionList(extensionsOf(files))})`)
    .join(", ");
}

function extensionsOf(files: readonly FailedFile[]): Record<string, number> {
  const groups = Array.from(groupBy(files, ({ path }) => posix.extname(path).toLowerCase()));
  const ordered = groups.toSorted(([, one], [, other]) => other.length - one.length);
  return Object.fromEntries(ordered.map(([extension, members]) => [extension, members.length]));
}

/** In the order in which the keys first occur. */
function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
