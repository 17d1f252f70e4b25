import type { TextRange } from "@ragstone/core";
import { lineCuts } from "../code/line-cuts.js";
import { parsedCuts } from "../code/parsed-cuts.js";

/** Positions that separate the records of a text. */
export interface XmlCuts {
  readonly cuts: readonly number[];
  /** The reason why they are starts of lines. */
  readonly problem: string | null;
}

/** Positions that separate the records of an XML text, none of them inside a section. */
export async function xmlCuts(text: string, sections: readonly TextRange[]): Promise<XmlCuts> {
  const { cuts, problem } = await parsedCuts(text, async () => (await import("@lezer/xml")).parser, {
    wholeLines: false,
  });
  let next = 0;
  const outside = (cuts ?? lineCuts(text)).filter((cut) => {
    while (next < sections.length && sections[next]!.end <= cut) next += 1;
    return next === sections.length || sections[next]!.start >= cut;
  });
  return { cuts: outside, problem };
}
