import { DocumentError } from "@ragstone/core";

/**
 * Elements inside one another that are still read. Office files and books stay below 100; parsers need time by the
 * square of the depth.
 */
const maxDepth = 2000;

/**
 * Tolerated number of tags that contain another `<`, which XML forbids: parsers need time quadratic in it.
 */
const maxBroken = 1000;

/**
 * Refuses markup that nests without end, elements or broken tags, before a parser meets it. Linear; makes no copy.
 *
 * @throws {@link DocumentError} `malformed` if elements nest deeper than 2,000, or more than 1,000 tags are broken
 */
export function checkDepth(path: string, markup: string): void {
  let depth = 0;
  let broken = 0;
  for (let at = markup.indexOf("<"); at !== -1; at = markup.indexOf("<", at + 1)) {
    const next = markup.charCodeAt(at + 1);
    if (next === 47) depth -= 1;
    else if (next !== 33 && next !== 63) {
      const close = markup.indexOf(">", at);
      const inner = markup.indexOf("<", at + 1);
      if (inner !== -1 && (close === -1 || inner < close)) {
        broken += 1;
        if (broken > maxBroken) throw new DocumentError(path, "malformed", "tags without end");
        continue;
      }
      if (close === -1) return;
      if (markup.charCodeAt(close - 1) !== 47) depth += 1;
      at = close;
    }
    if (depth > maxDepth) throw new DocumentError(path, "malformed", `elements nest deeper than ${maxDepth}`);
  }
}
