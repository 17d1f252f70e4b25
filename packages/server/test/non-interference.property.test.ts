import fc from "fast-check";
import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { expect, it } from "vitest";
import { served, type Served } from "./served.js";

type Files = Readonly<Record<string, string>>;

const nouns = ["contract", "harbour", "key", "safe", "pump", "lease"];
const values = ["31 March 2026", "90 days", "4,000 francs", "nine metres", "Bergen"];
const sentence = fc
  .tuple(fc.constantFrom(...nouns), fc.constantFrom(...nouns), fc.constantFrom(...values), fc.nat({ max: 2 }))
  .map(
    ([subject, other, value, form]) =>
      [
        `The ${subject} of the ${other} ends on ${value}.`,
        `Every ${subject} is checked after ${value}, and the ${other} too.`,
        `A ${other} needs a ${subject}.`,
      ][form]!,
  );
const body = fc
  .array(sentence, { minLength: 1, maxLength: 5 })
  .map((sentences) => `# Notes\n\n${sentences.join(" ")}\n`);

/** Words, values and copies that would show in spelling, rarity, refusals and copies. */
const telling = fc.constantFrom(
  "# Zeppelin\n\nThe zeppelin contract ends on 9 June 2029. The zeppelin price is 5,000 francs.\n",
  "# Vertrag\n\nDer Vertrag mit dem Hafen endet am 9. Juni 2029.\n",
  `# Key\n\n${"The key of the harbour, the key of the safe. ".repeat(40)}\n`,
);

/** How a document is hidden from a user of the group `crew`. */
const hidings = ["front matter", "sidecar", "rules", "no principals", "malformed sidecar"] as const;

const corpus = fc.record({
  visible: fc.array(body, { minLength: 1, maxLength: 4 }),
  hidden: fc.array(fc.tuple(fc.oneof(body, telling), fc.constantFrom(...hidings)), { minLength: 1, maxLength: 6 }),
  copied: fc.boolean(),
});

function visibleFiles(texts: readonly string[]): Files {
  const rules = [
    { path: "crew/**", principals: ["crew"] },
    { path: "board/**", principals: ["board"] },
  ];
  return {
    "ragstone.principals.json": JSON.stringify({ rules }),
    ...Object.fromEntries(texts.map((text, at) => [`crew/${at}.md`, text])),
  };
}

function hiddenFiles(texts: readonly (readonly [string, (typeof hidings)[number]])[]): Files {
  return Object.assign(
    {},
    ...texts.map(([text, hiding], at): Files => {
      const path = hiding === "rules" ? `board/${at}.md` : hiding === "no principals" ? `${at}.md` : `crew/x${at}.md`;
      if (hiding === "front matter") return { [path]: `---\nprincipals: [board]\n---\n${text}` };
      if (hiding === "sidecar") return { [path]: text, [`${path}.principals.json`]: '{"principals":["board"]}' };
      return hiding === "malformed sidecar"
        ? { [path]: text, [`${path}.principals.json`]: '{"principals":' }
        : { [path]: text };
    }),
  ) as Files;
}

const user = { "x-forwarded-email": "ann@example.org", "x-forwarded-groups": "crew" };

const questions = [
  "When does the contract of the harbour end?",
  "What is the price of the zeppelin?",
  "List every contract and every lease.",
  "Wie lange gilt der Vertrag?",
  "the hrbour cntract",
];

/** An answer of somebody who knows paths of hidden documents. */
const knowing = {
  question: "q",
  text: "The contract ends [1] [2].",
  claims: [],
  citations: ["crew/x0.md", "board/0.md"].map((path, at) => ({
    id: at + 1,
    origin: "file",
    path,
    sha256: "0".repeat(64),
    start: 0,
    end: 5,
    quote: "# Zep",
    headings: [],
    pages: [],
  })),
};

/** Everything that the server tells the user, without times. */
async function told({ url }: Served): Promise<Record<string, string>> {
  const said: Record<string, string> = {};
  const call = async (method: string, path: string, json?: unknown) => {
    const response = await fetch(url + path, {
      method,
      headers: { ...user, ...(json === undefined ? {} : { "content-type": "application/json" }) },
      ...(json === undefined ? {} : { body: JSON.stringify(json) }),
    });
    said[`${method} ${path} ${json === undefined ? "" : JSON.stringify(json)}`] =
      `${response.status} ${timeless(await response.text())}`;
  };
  const docs = "/api/collections/docs";
  for (const path of ["/health", "/api/collections", "/api/models", "/api/settings", "/v1/models"])
    await call("GET", path);
  for (const path of ["status", "documents", "documents?find=x", "documents?find=board&offset=1"])
    await call("GET", `${docs}/${path}`);
  for (const path of ["crew/x0.md", "board/0.md", "0.md", "crew/0.md"]) {
    await call("GET", `${docs}/document?path=${path}`);
    await call("GET", `${docs}/passage?path=${path}&start=0&end=5`);
  }
  for (const query of questions) {
    await call("POST", `${docs}/search`, { query, explain: true });
    await call("POST", `${docs}/search`, { query, mode: "text", k: 50, allCopies: true });
    await call("POST", `${docs}/search`, { query, filter: { metadata: { principals: "board" } } });
    await call("POST", `${docs}/ask`, { question: query });
    await call("POST", `${docs}/ask`, { question: query, stream: true });
    await call("POST", "/v1/chat/completions", { model: "docs", messages: [{ role: "user", content: query }] });
  }
  for (const path of ["index", "export"])
    await call("POST", `${docs}/${path}`, path === "export" ? { answer: knowing } : {});
  await call("POST", `${docs}/verify`, { answer: knowing });
  const client = new Client({ name: "test", version: "1" });
  await client.connect(new StreamableHTTPClientTransport(new URL(`${url}/mcp`), { requestInit: { headers: user } }));
  for (const { name } of (await client.listTools()).tools) {
    const args = {
      query: questions[0],
      question: questions[0],
      path: "board/0.md",
      id: "board/0.md:0-5",
      target: "board/0.md:0-5",
    };
    said[`mcp ${name}`] = timeless(JSON.stringify(await client.callTool({ name, arguments: args }).catch(String)));
  }
  await client.close();
  return said;
}

function timeless(text: string): string {
  return text
    .replaceAll(/"(?:elapsedMs|modifiedMs|indexedMs|created)\\?":[\d.]+/gu, "")
    .replaceAll(/"updatedAt":"[^"]+"/gu, "")
    .replaceAll(/chatcmpl-[\w-]+/gu, "");
}

it("tells a user the same whatever documents are hidden", { timeout: 300_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(corpus, async ({ visible, hidden, copied }) => {
      const files = visibleFiles(visible);
      const copies = copied ? Object.fromEntries(visible.map((text, at) => [`board/copy${at}.md`, text])) : {};
      const server = { users: { proxy: { addresses: ["127.0.0.1"] } } };
      const alone = await served({ files, server });
      const among = await served({ files: { ...files, ...hiddenFiles(hidden), ...copies }, server });
      const said = await told(alone);
      expect(said["GET /api/collections/docs/documents "]).toContain("crew/0.md");
      expect(await told(among)).toEqual(said);
    }),
    { numRuns: 4 },
  );
});
