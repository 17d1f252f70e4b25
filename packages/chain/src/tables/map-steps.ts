import type { Steps } from "@ragstone/core";

/** Items between two pauses. */
const stepItems = 256;

/** `Array.map` with pauses: a table may have a million rows. */
export function* mapSteps<Item, T>(items: readonly Item[], map: (item: Item) => T): Steps<T[]> {
  const mapped: T[] = [];
  for (const item of items) {
    if (mapped.length % stepItems === 0) yield;
    mapped.push(map(item));
  }
  return mapped;
}
