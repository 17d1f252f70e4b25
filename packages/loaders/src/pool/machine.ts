import { availableParallelism } from "node:os";

/** What a pool has to know of the machine and of the thread that uses it. */
export interface Machine {
  /** Threads that run at once. */
  readonly processors: number;
  /** Whether the calling thread mostly waited since the last call. */
  callerIsIdle(): boolean;
}

/** Share of its time that an idle thread is busy for at most. */
const idleUtilization = 0.5;

/** Shorter times say little. */
const minObservedMs = 100;

export function observeMachine(): Machine {
  let last = performance.eventLoopUtilization();
  return {
    processors: availableParallelism(),
    callerIsIdle() {
      const now = performance.eventLoopUtilization();
      const { utilization, active, idle } = performance.eventLoopUtilization(now, last);
      if (active + idle < minObservedMs) return false;
      last = now;
      return utilization < idleUtilization;
    },
  };
}
