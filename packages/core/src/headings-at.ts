import { labelPath, type LabelledHeading } from "./label-path.js";
import type { Block } from "./source-document.js";

/**
 * Labels above an offset of a document, outermost first, as {@link labelPath} has them; inside a heading, that heading is
 * the last.
 *
 * Ends for any blocks, also those of an index that an older loader filled with levels outside 1 to 6.
 */
export function headingsAt(
  text: string,
  blocks: readonly Block[],
  offset: number,
  title: string | null = null,
): string[] {
  const path: LabelledHeading[] = [];
  for (const block of blocks) {
    if (block.start > offset) break;
    if (block.kind !== "heading") continue;
    const level = block.level ?? 1;
    while (path.length > 0 && path.at(-1)!.level >= level) path.pop();
    path.push({ level, label: block.label ?? text.slice(block.start, block.end).trim() });
  }
  return labelPath(title, path);
}
