/** Distinguishes the lists of a Word document, in the order of the document. */
export interface WordLists {
  /** @param numId - of the item's list in the file; `null` where unknown */
  item(numId: string | null, level: number, isOrdered: boolean): number;
  /** Sets numbers aside for lists of an inserted file; returns the first. */
  reserve(count: number): number;
  /** Other text ends lists of bullets. Numbered ones count on after it. */
  interrupt(): void;
}

interface OpenList {
  /** By level. */
  readonly ids: (number | undefined)[];
  /** At its outermost level. */
  isOrdered: boolean;
}

/**
 * Word uses one list id for all levels, and the same id for every list of a style. Here each level under an item is a
 * separate list, and so are bullets after other text.
 */
export function createWordLists(): WordLists {
  const lists = new Map<string | null, OpenList>();
  let last = 0;
  return {
    item(numId, level, isOrdered) {
      const list = lists.get(numId) ?? { ids: [], isOrdered };
      lists.set(numId, list);
      list.ids.splice(level + 1);
      if (level === 0) list.isOrdered = isOrdered;
      return (list.ids[level] ??= last += 1);
    },
    reserve(count) {
      last += count;
      return last - count + 1;
    },
    interrupt() {
      for (const [numId, { isOrdered }] of lists) if (!isOrdered) lists.delete(numId);
    },
  };
}
