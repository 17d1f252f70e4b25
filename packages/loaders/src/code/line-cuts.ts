/**
 * Starts of the lines that follow a blank line and are not indented: where declarations start in most languages.
 * Linear.
 */
export function paragraphCuts(text: string): number[] {
  const cuts: number[] = [];
  const starts = /\n[ \t]*\r?\n(?=[^\s}\])])/g;
  for (let match = starts.exec(text); match !== null; match = starts.exec(text))
    cuts.push(match.index + match[0].length);
  return cuts;
}

/** Starts of lines. Linear. */
export function lineCuts(text: string): number[] {
  const cuts: number[] = [];
  for (let at = text.indexOf("\n"); at !== -1 && at + 1 < text.length; at = text.indexOf("\n", at + 1))
    cuts.push(at + 1);
  return cuts;
}
