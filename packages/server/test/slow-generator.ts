import type { Generator, Tokenizer } from "@ragstone/core";

/** A model that writes until it is stopped, and counts the calls that are open. */
export interface SlowGenerator extends Generator {
  readonly open: () => number;
  readonly started: () => number;
}

/** Counts four characters as a token. */
const wordCount: Tokenizer = {
  name: "characters",
  exact: false,
  specialTokens: 0,
  additive: false,
  count: (text, start = 0, end = text.length) => Math.ceil((end - start) / 4),
  encode: () => ({ ids: [], offsets: [] }),
};

/** Writes `words` words, one each `pauseMs`. */
export function slowGenerator({ words = 1e6, pauseMs = 5, word = "word " } = {}): SlowGenerator {
  let open = 0;
  let started = 0;
  return {
    name: "slow",
    kind: "model",
    contextTokens: 100_000,
    tokenizer: wordCount,
    usdPerMillionTokens: null,
    open: () => open,
    started: () => started,
    async *generate({ signal }) {
      open += 1;
      started += 1;
      try {
        for (let index = 0; index < words; index += 1) {
          signal?.throwIfAborted();
          yield { type: "text", text: word };
          if (pauseMs > 0 || index % 100 === 0) await new Promise((resolve) => setTimeout(resolve, pauseMs));
        }
        yield { type: "finish", reason: "stop" };
      } finally {
        open -= 1;
      }
    },
  };
}
