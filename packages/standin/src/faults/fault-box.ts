import { seededRandom } from "./random.js";
import type { Fault, FaultName } from "./fault.js";

const drawn: readonly FaultName[] = ["500", "503", "reset", "cut-stream"];

/** The faults that hit one request. */
export type ActiveFaults = ReadonlyMap<FaultName, number | undefined>;

/** Contains the active faults and decides, reproducibly, which of them hit a request. */
export class FaultBox {
  #faults: { readonly fault: Fault; left: number }[] = [];
  #random: () => number;

  constructor(faults: readonly Fault[], seed: number) {
    this.#random = seededRandom(seed);
    this.set(faults);
  }

  set(faults: readonly Fault[]): void {
    this.#faults = faults.map((fault) => ({ fault, left: fault.times ?? Infinity }));
  }

  /** Draws for one request of a kind (`chat`, `embeddings`, `oauth`) to an endpoint. */
  draw(kind: string, endpoint: string): ActiveFaults {
    const active = new Map<FaultName, number | undefined>();
    for (const entry of this.#faults) {
      const { name, value, share = 1, on } = entry.fault;
      const matches = on === undefined ? kind !== "oauth" : on === kind || on === endpoint;
      if (!matches || entry.left <= 0) continue;
      if (share < 1 && this.#random() >= share) continue;
      entry.left -= 1;
      active.set(name === "random" ? (drawn[Math.floor(this.#random() * drawn.length)] ?? "500") : name, value);
    }
    return active;
  }
}
