import type { BenchReport } from "../measure/bench-report.js";
import { measureCpu } from "./measure-cpu.js";
import { measureLimit, type LimitRun } from "./measure-limit.js";

export interface DatabricksBenchOptions {
  /** Length of each run at a limit. @defaultValue 60 */
  readonly seconds?: number;
  /** Requests per second that the stand-in admits. @defaultValue [5, 150] */
  readonly limits?: readonly number[];
  /** Requests of the comparison of processor time. @defaultValue 400 */
  readonly requests?: number;
}

/**
 * Embeds through the stand-in workspace against its limit, with 5 % faults and 200 ms latency, and compares the
 * processor time of a request with that of a bare `fetch` loop.
 *
 * The rival of the limit rows is the bucket itself: the requests that it admits during the run, including its first
 * burst.
 */
export async function benchDatabricks({
  seconds = 60,
  limits = [5, 150],
  requests = 400,
}: DatabricksBenchOptions = {}): Promise<BenchReport> {
  const rows: BenchReport["rows"][number][] = [];
  for (const perSecond of limits) {
    for (const known of [true, false]) {
      // One run each is enough with a known limit; a wrong limit is corrected in the first seconds.
      const run = await measureLimit({ perSecond, seconds, known });
      rows.push({
        what: `${perSecond} requests a second, ${known ? "limit known" : "limit unknown"}`,
        unit: "texts/s",
        ours: run.admitted / seconds,
        rival: run.admissible / seconds,
        note: noteOf(run),
      });
    }
  }
  for (const texts of [1, 32]) {
    const { ours, bare } = await measureCpu({ requests, texts });
    rows.push({
      what: `processor time of a request of ${texts} ${texts === 1 ? "text" : "texts"}`,
      unit: "ms",
      ours,
      rival: bare,
      note: `${(ours / bare).toFixed(2)} times the bare loop's`,
    });
  }
  return {
    name: "databricks",
    rival: "what the limit admits; a bare fetch loop of the same concurrency",
    input:
      `gte-large-en at the stand-in, one text per request, ${seconds} s, 5 % faults, 200 ms latency; ` +
      `${requests} requests for processor time`,
    rows,
  };
}

function noteOf({ admitted, admissible, refused, retried, lost, twice }: LimitRun): string {
  const share = ((100 * admitted) / admissible).toFixed(1);
  const faults = `429: ${refused}, retries: ${retried}, lost: ${lost}, received twice: ${twice}`;
  return `${share} % of ${Math.round(admissible)}; ${faults}`;
}
