import { fork } from "node:child_process";
import { once } from "node:events";
import { Agent, request } from "node:http";
import { fileURLToPath } from "node:url";
import { median } from "../measure/median.js";

const program = fileURLToPath(new URL("../runs/serve-search.js", import.meta.url));

/** Processor time of a search in ms, in the process of the index and over HTTP. */
export interface SearchOverhead {
  readonly directMs: number;
  readonly servedMs: number;
}

/** Rounds of the same queries, directly and over HTTP in turns; medians of the means of a round. */
export async function searchOverhead(
  folder: string,
  queries: readonly string[],
  rounds = 11,
): Promise<SearchOverhead & { readonly addedMs: number }> {
  const child = fork(program, [folder]);
  const ask = async (message: object): Promise<{ ms: number }> => {
    const reply = once(child, "message");
    child.send(message);
    return (await reply)[0] as { ms: number };
  };
  const [{ port }] = (await once(child, "message")) as [{ port: number }];
  const direct: number[] = [];
  const served: number[] = [];
  for (let round = -1; round < rounds; round += 1) {
    const { ms } = await ask({ queries });
    const before = (await ask({})).ms;
    // A connection for each round: the server closes those that were idle during the searches before.
    const agent = new Agent({ keepAlive: true });
    for (const query of queries) await post(port, agent, JSON.stringify({ query }));
    agent.destroy();
    const after = (await ask({})).ms;
    // The first round warms both.
    if (round < 0) continue;
    direct.push(ms / queries.length);
    served.push((after - before) / queries.length);
  }
  const closed = once(child, "close");
  child.send({ end: true });
  await closed;
  const added = served.map((ms, index) => ms - direct[index]!);
  return { directMs: median(direct), servedMs: median(served), addedMs: median(added) };
}

function post(port: number, agent: Agent, body: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: "Bearer token-of-the-benchmark", "content-type": "application/json" };
    const path = "/api/collections/docs/search";
    const sent = request({ port, host: "127.0.0.1", agent, method: "POST", path, headers }, (response) => {
      response.resume().once("end", resolve);
    });
    sent.once("error", reject).end(body);
  });
}
