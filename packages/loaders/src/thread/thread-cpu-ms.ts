import { readFileSync } from "node:fs";

/** Linux counts CPU time in hundredths of a second for programs, on every architecture that Node runs on. */
const tickMs = 10;

/** CPU time of a thread of this process; `null` where the system does not tell, and for a thread that ended. */
export function threadCpuMs(systemThread: number): number | null {
  try {
    const stat = readFileSync(`/proc/self/task/${systemThread}/stat`, "latin1");
    // The second field is the name in parentheses, and may contain anything; user and system time are 14th and 15th.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const ticks = Number(fields[11]) + Number(fields[12]);
    return Number.isFinite(ticks) ? ticks * tickMs : null;
  } catch {
    return null;
  }
}
