import type { PartialParse, Tree } from "@lezer/common";
import type { LRParser } from "@lezer/lr";
import { startCpuLimit } from "../thread/start-cpu-limit.js";

export interface ParseLimits {
  /** CPU time in ms. @defaultValue 4000: three times what the largest real file takes on a busy machine */
  readonly cpuMs?: number;
  /** Sum of {@link openSymbols} over all steps. @defaultValue 10,000,000, and 100 for each character of the text */
  readonly work?: number;
}

const defaultCpuMs = 4000;

/**
 * Damaged files reach 49,000 per character; of the 52 largest sources of a development machine (C, C++, Go, Python,
 * TypeScript, JavaScript, CSS, PHP, YAML, XML) all but one table of macros (1,196) stay below 40.
 */
const defaultWork = 10_000_000;
const workPerCharacter = 100;

/** Steps between two looks at the clock; a step takes 1 ms at most. */
const stepsAtOnce = 64;

/** The state of Lezer's parser, which its types leave out: ways to read the text so far, with their open symbols. */
interface LRParse extends PartialParse {
  readonly stacks?: readonly { readonly stack: readonly number[] }[];
}

/**
 * A syntax tree, or `null` where the parser would take too much time or memory. In text without closing quotes or
 * brackets each token may be searched for up to the end of the file, and no symbol is ever closed: each time that the
 * parser tries several ways to continue, it copies all open symbols and keeps the copy.
 */
export function parseWithinLimits(parser: LRParser, text: string, limits: ParseLimits = {}): Tree | null {
  const { cpuMs = defaultCpuMs, work: mostWork = defaultWork + workPerCharacter * text.length } = limits;
  const isOver = startCpuLimit(cpuMs);
  const parse: LRParse = parser.startParse(text);
  let work = 0;
  for (let steps = 1; ; steps += 1) {
    const tree = parse.advance();
    if (tree !== null) return tree;
    work += openSymbols(parse);
    if (work > mostWork) return null;
    if (steps % stepsAtOnce === 0 && isOver()) return null;
  }
}

function openSymbols({ stacks = [] }: LRParse): number {
  let open = 0;
  for (const { stack } of stacks) open += stack.length;
  return open;
}
