import type { Generator, Usage } from "@ragstone/core";

type Price = Generator["usdPerMillionTokens"];

/** Adds up the usage of the calls of one answer, each at the price of its model. */
export class UsageMeter {
  #inputTokens = 0;
  #outputTokens = 0;
  /** `null` as long as nothing was used, and permanently once a call had no known price. */
  #costUsd: number | null = null;
  #priced = true;

  get total(): Usage {
    return {
      inputTokens: this.#inputTokens,
      outputTokens: this.#outputTokens,
      costUsd: this.#priced ? this.#costUsd : null,
    };
  }

  add({ inputTokens, outputTokens }: Pick<Usage, "inputTokens" | "outputTokens">, price: Price): void {
    this.#inputTokens += inputTokens;
    this.#outputTokens += outputTokens;
    if (price === null) this.#priced = false;
    else this.#costUsd = (this.#costUsd ?? 0) + (inputTokens * price.input + outputTokens * price.output) / 1e6;
  }

  /** Completes prompts with a generator, if it can, and adds up the usage here. */
  metered(generator: Pick<Generator, "complete" | "usdPerMillionTokens">): Pick<Generator, "complete"> {
    const complete = generator.complete?.bind(generator);
    if (complete === undefined) return {};
    return {
      complete: (prompt, options = {}) =>
        complete(prompt, { ...options, onUsage: (used) => this.add(used, generator.usdPerMillionTokens) }),
    };
  }
}
