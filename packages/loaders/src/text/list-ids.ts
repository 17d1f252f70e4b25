/** Numbers the lists of a document from the depths of their items, in the order of the document. */
export interface ListIds {
  /**
   * The list of an item. Deeper lists end; a list at this depth continues if its items have the same mark.
   *
   * @param mark - distinguishes lists at one depth: the bullet, or the kind of number
   */
  item(depth: number, mark?: string): number;
  /** Text outside of items ends the lists at its depth and deeper; text that is indented more belongs to an item. */
  interrupt(depth?: number): void;
}

export function createListIds(): ListIds {
  let last = 0;
  const open: { readonly depth: number; readonly mark: string; readonly id: number }[] = [];
  const interrupt = (depth = 0): void => {
    while (open.length > 0 && open.at(-1)!.depth >= depth) open.pop();
  };
  return {
    item(depth, mark = "") {
      interrupt(depth + 1);
      const top = open.at(-1);
      if (top?.depth === depth && top.mark === mark) return top.id;
      interrupt(depth);
      last += 1;
      open.push({ depth, mark, id: last });
      return last;
    },
    interrupt,
  };
}
