import { DocumentError } from "@ragstone/core";
import { documentFaults, loaderInput } from "@ragstone/testkit";
import { createWorkerSlot } from "../../src/pool/worker-slot.js";
import { mutateFile } from "./mutate-file.js";
import { createRandom } from "./random.js";

/** One format to fuzz. */
export interface FuzzPlan {
  /** The name that all mutants have. */
  readonly path: string;
  /** Sound files that are changed. */
  readonly samples: readonly Uint8Array[];
  /** How many mutants to load. */
  readonly files: number;
  readonly seed: number;
  /** The file that worker threads run. */
  readonly workerUrl: URL;
  /** Receives each mutant that shows a fault. */
  readonly onFault?: (mutant: Uint8Array, fault: string) => void;
}

export interface FuzzResult {
  readonly loaded: number;
  /** Failed mutants by reason. */
  readonly reasons: Readonly<Record<string, number>>;
  readonly faults: readonly string[];
  readonly slowestMs: number;
}

/** CPU time after which a mutant of at most 256 KiB counts as a hang. */
const limitMs = 10_000;

/** Reasons that blame the loader, not the file. */
const loaderReasons = new Set(["timed-out", "crashed", "loader-fault"]);

/** Messages of errors that a loader did not mean to throw. */
const accidental =
  /is not a function|is not iterable|cannot read propert|is not defined|maximum call stack|of undefined|of null/i;

/**
 * Loads mutants of a format, each in a worker. The same plan makes the same mutants. A fault is a mutant that hangs or
 * crashes its worker, whose document breaks the contract, or that fails without a reason and advice.
 */
export async function fuzzFormat({ path, samples, files, seed, workerUrl, onFault }: FuzzPlan): Promise<FuzzResult> {
  const slot = createWorkerSlot(workerUrl);
  const reasons: Record<string, number> = {};
  const faults: string[] = [];
  let loaded = 0;
  let slowestMs = 0;
  try {
    for (let n = 0; n < files; n += 1) {
      const random = createRandom(seed * 1_000_003 + n);
      const mutant = mutateFile(random.pick(samples), random);
      const startMs = performance.now();
      let found: readonly string[];
      try {
        found = documentFaults(await slot.run({ input: loaderInput(path, mutant) }, limitMs, undefined));
        loaded += 1;
      } catch (error) {
        found = faultsOfFailure(error);
        const reason = error instanceof DocumentError ? error.reason : "untyped";
        reasons[reason] = (reasons[reason] ?? 0) + 1;
      }
      slowestMs = Math.max(slowestMs, performance.now() - startMs);
      for (const fault of found) {
        faults.push(`${path} seed ${seed} file ${n}: ${fault}`);
        onFault?.(mutant, fault);
      }
    }
  } finally {
    await slot.close();
  }
  return { loaded, reasons, faults, slowestMs };
}

function faultsOfFailure(error: unknown): string[] {
  if (!(error instanceof DocumentError)) return [`untyped: ${String(error)}`];
  const { reason, detail, hint } = error;
  if (loaderReasons.has(reason)) return [`${reason}: ${detail}`];
  if (detail === "" || hint === "") return [`${reason} without detail or advice`];
  return accidental.test(detail) ? [`an accidental error as ${reason}: ${detail}`] : [];
}
