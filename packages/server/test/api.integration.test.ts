import { expect, it } from "vitest";
import { routes } from "../src/api.js";
import { asTeam, served } from "./served.js";

const question = "How often are signing keys rotated?";

it("answers with the JSON of the command, the collection named in hits and citations", async () => {
  const { json } = await served();
  const search = await json("/api/collections/docs/search", { query: "signing keys" });
  expect(routes.search.response.parse(search).hits[0]).toMatchObject({ path: "keys.md", collection: "docs" });
  const answer = routes.ask.response.parse(await json("/api/collections/docs/ask", { question }));
  expect(answer).toMatchObject({ status: "answered", citations: [{ path: "keys.md", collection: "docs" }] });
  const [{ start, end, quote }] = answer.citations as [(typeof answer.citations)[number]];
  const document = routes.document.response.parse(await json("/api/collections/docs/document?path=keys.md"));
  expect(document.text.slice(start, end)).toBe(quote);
  expect(document.current).toBe(true);
  const passage = await json(`/api/collections/docs/passage?path=keys.md&start=${start}&end=${end}`);
  expect(routes.passage.response.parse(passage).text).toBe(quote);
  const listed = routes.documents.response.parse(await json("/api/collections/docs/documents?find=LUNCH"));
  expect(listed).toMatchObject({ total: 1, documents: [{ path: "team/lunch.md", state: "indexed" }] });
  expect(routes.status.response.parse(await json("/api/collections/docs/status"))).toMatchObject({
    documents: 2,
    status: { embedder: "static-en-v1" },
  });
});

it("streams the parts of an answer as events, the whole answer last", async () => {
  const { call } = await served();
  const response = await call("/api/collections/docs/ask", { question, stream: true });
  expect(response.headers.get("content-type")).toContain("text/event-stream");
  const events = (await response.text())
    .trim()
    .split("\n\n")
    .map((event) => /^event: (?<type>\w+)\ndata: (?<data>.*)$/u.exec(event)!.groups!);
  expect(events.map(({ type }) => type)).toEqual(["text", "citation", "answer"]);
  for (const { type, data } of events)
    routes.ask.events[type as "text" | "citation" | "answer"].parse(JSON.parse(data!));
});

it("shows a scoped token its own documents alone, as if there were no others", async () => {
  const { json, call } = await served();
  const { collections } = routes.collections.response.parse(await json("/api/collections", undefined, asTeam));
  expect(collections).toMatchObject([{ name: "docs", folder: null, documents: 1, chunks: 1 }]);
  expect(await json("/api/collections/docs/status", undefined, asTeam)).toMatchObject({ documents: 1, status: null });
  const { documents } = routes.documents.response.parse(
    await json("/api/collections/docs/documents", undefined, asTeam),
  );
  expect(documents.map(({ path }) => path)).toEqual(["team/lunch.md"]);
  const filter = { path: "**" };
  const search = await json("/api/collections/docs/search", { query: "signing keys", filter }, asTeam);
  expect(JSON.stringify(search)).not.toContain("keys.md");
  const answer = await json("/api/collections/docs/ask", { question, filter }, asTeam);
  expect(answer).toMatchObject({ status: "refused", citations: [], sources: [] });
  for (const path of ["document?path=keys.md", "passage?path=keys.md&start=0&end=4"]) {
    const hidden = await call(`/api/collections/docs/${path}`, undefined, asTeam);
    const absent = await call(`/api/collections/docs/${path.replace("keys", "nothing")}`, undefined, asTeam);
    expect(hidden.status).toBe(absent.status);
    expect((await hidden.text()).replaceAll("keys", "nothing")).toBe(await absent.text());
  }
});

it.each([
  ["a field that does not exist", "search", { query: "keys", limit: 3 }, "limit"],
  ["a value of another kind", "search", { query: 3 }, "query"],
  ["a number out of range", "search", { query: "keys", k: 0 }, "k"],
  ["a filter that does not exist", "search", { query: "keys", filter: { paths: "x" } }, "paths"],
  ["an empty question", "ask", { question: "" }, "question"],
  ["a list in place of an object", "ask", [], "body"],
  ["a URL of a model", "ask", { question, baseUrl: "http://127.0.0.1:1" }, "baseUrl"],
])("reports %s", async (_what, operation, body, named) => {
  const { call } = await served();
  const response = await call(`/api/collections/docs/${operation}`, body);
  expect(response.status).toBe(400);
  const { error } = (await response.json()) as { error: { code: string; message: string; hint: string } };
  expect(error.code).toBe("invalid-option");
  expect(error.message).toContain(named);
  expect(error.hint).not.toBe("");
});

it("reports what is missing, broken or too long", async () => {
  const { call, json } = await served({ server: { limits: { bodyBytes: 1000 } } });
  const missing = await call("/api/collections/other/search", { query: "keys" });
  expect([missing.status, await missing.json()]).toMatchObject([
    404,
    { error: { code: "collection-missing", hint: "The collections are docs." } },
  ]);
  expect((await call("/api/nothing")).status).toBe(404);
  const headers = { "content-type": "application/json" };
  const broken = await call("/api/collections/docs/search", undefined, { method: "POST", body: "{", headers });
  expect([broken.status, await broken.json()]).toMatchObject([400, { error: { code: "invalid-json" } }]);
  const long = await call("/api/collections/docs/search", { query: "x".repeat(2000) });
  expect([long.status, await long.json()]).toMatchObject([413, { error: { code: "body-too-large" } }]);
  expect(await json("/health", undefined, { headers: { authorization: "" } })).toEqual({ status: "ok" });
});
