/** Far above every context. */
const most = 1_000_000_000;

/** A count of tokens as a service reports it; `null` for what is none, so that no limit is settled by it. */
export function tokenCount(value: unknown): number | null {
  return typeof value === "number" && value >= 0 && value <= most ? value : null;
}
