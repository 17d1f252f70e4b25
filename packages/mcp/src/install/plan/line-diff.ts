/**
 * The lines that a change removes and adds, as a unified diff without context: what surrounds an entry may contain keys
 * of other servers.
 */
export function lineDiff(before: string | null, after: string | null): string {
  const [old, made] = [linesOf(before), linesOf(after)];
  const shorter = Math.min(old.length, made.length);
  let start = 0;
  while (start < shorter && old[start] === made[start]) start += 1;
  let tail = 0;
  while (tail < shorter - start && old.at(-1 - tail) === made.at(-1 - tail)) tail += 1;
  const removed = old.slice(start, old.length - tail);
  const added = made.slice(start, made.length - tail);
  const range = (lines: readonly string[]) => `${start + (lines.length === 0 ? 0 : 1)},${lines.length}`;
  return [
    `@@ -${range(removed)} +${range(added)} @@`,
    ...removed.map((line) => `-${line}`),
    ...added.map((line) => `+${line}`),
  ].join("\n");
}

function linesOf(text: string | null): string[] {
  const lines = (text ?? "").replace(/^\uFEFF/u, "").split(/\r?\n/u);
  return lines.at(-1) === "" ? lines.slice(0, -1) : lines;
}
