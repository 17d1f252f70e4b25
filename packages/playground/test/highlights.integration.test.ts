import type { Answer } from "@ragstone/core";
import { drawnIn } from "@ragstone/testkit";
import { h } from "preact";
import { renderToString } from "preact-render-to-string";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { DocumentText, PageBoxes } from "../src/api/shapes.js";
import { highlightsOf } from "../src/source/highlights-of.js";
import { TextSource } from "../src/source/text-source.js";
import { factFolder } from "./fact-documents.js";
import { serveFolder, type ServedFolder } from "./served-folder.js";

type Folder = Awaited<ReturnType<typeof factFolder>>;

let folder: Folder;
let served: ServedFolder;
let collection: string;

beforeAll(async () => {
  folder = await factFolder();
  served = await serveFolder(folder.files);
  const { collections } = await request<{ collections: { name: string }[] }>("collections");
  collection = encodeURIComponent(collections[0]!.name);
});

afterAll(() => served?.stop());

function call<T>(path: string, body?: unknown): Promise<T> {
  return request<T>(`collections/${collection}/${path}`, body);
}

async function request<T>(path: string, body?: unknown): Promise<T> {
  const { origin, hash } = new URL(served.address);
  const headers = { authorization: `Bearer ${hash.replace("#token=", "")}`, "content-type": "application/json" };
  const init = body === undefined ? { headers } : { method: "POST", headers, body: JSON.stringify(body) };
  const response = await fetch(`${origin}/api/${path}`, init);
  expect(response.status).toBe(200);
  return response.json() as Promise<T>;
}

const entities: Readonly<Record<string, string>> = {
  "&lt;": "<",
  "&gt;": ">",
  "&amp;": "&",
  "&quot;": '"',
  "&#39;": "'",
};

/** The text of the marks of the opened citation, character by character. */
function markedText(html: string): string {
  const marks = html.matchAll(/<mark class="cited cited-current"[^>]*>(?<text>[^<]*)<\/mark>/gu);
  const text = Array.from(marks, ({ groups }) => groups!["text"]).join("");
  return text.replaceAll(/&(?:lt|gt|amp|quot|#39);/gu, (entity) => entities[entity]!);
}

it("marks exactly the quotes of 200 answers over seven formats, and boxes exactly their characters", async () => {
  const documents = new Map<string, DocumentText>();
  const cited = new Map<string, number>();
  let answered = 0;
  const letters = { quoted: 0, covered: 0, boxed: 0, others: 0 };
  for (const question of folder.questions) {
    if (answered === 200) break;
    const answer = await call<Answer>("ask", { question });
    if (answer.citations.length > 0) answered += 1;
    for (const citation of answer.citations) {
      const { path, start, end, quote, origin } = citation;
      const document = documents.get(path) ?? (await call<DocumentText>(`document?path=${encodeURIComponent(path)}`));
      documents.set(path, document);
      cited.set(path, (cited.get(path) ?? 0) + 1);
      const opened = { collection: "", origin, path, citation, answer: { ...answer, citations: [citation] } };
      const props = { document, highlights: highlightsOf(opened), position: start };
      expect(markedText(renderToString(h(TextSource, props)))).toBe(quote);
      if (!path.endsWith(".pdf")) continue;
      const { pages } = await call<{ pages: PageBoxes[] }>(`boxes?path=${path}&start=${start}&end=${end}`);
      const drawn = await Promise.all(
        pages.map(({ page, boxes }) => drawnIn(folder.files[path] as Uint8Array, page, boxes)),
      );
      const { common, left, right } = compare(plain(quote), plain(drawn.join("")));
      letters.quoted += common + left;
      letters.covered += common;
      letters.boxed += common + right;
      letters.others += right;
    }
  }
  expect(answered).toBe(200);
  expect([...cited.keys()].toSorted()).toEqual(Object.keys(folder.files).toSorted());
  expect(letters.covered / letters.quoted).toBeGreaterThanOrEqual(0.99);
  expect(letters.others / letters.boxed).toBeLessThanOrEqual(0.01);
}, 120_000);

function plain(text: string): string {
  return text.replaceAll(/[\s-]/gu, "");
}

/** How many letters two texts share, and how many each has alone. */
function compare(
  left: string,
  right: string,
): { readonly common: number; readonly left: number; readonly right: number } {
  const rest = new Map<string, number>();
  for (const letter of right) rest.set(letter, (rest.get(letter) ?? 0) + 1);
  let common = 0;
  for (const letter of left) {
    const count = rest.get(letter) ?? 0;
    if (count === 0) continue;
    common += 1;
    rest.set(letter, count - 1);
  }
  return { common, left: left.length - common, right: right.length - common };
}
