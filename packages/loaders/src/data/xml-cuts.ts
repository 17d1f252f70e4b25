import type { TextRange } from "@ragstone/core";
import { lineCuts, paragraphCuts } from "../code/line-cuts.js";
import { maxParsedCharacters } from "../code/max-parsed-characters.js";
import { nestsDeep } from "../code/nests-deep.js";
import { treeCuts } from "../code/tree-blocks.js";

/** Positions that separate the records of an XML text, none of them inside a section. */
export async function xmlCuts(text: string, sections: readonly TextRange[]): Promise<number[]> {
  const cuts = await findCuts(text);
  let next = 0;
  return cuts.filter((cut) => {
    while (next < sections.length && sections[next]!.end <= cut) next += 1;
    return next === sections.length || sections[next]!.start >= cut;
  });
}

async function findCuts(text: string): Promise<number[]> {
  if (text.length > maxParsedCharacters || nestsDeep(text)) return lineCuts(text);
  const { parser } = await import("@lezer/xml");
  try {
    return treeCuts(text, parser.parse(text), { wholeLines: false });
  } catch (error) {
    // Nesting beyond the stack.
    if (error instanceof RangeError) return paragraphCuts(text);
    throw error;
  }
}
