import { spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { createWorkspace, databricksEmbedder } from "@ragstone/databricks";

const concurrency = 16;
const rounds = 3;

/**
 * Processor time of this process for each request, in ms: through the embedder, and through a loop that only fetches
 * and parses. The server is a separate process; the rounds alternate and the best of each counts.
 */
export async function measureCpu({
  requests,
  texts,
}: {
  readonly requests: number;
  readonly texts: number;
}): Promise<{ readonly ours: number; readonly bare: number }> {
  const server = spawn(
    process.execPath,
    [
      join(dirname(createRequire(import.meta.url).resolve("@ragstone/standin/package.json")), "dist/main.js"),
      "--no-limits",
    ],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  try {
    const [line] = (await once(createInterface(server.stdout), "line")) as [string];
    const { host, token } = JSON.parse(line) as { readonly host: string; readonly token: string };
    const workspace = createWorkspace({ host, token, env: {}, limits: { "gte-large-en": {} } });
    const embedder = databricksEmbedder({ model: "gte-large-en", workspace, concurrency });
    const batch = (number: number) =>
      Array.from(
        { length: texts },
        (_, i) =>
          `Passage ${number} of ${i}: the tenant shall pay the rent on the first day of each month, ` +
          "and keys are rotated every ninety days.",
      );
    const ours = (number: number) => embedder.embed(batch(number), { kind: "passage" });
    const bare = async (number: number) => {
      const response = await fetch(`${host}/serving-endpoints/databricks-gte-large-en/invocations`, {
        method: "POST",
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
        body: JSON.stringify({ input: batch(number) }),
      });
      return response.json();
    };
    await cpuOf(ours, requests / 4);
    await cpuOf(bare, requests / 4);
    const times = { ours: Infinity, bare: Infinity };
    for (let round = 0; round < rounds; round += 1) {
      times.ours = Math.min(times.ours, await cpuOf(ours, requests));
      times.bare = Math.min(times.bare, await cpuOf(bare, requests));
    }
    return times;
  } finally {
    server.kill();
    await once(server, "exit");
  }
}

async function cpuOf(request: (number: number) => Promise<unknown>, count: number): Promise<number> {
  const before = process.cpuUsage();
  let next = 0;
  const work = async () => {
    while (next < count) {
      next += 1;
      await request(next);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / count;
}
