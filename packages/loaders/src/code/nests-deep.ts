/**
 * Depth above which a text is no longer parsed: parsers take more than linear time, and nobody writes or reads that.
 */
const maxDepth = 500;

/** List marks on one line of YAML, each a level. */
const nestedItems = /(?:- ){64}/;

/**
 * Whether brackets or list marks nest deeper than any real file. Brackets in strings count: a wrong verdict costs
 * structure, not text. Linear.
 */
export function nestsDeep(text: string): boolean {
  let depth = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === 123 || code === 91 || code === 40) depth += 1;
    else if ((code === 125 || code === 93 || code === 41) && depth > 0) depth -= 1;
    if (depth > maxDepth) return true;
  }
  return nestedItems.test(text);
}
