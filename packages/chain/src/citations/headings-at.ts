import type { Block } from "@ragstone/core";

/**
 * Labels of the headings that a place of a document stands under, outermost first. A place in a heading stands under
 * that heading too.
 */
export function headingsAt(text: string, blocks: readonly Block[], at: number): string[] {
  const path: { readonly level: number; readonly label: string }[] = [];
  for (const block of blocks) {
    if (block.start > at) break;
    if (block.kind !== "heading") continue;
    const level = block.level ?? 1;
    while ((path.at(-1)?.level ?? 0) >= level) path.pop();
    path.push({ level, label: block.label ?? text.slice(block.start, block.end).trim() });
  }
  return path.map((heading) => heading.label);
}
