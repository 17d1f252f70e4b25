import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { createWorkspace, databricksEmbedder } from "@ragstone/databricks";
import type { LimitCounts } from "./limit-server.js";

export interface LimitRun {
  /** Requests that the server let in during the time. */
  readonly admitted: number;
  /** The initial content of its bucket plus the gain during the run. */
  readonly admissible: number;
  readonly refused: number;
  readonly retried: number;
  /** Texts without a vector. */
  readonly lost: number;
  /** Texts whose whole answer was sent more than once. */
  readonly twice: number;
}

/** Runs for a time at the limit of a server, always with work waiting, then lets requests in flight end. */
export async function measureLimit({
  perSecond,
  seconds,
  known,
}: {
  readonly perSecond: number;
  readonly seconds: number;
  readonly known: boolean;
}): Promise<LimitRun> {
  const server = fork(fileURLToPath(new URL("./limit-server.js", import.meta.url)), [String(perSecond)]);
  try {
    const [{ host, token }] = (await once(server, "message")) as [{ readonly host: string; readonly token: string }];
    let retried = 0;
    const workspace = createWorkspace({
      host,
      token,
      env: {},
      limits: { "gte-large-en": known ? { queriesPerSecond: perSecond } : {} },
      onEvent: (event) => {
        if (event.type === "request-retried") retried += 1;
      },
    });
    const concurrency = Math.max(8, Math.ceil(perSecond * 0.8));
    const embedder = databricksEmbedder({ model: "gte-large-en", workspace, concurrency, encoding: "base64" });
    embedder.tokenizer.count("The vocabulary is read once, before the clock starts.");
    const endMs = Date.now() + seconds * 1000;
    let asked = 0;
    let lost = 0;
    const work = async () => {
      while (Date.now() < endMs) {
        asked += 1;
        const { vectors } = await embedder.embed([`text number ${asked}`], { kind: "passage" });
        if (vectors[0] === null) lost += 1;
      }
    };
    await Promise.all(Array.from({ length: concurrency * 2 }, work));
    server.send(endMs);
    const [{ admitted, refused, received, twice }] = (await once(server, "message")) as [LimitCounts];
    return { admitted, admissible: perSecond * (seconds + 1), refused, retried, lost: lost + asked - received, twice };
  } finally {
    server.kill();
  }
}
