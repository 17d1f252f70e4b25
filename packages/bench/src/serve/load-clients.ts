/** What clients met. */
export interface LoadResult {
  readonly requests: number;
  readonly errors: number;
  /** One per request. */
  readonly elapsedMs: readonly number[];
}

/** Clients that send one request after the other for a while; `send` gets a running number. */
export async function loadClients(
  { clients, durationMs }: { readonly clients: number; readonly durationMs: number },
  send: (number: number) => Promise<Response>,
): Promise<LoadResult> {
  const elapsedMs: number[] = [];
  let errors = 0;
  let number = 0;
  const end = performance.now() + durationMs;
  const client = async (): Promise<void> => {
    while (performance.now() < end) {
      const started = performance.now();
      const isFine = await send(number++)
        .then(async (response) => (await response.text()) !== "" && response.ok)
        .catch(() => false);
      elapsedMs.push(performance.now() - started);
      if (!isFine) errors += 1;
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  return { requests: elapsedMs.length, errors, elapsedMs };
}
