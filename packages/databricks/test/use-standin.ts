import { startStandin, type Standin, type StandinOptions } from "@ragstone/standin";
import { afterAll, afterEach, beforeAll } from "vitest";
import { undocumented } from "./undocumented.js";

/**
 * A stand-in for the tests of a file, reset before each: no faults, no recorded requests.
 *
 * @param reset - restores any other state that the tests change
 */
export function useStandin({
  reset = () => undefined,
  ...options
}: StandinOptions & { readonly reset?: (standin: Standin) => void } = {}) {
  let running: Standin | null = null;
  const problems: string[] = [];
  const counts = { requests: 0 };
  const standin = (): Standin => {
    if (running === null) throw new TypeError("the stand-in runs in tests only");
    return running;
  };
  beforeAll(async () => {
    running = await startStandin(options);
  });
  afterEach(() => {
    problems.push(...undocumented(standin()));
    counts.requests += standin().requests.length;
    standin().clearRequests();
    standin().setFaults([]);
    reset(standin());
  });
  afterAll(() => standin().close());
  return {
    standin,
    /** Problems, and the number, of every model request of the tests so far, by the schemas of documented fields. */
    problems,
    counts,
  };
}
