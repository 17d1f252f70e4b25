import type { Answer } from "@ragstone/core";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { makeWorkbook } from "../../loaders/test/make-office.js";
import type { Ragstone } from "../src/index.js";
import { openRagstone } from "./open.js";
import { documentsOf, fakeAnthropic } from "./fake-anthropic.js";
import { folderOf } from "./folder.js";

const regions = ["Europe", "Asia", "Africa"] as const;
/** 600 rows, far more than the passages of a search contain. */
const rows = Array.from({ length: 600 }, (_, at) => ({
  order: 1000 + at,
  region: regions[at % 3]!,
  customer: `Customer ${at}`,
  price: ((at * 37) % 1000) / 100 + 1,
}));
const table = [
  ["Order", "Region", "Customer", "Price"],
  ...rows.map(({ order, region, customer, price }) => [order, region, customer, price.toFixed(2)]),
];
const csv = `${table.map((cells) => cells.join(",")).join("\n")}\n`;
const sheets = {
  Stock: [
    ["Item", "Warehouse", "Pieces"],
    ["Bolts", "Graz", 120],
    ["Nuts", "Linz", 80],
    ["Screws", "Graz", 45],
  ],
  Staff: [
    ["Employee", "Team"],
    ["Ada", "red"],
    ["Bo", "blue"],
    ["Cy", "red"],
    ["Di", "red"],
  ],
};
const sum = (values: readonly number[]) => values.reduce((total, value) => total + Math.round(value * 100), 0) / 100;
const inAsia = rows.filter(({ region }) => region === "Asia");

beforeEach(() => vi.stubEnv("ANTHROPIC_API_KEY", "sk-ant-secret0123456789"));
afterEach(() => vi.unstubAllEnvs());

async function withIndex<T>(
  files: Readonly<Record<string, string | Uint8Array>>,
  use: (rag: Ragstone) => Promise<T>,
  options: { readonly generator?: string; readonly baseUrl?: string } = {},
): Promise<T> {
  await using rag = await openRagstone({ folder: await folderOf(files), ...options });
  await rag.index();
  return await use(rag);
}

/** Every citation is an exact slice of its document's text. */
async function checkSpans(rag: Ragstone, { citations }: Answer): Promise<void> {
  for (const { path, start, end, quote } of citations)
    expect((await rag.showText(path)).text.slice(start, end)).toBe(quote);
}

describe("a value computed over a whole table", () => {
  const other = { "notes.md": "# Notes\n\nOrders are shipped on Mondays. The price of shipping is fixed.\n" };

  test.each<[string, string, string, number]>([
    ["How many orders have the region Asia?", "count", `${inAsia.length} of the 600 rows`, 1],
    ["How many rows does orders.csv have?", "count", "600 rows", 1],
    ["What is the total price of the orders in Asia?", "sum", `is ${sum(inAsia.map(({ price }) => price))}`, 1],
    [
      "What is the highest price in orders.csv?",
      "maximum",
      `is ${Math.max(...rows.map(({ price }) => price)).toFixed(2)}`,
      1,
    ],
    [
      "What is the average price of the orders in Europe?",
      "average",
      `is ${Number((sum(rows.filter(({ region }) => region === "Europe").map(({ price }) => price)) / 200).toPrecision(12))}`,
      1,
    ],
  ])("of a CSV file: %s", async (question, computed, text, least) => {
    await withIndex({ "orders.csv": csv, ...other }, async (rag) => {
      const answer = await rag.ask(question);
      expect(answer.text).toContain(text);
      expect(answer.claims).toMatchObject([{ computed, verdict: "checked" }]);
      expect(answer.citations.length).toBeGreaterThanOrEqual(least);
      await checkSpans(rag, answer);
    });
  });

  test.each([
    ["How many rows have the team red?", "3 of the 4 rows", ["Ada", "Cy", "Di"]],
    ["What is the total of pieces in the warehouse Graz?", "is 165", ["Bolts", "Screws"]],
  ])("of a sheet of a workbook: %s", async (question, text, cited) => {
    await withIndex({ "firm.xlsx": makeWorkbook("xlsx", sheets), ...other }, async (rag) => {
      const answer = await rag.ask(question);
      expect(answer.text).toContain(text);
      expect(answer.citations.map(({ quote }) => cited.find((name) => quote.includes(name)))).toEqual(cited);
      await checkSpans(rag, answer);
    });
  });

  test("asks no model", async () => {
    const fake = await fakeAnthropic({ blocks: [{ text: "x" }] });
    await withIndex(
      { "orders.csv": csv },
      async (rag) => {
        expect((await rag.ask("How many orders have the region Asia?")).text).toContain("200 of the 600 rows");
      },
      { generator: "anthropic:claude-x", baseUrl: fake.origin },
    );
    expect(fake.requests).toEqual([]);
  });
});

describe("a question about all documents", () => {
  const files = Object.fromEntries(
    Array.from({ length: 30 }, (_, at) => [
      `${at < 20 ? "in" : "out"}/${String(at).padStart(2, "0")}.md`,
      `# Note ${at}\n\nOn day ${at} the valve ${at} was replaced by team ${at % 4}.\n`,
    ]),
  );
  const question = "How many documents mention valves?";

  test("gives a model every document of the filter when they fit, more than a search finds", async () => {
    const fake = await fakeAnthropic({ blocks: [{ text: "Twenty." }] });
    const options = { generator: "anthropic:claude-x", baseUrl: fake.origin };
    await withIndex(
      files,
      async (rag) => {
        const answer = await rag.ask(question, { filter: { path: "in/**" } });
        expect(new Set(answer.sources.map(({ path }) => path)).size).toBe(20);
        await rag.scoped({ filter: { path: "out/**" } }).ask(question);
        await rag.ask(question);
      },
      options,
    );
    expect(fake.requests.map(({ messages }) => new Set(documentsOf(messages).map(({ title }) => title)).size)).toEqual([
      20, 10, 30,
    ]);
    expect(documentsOf(fake.requests[1]!.messages).every(({ title }) => title.startsWith("out/"))).toBe(true);
  });

  test("is refused when they do not fit the model, and by the generator that chooses sentences", async () => {
    const fake = await fakeAnthropic({ blocks: [{ text: "Thirty." }] });
    await withIndex(
      files,
      async (rag) => {
        expect((await rag.ask(question)).refusal?.reason).toBe("needs-whole-document");
        expect((await rag.ask(question, { filter: { path: "in/00.md" } })).status).toBe("answered");
        expect((await rag.ask(question, { generator: "extractive" })).refusal?.reason).toBe("needs-whole-document");
      },
      { generator: "anthropic:claude-x?context=2048", baseUrl: fake.origin },
    );
    expect(fake.requests).toHaveLength(1);
  });
});
