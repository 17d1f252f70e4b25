import type { TextUnit } from "../text/split-units.js";
import { unitsOf, type TextWithBlocks } from "../text/units-of.js";

/**
 * Units of a slice of a document but for its headings, with offsets into the document; cut once, when first asked for.
 */
export function answeringUnits(slice: TextWithBlocks): () => readonly TextUnit[] {
  let units: readonly TextUnit[] | undefined;
  return () =>
    (units ??= unitsOf(slice)
      .filter((unit) => unit.kind !== "heading")
      .map((unit) => ({ ...unit, start: unit.start + slice.start, end: unit.end + slice.start })));
}
