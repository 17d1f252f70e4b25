import type { RunState } from "../api/shapes.js";

/** The seconds that are left at the speed so far; `null` while nothing is known. */
export function secondsLeft({ done, total, elapsedMs }: NonNullable<RunState["progress"]>): number | null {
  if (total === 0 || done === 0 || done > total) return null;
  return ((total - done) * elapsedMs) / done / 1000;
}

/** A time that is left, for a person: seconds up to two minutes, then minutes, then hours. */
export function roundedTime(seconds: number): { readonly value: number; readonly unit: "s" | "min" | "h" } {
  if (seconds < 120) return { value: Math.max(1, Math.ceil(seconds)), unit: "s" };
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? { value: minutes, unit: "min" } : { value: Math.round(minutes / 60), unit: "h" };
}
