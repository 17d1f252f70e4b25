import { createWorkspace, databricksEmbedder } from "@ragstone/databricks";
import { startStandin } from "@ragstone/standin";

export interface LimitRun {
  /** Requests that the server let in during the time. */
  readonly admitted: number;
  /** What its bucket holds at the start and gains in the time. */
  readonly admissible: number;
  readonly refused: number;
  readonly retried: number;
  /** Texts without a vector. */
  readonly lost: number;
  /** Texts whose whole answer was sent more than once. */
  readonly twice: number;
}

/** Runs for a time at the limit of a server, always with work waiting, then lets what is in flight end. */
export async function measureLimit({ perSecond, seconds, known }: { readonly perSecond: number; readonly seconds: number; readonly known: boolean }): Promise<LimitRun> {
  const standin = await startStandin({ limits: { "*": { qps: perSecond } }, faults: [{ name: "latency", value: 200 }, { name: "random", share: 0.05 }] });
  let retried = 0;
  try {
    const workspace = createWorkspace({
      host: standin.host,
      token: standin.token,
      env: {},
      limits: { "gte-large-en": known ? { queriesPerSecond: perSecond } : {} },
      onEvent: (event) => {
        if (event.type === "request-retried") retried += 1;
      },
    });
    const concurrency = Math.max(8, Math.ceil(perSecond * 0.8));
    const embedder = databricksEmbedder({ model: "gte-large-en", workspace, concurrency });
    const startMs = Date.now();
    const endMs = startMs + seconds * 1000;
    let next = 0;
    let lost = 0;
    const work = async () => {
      while (Date.now() < endMs) {
        const text = `text number ${next}`;
        next += 1;
        const { vectors } = await embedder.embed([text], { kind: "passage" });
        if (vectors[0] === null) lost += 1;
      }
    };
    await Promise.all(Array.from({ length: concurrency * 2 }, work));
    const during = standin.requests.filter(({ receivedMs }) => receivedMs <= endMs);
    const whole = standin.requests.filter(({ status, faults }) => status === 200 && !faults.some((fault) => fault !== "latency"));
    const received = new Map<string, number>();
    for (const { body } of whole) {
      const text = (body as { readonly input: readonly string[] }).input[0]!;
      received.set(text, (received.get(text) ?? 0) + 1);
    }
    return {
      admitted: during.filter(({ status }) => status !== 429).length,
      admissible: perSecond * (seconds + 1),
      refused: during.filter(({ status }) => status === 429).length,
      retried,
      lost: lost + (next - received.size),
      twice: [...received.values()].filter((times) => times > 1).length,
    };
  } finally {
    await standin.close();
  }
}
