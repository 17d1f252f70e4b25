import type { StoredText } from "@ragstone/core";
import { describe, expect, it } from "vitest";
import { asksForWhole } from "./asks-for-whole.js";
import { computeFromTable } from "./compute-from-table.js";

function table(path: string, text: string): StoredText {
  const record = { path, sha256: "s", bytes: 0, modifiedMs: null, mediaType: "text/csv", title: null, origin: "file" as const, language: null, metadata: {}, chunks: 1, indexedMs: 0 };
  return { record, text, blocks: [{ kind: "table", start: 0, end: text.length }], pages: [] };
}

const orders = table("orders.csv", 'Order,Country,Status,Amount\n1,Norway,shipped,10.10\n2,Sweden,open,"1,200.20"\n3,Norway,open,0.2\n4,"Costa Rica",shipped,7\n');

describe("a value computed from a table", () => {
  it.each([
    ["How many orders are there?", "orders.csv has 4 rows.", 4],
    ["How many orders from Norway?", '2 of the 4 rows of orders.csv have Country "Norway".', 2],
    ["How many open orders were made in Norway?", null, 0],
    ["How many orders in Norway have the status open?", '1 of the 4 rows of orders.csv has Country "Norway" and Status "open".', 1],
    ["How many orders went to Costa Rica?", null, 0],
    ["What is the total amount of the orders from Norway?", 'The sum of Amount over the 2 rows of orders.csv with Country "Norway" is 10.30.', 2],
    ["What is the total amount of all orders?", "The sum of Amount over all 4 rows of orders.csv is 1217.50.", 4],
    ["What is the average amount of shipped orders?", 'The average of Amount over the 2 rows of orders.csv with Status "shipped" is 8.55.', 2],
    ["What is the highest amount of an order?", "The highest Amount of all 4 rows of orders.csv is 1,200.20.", 1],
    ["How many orders are not shipped?", null, 0],
    ["How many orders have an amount over 5?", null, 0],
    ["Who placed the orders?", null, 0],
  ])("answers %j with %j", (question, text, rows) => {
    const value = computeFromTable(question, [orders]);
    expect(value?.text ?? null).toBe(text);
    expect(value?.ranges.length ?? 0).toBe(rows);
  });

  it("cites the rows exactly, and the table when they are more than 20", () => {
    const value = computeFromTable("How many orders from Norway?", [orders]);
    expect(value?.ranges.map((range) => orders.text.slice(range.start, range.end))).toEqual(["1,Norway,shipped,10.10", "3,Norway,open,0.2"]);
    const many = table("many.md", `| Name | Kind |\n|---|---|\n${"| a | red |\n".repeat(30)}`);
    expect(computeFromTable("How many rows of many have the kind red?", [many])).toMatchObject({ text: '30 of the 30 rows of many.md have Kind "red".', ranges: [{ start: 0, end: many.text.length }] });
  });

  it("computes nothing from a table that was read wrong, or from two that both answer", () => {
    expect(computeFromTable("How many orders are there?", [table("orders.csv", "a,b\n1,2\n1,2,3\n")])).toBeNull();
    expect(computeFromTable("How many orders are there?", [orders, orders])).toBeNull();
  });
});

describe("a question about all of the documents", () => {
  it.each(["How many documents are there?", "List all the suppliers.", "How often does the word key appear?", "Which files mention Oslo?", "Summarize the whole folder"])("%j is told", (question) => {
    expect(asksForWhole(question)).toBe(true);
  });
  it.each(["How many points did the Panthers surrender?", "How often are keys rotated?", "What is the total cost of the bridge?", "Which team won?"])("%j is none", (question) => {
    expect(asksForWhole(question)).toBe(false);
  });
});
