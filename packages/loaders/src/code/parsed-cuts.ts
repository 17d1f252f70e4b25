import type { LRParser } from "@lezer/lr";
import { maxParsedCharacters } from "./max-parsed-characters.js";
import { nestsDeep } from "./nests-deep.js";
import { parseWithinLimits } from "./parse-within-limits.js";
import { treeCuts, type TreeBlockOptions } from "./tree-blocks.js";

export interface ParsedCuts {
  /** Positions that separate the declarations of a text; `null` where its syntax is unknown. */
  readonly cuts: readonly number[] | null;
  /** The reason why its syntax is unknown. */
  readonly problem: string | null;
}

/** {@link treeCuts} of a text with a grammar. Nothing in the text makes it fail, or take long. */
export async function parsedCuts(
  text: string,
  grammar: () => Promise<LRParser>,
  options: TreeBlockOptions,
): Promise<ParsedCuts> {
  if (text.length > maxParsedCharacters) return unparsed(`longer than ${maxParsedCharacters} characters`);
  if (nestsDeep(text)) return unparsed("nested too deep");
  const parser = await grammar();
  try {
    const tree = parseWithinLimits(parser, text);
    return tree === null
      ? unparsed("its syntax takes too much time or memory to parse")
      : { cuts: treeCuts(text, tree, options), problem: null };
  } catch (error) {
    // Nesting beyond the stack.
    if (error instanceof RangeError) return unparsed("nested too deep");
    throw error;
  }
}

function unparsed(problem: string): ParsedCuts {
  return { cuts: null, problem };
}
