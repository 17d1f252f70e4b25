import { expect, test } from "vitest";
import type { Row } from "./cells.js";
import { RowQueue } from "./row-queue.js";

const rowsOf = (name: string): Row[] => [{ id: `${name}1` }, { id: `${name}2` }];

test("rows that come while others are on their way share requests", async () => {
  const sent: string[][] = [];
  const queue = new RowQueue(async (rows) => {
    sent.push(rows.map(({ id }) => String(id)));
    await new Promise((resolve) => setTimeout(resolve, 5));
  });
  const names = ["a", "b", "c", "d", "e", "f", "g", "h"];
  await Promise.all(names.map((name) => queue.add(rowsOf(name))));
  expect(sent.flat().toSorted((one, other) => (one < other ? -1 : 1))).toEqual(names.flatMap((name) => [`${name}1`, `${name}2`])); // prettier-ignore
  expect(sent.length).toBeLessThan(names.length);
});

test("rows that are refused fail their caller alone", async () => {
  const queue = new RowQueue(async (rows) => {
    await Promise.resolve();
    if (rows.some(({ id }) => id === "bad1")) throw new TypeError("refused");
  });
  const ends = await Promise.allSettled(["a", "bad", "c", "d", "e", "f"].map((name) => queue.add(rowsOf(name))));
  expect(ends.map(({ status }) => status)).toEqual(["a", "bad", "c", "d", "e", "f"].map((name) => (name === "bad" ? "rejected" : "fulfilled"))); // prettier-ignore
});
