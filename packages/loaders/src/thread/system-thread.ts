import { readlinkSync } from "node:fs";

/** The system's number of the calling thread; `null` where there is no `/proc`. */
export function systemThread(): number | null {
  try {
    // Such as `4711/task/4715`.
    return Number(readlinkSync("/proc/thread-self").split("/").at(-1));
  } catch {
    return null;
  }
}
