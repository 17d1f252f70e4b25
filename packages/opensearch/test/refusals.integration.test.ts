import { openSearchServer, sampleDocument, sampleFingerprint, sampleVectors } from "@ragstone/testkit";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, describe, expect, it, test } from "vitest";
import { openSearchIndex } from "../src/index.js";

/** An answer of a server in the form of OpenSearch's. */
interface Answer {
  readonly status: number;
  readonly body: object;
}

const refusal = (status: number, type: string, reason: string): Answer => ({
  status,
  body: { error: { type, reason, root_cause: [{ type, reason }] }, status },
});

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** A server that answers everything alike. Gives its host, and the sign-ins that it saw. */
async function serverThatSays({ status, body }: Answer): Promise<{ host: string; signIns: (string | undefined)[] }> {
  const signIns: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    signIns.push(request.headers.authorization);
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
  servers.push(server.listen(0, "127.0.0.1"));
  await new Promise((resolve) => {
    server.once("listening", resolve);
  });
  return { host: `127.0.0.1:${(server.address() as AddressInfo).port}`, signIns };
}

describe("a refusal", () => {
  it.each<[string, Answer, string, RegExp]>([
    ["of the sign-in", refusal(401, "security_exception", "Unauthorized"), "sign-in-failed", /OPENSEARCH_PASSWORD/u],
    ["of a right", refusal(403, "security_exception", "no permissions for [indices:data/read/get]"), "permission-denied", /right/u], // prettier-ignore
    ["of a full disk", refusal(429, "cluster_block_exception", "index [x] blocked by: [TOO_MANY_REQUESTS/12/disk usage exceeded flood-stage watermark, index has read-only-allow-delete block];"), "disk-full", /space/u], // prettier-ignore
    ["of writing", refusal(403, "cluster_block_exception", "index [x] blocked by: [FORBIDDEN/8/index write (api)];"), "index-read-only", /block/u], // prettier-ignore
    ["to create an index", refusal(403, "cluster_block_exception", "blocked by: [FORBIDDEN/10/cluster create-index blocked (api)];"), "disk-full", /space/u], // prettier-ignore
    ["without the plugin", refusal(400, "mapper_parsing_exception", "No handler for type [knn_vector] declared on field [vector]"), "index-foreign", /opensearch-plugin install opensearch-knn/u], // prettier-ignore
    ["without the plugin's settings", refusal(400, "illegal_argument_exception", "unknown setting [index.knn] please check"), "index-foreign", /opensearch-knn/u], // prettier-ignore
    [
      "of an index that was removed",
      refusal(404, "index_not_found_exception", "no such index [x]"),
      "index-missing",
      /again/u,
    ],
    ["of anything else", refusal(400, "strange_exception", "what is this"), "service-failed", /log/u],
  ])("%s is a clear error", async (_, answer, code, hint) => {
    const { host } = await serverThatSays(answer);
    const provider = openSearchIndex({ url: `opensearch://ann:s3cret@${host}/x` });
    const error = await provider.write({ create: sampleFingerprint }).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code, hint: expect.stringMatching(hint) as string });
    expect(String(error)).not.toContain("s3cret");
  });

  it("follows a sign-in with the user and the password of the URL", async () => {
    const { host, signIns } = await serverThatSays(refusal(401, "security_exception", "Unauthorized"));
    await expect(openSearchIndex({ url: `opensearch://ann:s3cret@${host}/x` }).exists()).rejects.toMatchObject({ code: "sign-in-failed" }); // prettier-ignore
    expect(signIns).toEqual([`Basic ${Buffer.from("ann:s3cret").toString("base64")}`]);
  });

  it("of a server without OpenSearch behind it is not waited for", async () => {
    const { host } = await serverThatSays({ status: 404, body: { message: "no such page" } });
    expect(await openSearchIndex({ url: `opensearch://${host}/x` }).exists()).toBe(false);
    await expect(openSearchIndex({ url: "opensearch://127.0.0.1:1/x" }).read()).rejects.toMatchObject({ code: "network-failed" }); // prettier-ignore
  });
});

const bare = await openSearchServer({ knn: false });
afterAll(() => bare?.stop());

describe.skipIf(bare === null)("a cluster without the k-NN plugin", () => {
  test("is refused with the plugin to install, and has no index of ours afterwards", async () => {
    const provider = openSearchIndex({ url: `opensearch://${new URL(bare!.nodes[0]!).host}/x` });
    await expect(provider.write({ create: sampleFingerprint })).rejects.toMatchObject({
      code: "index-foreign",
      hint: expect.stringContaining("opensearch-knn") as string,
    });
    expect(await (await fetch(`${bare!.nodes[0]}/_cat/indices/ragstone*`)).text()).toBe("");
  });
});

const pair = await openSearchServer({ nodes: 2 });
afterAll(() => pair?.stop());

describe.skipIf(pair === null)("a cluster that lost the only copy of a shard", () => {
  test("is a clear error for readers, never a part of the answer", { timeout: 120_000, retry: 0 }, async () => {
    const [first, second] = pair!.nodes.map((node) => new URL(node).host);
    const url = `opensearch://${first}/red?nodes=${second}&shards=4&replicas=0`;
    const index = await openSearchIndex({ url }).write({ create: sampleFingerprint });
    const entry = sampleDocument("a.md", Array.from({ length: 40 }, (_, line) => `the boiler has line ${line}`).join("\n")); // prettier-ignore
    await index.putVectors(sampleVectors(entry));
    await index.replaceDocument(entry);
    const reader = await openSearchIndex({ url }).read();
    expect(await reader.search({ text: "boiler", k: 50 })).toHaveLength(40);
    await pair!.kill!(1);
    const found = await reader.search({ text: "boiler", k: 50 }).catch((error: unknown) => error);
    expect(found).toMatchObject({ code: expect.stringMatching(/service-failed|network-failed|timed-out/u) as string });
    await reader.close();
    await index.close();
  });
});
