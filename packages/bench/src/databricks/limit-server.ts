import { startStandin } from "@ragstone/standin";

/** The parent's request at the end. */
export interface LimitCounts {
  /** Requests until then that were let in, and refused. */
  readonly admitted: number;
  readonly refused: number;
  /** Texts whose whole answer was sent at least once, and more than once. */
  readonly received: number;
  readonly twice: number;
}

/**
 * The stand-in at a limit in a separate process: reports its address, and the counts up to the time that it receives.
 */
const standin = await startStandin({
  limits: { "*": { qps: Number(process.argv[2]) } },
  faults: [
    { name: "latency", value: 200 },
    { name: "random", share: 0.05 },
  ],
});

process.on("message", (untilMs: number) => {
  const during = standin.requests.filter(
    ({ path, receivedMs }) => path.endsWith("/invocations") && receivedMs <= untilMs,
  );
  const times = new Map<string, number>();
  for (const { status, faults, body } of standin.requests) {
    if (status !== 200 || faults.some((fault) => fault !== "latency")) continue;
    const text = (body as { readonly input: readonly string[] }).input[0]!;
    times.set(text, (times.get(text) ?? 0) + 1);
  }
  const counts: LimitCounts = {
    admitted: during.filter(({ status }) => status !== 429).length,
    refused: during.filter(({ status }) => status === 429).length,
    received: times.size,
    twice: [...times.values()].filter((count) => count > 1).length,
  };
  process.send?.(counts);
  void standin.close().then(() => process.disconnect());
});
process.send?.({ host: standin.host, token: standin.token });
