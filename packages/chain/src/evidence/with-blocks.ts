import type { Block, Passage, StoredText } from "@ragstone/core";

/**
 * The passage with the blocks of its document that it overlaps, clipped to it; unchanged if the document was removed or
 * contains different text there.
 */
export function withBlocks(passage: Passage, stored: StoredText | null): Passage {
  if (stored === null || !stored.text.startsWith(passage.text, passage.start)) return passage;
  const blocks = stored.blocks
    .filter((block) => block.start < passage.end && passage.start < block.end)
    .map((block): Block => ({
      ...block,
      start: Math.max(block.start, passage.start),
      end: Math.min(block.end, passage.end),
    }));
  return { ...passage, blocks };
}
