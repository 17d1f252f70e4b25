import { mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { asTeam, served } from "./served.js";

const id = "conversation-1";
const at = (name: string) => `/api/conversation?id=${name}`;
const conversation = (question: string) => ({
  collection: "docs",
  exchanges: [{ request: { question }, answer: null }],
});
const put = (body: unknown) => ({ method: "PUT", body: JSON.stringify(body) });

async function withHistory() {
  const historyDir = await mkdtemp(join(tmpdir(), "ragstone-history-"));
  onTestFinished(() => rm(historyDir, { recursive: true, force: true }));
  return { historyDir, ...(await served({ server: { historyDir } })) };
}

it("keeps conversations on disk, lists, reopens and erases them", async () => {
  const { json, historyDir } = await withHistory();
  const none = { conversations: [] };
  expect(await json("/api/conversations")).toEqual(none);
  const saved = await json(at(id), conversation("Which keys?"), put(conversation("Which keys?")));
  expect(saved).toMatchObject({ id, title: "Which keys?", collection: "docs", exchanges: 1 });
  await json(at(id), {}, put(conversation("Which keys and when?")));
  await json(at("conversation-2"), {}, put(conversation("Lunch?")));
  expect(await json("/api/conversations")).toMatchObject({
    conversations: [{ title: "Lunch?" }, { title: "Which keys and when?" }],
  });
  expect(await json(at(id))).toEqual(conversation("Which keys and when?"));
  const [folder] = await readdir(historyDir);
  const [file] = await readdir(join(historyDir, folder!));
  expect((await stat(join(historyDir, folder!, file!))).mode & 0o077).toBe(0);
  expect(await json(at(id), undefined, { method: "DELETE" })).toEqual({ erased: 1 });
  expect(await json(at(id))).toMatchObject({ error: { code: "conversation-missing" } });
  expect(await json("/api/conversations", undefined, { method: "DELETE" })).toEqual({ erased: 1 });
  expect(await json("/api/conversations")).toEqual(none);
  expect(await readdir(join(historyDir, folder!))).toEqual([]);
});

it("shows nobody the conversations of another caller", async () => {
  const { json } = await withHistory();
  await json(at(id), {}, put(conversation("Which keys?")));
  expect(await json("/api/conversations", undefined, asTeam)).toEqual({ conversations: [] });
  expect(await json(at(id), undefined, asTeam)).toMatchObject({ error: { code: "conversation-missing" } });
  expect(await json("/api/conversations", undefined, { ...asTeam, method: "DELETE" })).toEqual({ erased: 0 });
  expect(await json(at(id))).toEqual(conversation("Which keys?"));
});

it("withholds what a user's answer took from a document that was hidden since, and what came after it", async () => {
  const historyDir = await mkdtemp(join(tmpdir(), "ragstone-history-"));
  onTestFinished(() => rm(historyDir, { recursive: true, force: true }));
  const rules = (path: string) => JSON.stringify({ rules: [{ path, principals: ["everyone"] }] });
  const files = {
    "ragstone.principals.json": rules("*.md"),
    "keys.md": "# Keys\n\nSigning keys are rotated every 90 days by the platform team.\n",
    "lunch.md": "# Lunch\n\nLunch costs 12 francs in the canteen.\n",
  };
  const users = { proxy: { addresses: ["127.0.0.1"] } };
  const { json, call, folder } = await served({ files, server: { historyDir, users } });
  const asAnn = { headers: { authorization: "", "x-forwarded-email": "ann@example.org" } };
  const exchange = async (question: string) => {
    const answer = await json("/api/collections/docs/ask", { question }, asAnn);
    return { collection: "docs", request: { question }, text: answer["text"], reasoning: "", answer };
  };
  const lunch = await exchange("What does lunch cost?");
  const exchanges = [lunch, await exchange("How often are signing keys rotated?"), lunch];
  await json(at(id), { collection: "docs", exchanges }, { ...put({ collection: "docs", exchanges }), ...asAnn });
  expect(await json(at(id), undefined, asAnn)).toEqual({ collection: "docs", exchanges });
  await writeFile(join(folder, "ragstone.principals.json"), rules("lunch.md"));
  await (await call("/api/collections/docs/index", {})).text();
  const reopened = await json<{ exchanges: object[] }>(at(id), undefined, asAnn);
  expect(reopened.exchanges[0]).toEqual(lunch);
  expect(reopened.exchanges.slice(1)).toEqual(
    exchanges.slice(1).map((one) => ({ ...one, text: "", answer: null, withheld: true })),
  );
  expect(JSON.stringify(reopened)).not.toContain("90 days");
});

it.each(["../../../etc/x", "a/b/c/d/e/f", "short", "%2e%2e%2f%2e%2e%2fx"])("refuses %j as an id", async (name) => {
  const { call } = await withHistory();
  expect((await call(at(name), {}, put(conversation("x")))).status).toBe(400);
});

it("keeps nothing unless it is asked to", async () => {
  const { json } = await served();
  expect(await json("/api/settings")).toMatchObject({ history: false });
  expect(await json("/api/conversations")).toMatchObject({ error: { code: "history-off" } });
  expect(await json(at(id), {}, put(conversation("x")))).toMatchObject({ error: { code: "history-off" } });
});
