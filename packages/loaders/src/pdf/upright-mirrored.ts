import type { Run } from "./run.js";

/** Steps between lines are at least this many ems; smaller ones are scripts. */
const lineStep = 0.8;

/**
 * Runs of mirrored text with the first line at the top. A mirror may also turn the page upside down, so the order in
 * which the lines were drawn decides where the top is.
 */
export function uprightMirrored(runs: readonly Run[]): readonly Run[] {
  let steps = 0;
  for (let index = 1; index < runs.length; index += 1) {
    const rise = runs[index]!.y - runs[index - 1]!.y;
    if (Math.abs(rise) > lineStep * runs[index]!.style.size) steps += Math.sign(rise);
  }
  return steps > 0 ? runs.map((run) => ({ ...run, y: -run.y })) : runs;
}
