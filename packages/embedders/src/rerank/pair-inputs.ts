import type { PairTemplate } from "../onnx/input-template.js";
import type { ModelInput } from "../onnx/model-input.js";

export interface PairToEncode {
  /** Ids without special tokens. */
  readonly query: Int32Array;
  readonly passage: Int32Array;
  readonly template: PairTemplate;
  /** Special tokens included. */
  readonly windowTokens: number;
}

/**
 * The inputs of a pair: one where it fits the window, else several of about the same length that cover the passage
 * (the best one counts, MaxP: Dai and Callan, SIGIR 2019). A query above its {@link queryRoom} is cut there.
 */
export function pairInputs({ query, passage, template, windowTokens }: PairToEncode): readonly ModelInput[] {
  const { before, between, after, secondType } = template;
  const first = query.subarray(0, queryRoom({ template, windowTokens }));
  const room = freeTokens({ template, windowTokens }) - first.length;
  const count = Math.max(1, Math.ceil(passage.length / room));
  const length = Math.ceil(passage.length / count);
  return Array.from({ length: count }, (_, at): ModelInput => {
    const second = passage.subarray(at * length, (at + 1) * length);
    const ids = Int32Array.from([...before, ...first, ...between, ...second, ...after]);
    return { ids, secondStart: secondType === 1 ? ids.length - after.length - second.length : undefined };
  });
}

/** Tokens that a pair has for the query: half of what the special tokens leave. */
export function queryRoom(pair: Pick<PairToEncode, "template" | "windowTokens">): number {
  return Math.floor(freeTokens(pair) / 2);
}

function freeTokens({ template, windowTokens }: Pick<PairToEncode, "template" | "windowTokens">): number {
  const { before, between, after } = template;
  return windowTokens - before.length - between.length - after.length;
}
