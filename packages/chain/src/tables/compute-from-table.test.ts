import { type Block, finishSteps, type StoredText, type TableCell } from "@ragstone/core";
import { describe, expect, it } from "vitest";
import { asksForWhole } from "./asks-for-whole.js";
import { computeFromTable, type ComputedValue } from "./compute-from-table.js";

function table(path: string, text: string): StoredText {
  const record = {
    path,
    sha256: "s",
    bytes: 0,
    modifiedMs: null,
    mediaType: "text/csv",
    title: null,
    origin: "file" as const,
    loaderVersion: 0,
    language: null,
    metadata: {},
    chunks: 1,
    indexedMs: 0,
  };
  return {
    record,
    text,
    blocks: [{ kind: "table", start: 0, end: text.length, header: { start: 0, end: text.indexOf("\n") } }],
    pages: [],
  };
}

function compute(question: string, ...documents: readonly StoredText[]): ComputedValue | null {
  return finishSteps(computeFromTable(question, documents, { lookUp: true }));
}

const orders = table(
  "orders.csv",
  'Order,Country,Status,Amount\n1,Norway,shipped,10.10\n2,Sweden,open,"1,200.20"\n3,Norway,open,0.2\n4,"Costa Rica",shipped,7\n',
);

describe("a value computed from a table", () => {
  it.each([
    ["How many orders are there?", "orders.csv has 4 rows.", 4],
    ["How many orders from Norway?", '2 of the 4 rows of orders.csv have Country "Norway".', 2],
    ["How many open orders were made in Norway?", null, 0],
    [
      "How many orders in Norway have the status open?",
      '1 of the 4 rows of orders.csv has Country "Norway" and Status "open".',
      1,
    ],
    ["How many orders went to Costa Rica?", null, 0],
    [
      "What is the total amount of the orders from Norway?",
      'The sum of Amount over the 2 rows of orders.csv with Country "Norway" is 10.30.',
      2,
    ],
    ["What is the total amount of all orders?", "The sum of Amount over all 4 rows of orders.csv is 1217.50.", 4],
    [
      "What is the average amount of shipped orders?",
      'The average of Amount over the 2 rows of orders.csv with Status "shipped" is 8.55.',
      2,
    ],
    [
      "What is the highest amount of an order?",
      'The highest Amount of all 4 rows of orders.csv is 1,200.20, with Order "2".',
      1,
    ],
    ["How many orders are not shipped?", '2 of the 4 rows of orders.csv have Status other than "shipped".', 2],
    [
      "How many orders that aren't from Norway are shipped?",
      '1 of the 4 rows of orders.csv has Country other than "Norway" and Status "shipped".',
      1,
    ],
    [
      "How many orders from Norway or Sweden are there?",
      '3 of the 4 rows of orders.csv have Country "Norway" or "Sweden".',
      3,
    ],
    ["How many orders from Norway or open are there?", null, 0],
    ["How many orders have an amount over 5?", "3 of the 4 rows of orders.csv have Amount over 5.", 3],
    ["How many orders have an amount of at most 7?", "2 of the 4 rows of orders.csv have Amount of at most 7.", 2],
    ["What is the total amount of orders with an amount over 7?", null, 0],
    ["How many orders came after 5?", null, 0],
    ["How many countries are there?", "Country has 3 different values in all 4 rows of orders.csv.", 4],
    [
      "How many different countries do the open orders have?",
      'Country has 2 different values in the 2 rows of orders.csv with Status "open".',
      2,
    ],
    [
      "Which country has the highest amount?",
      'The highest Amount of all 4 rows of orders.csv is 1,200.20, with Country "Sweden".',
      1,
    ],
    ["Which order has the lowest amount?", 'The lowest Amount of all 4 rows of orders.csv is 0.2, with Order "3".', 1],
    ["List all countries.", "Country in all 4 rows of orders.csv (3 different): Norway, Sweden, Costa Rica.", 4],
    ["Which countries are there?", "Country in all 4 rows of orders.csv (3 different): Norway, Sweden, Costa Rica.", 4],
    ["List the open orders of Norway", 'Order in the row of orders.csv with Country "Norway" and Status "open": 3.', 1],
    ["What is the status of order 4?", 'In the row of orders.csv with Order "4", Status is shipped.', 1],
    ["What is the status of the order from Norway?", null, 0],
    ["What does amount mean?", null, 0],
    ["Who placed the orders?", null, 0],
  ])("answers %j with %j", (question, text, rows) => {
    const value = compute(question, orders);
    expect(value?.text ?? null).toBe(text);
    expect(value?.ranges.length ?? 0).toBe(rows);
  });

  it("cites the rows exactly, and the table when they are more than 20", () => {
    const value = compute("How many orders from Norway?", orders);
    expect(value?.ranges.map((range) => orders.text.slice(range.start, range.end))).toEqual([
      "1,Norway,shipped,10.10",
      "3,Norway,open,0.2",
    ]);
    const many = table("many.md", `| Name | Kind |\n|---|---|\n${"| a | red |\n".repeat(30)}`);
    expect(compute("How many rows of many have the kind red?", many)).toMatchObject({
      text: '30 of the 30 rows of many.md have Kind "red".',
      ranges: [{ start: 0, end: many.text.length }],
    });
  });

  it("computes nothing from a table that was read wrong, or from two that both answer", () => {
    expect(compute("How many orders are there?", table("orders.csv", "a,b\n1,2\n1,2,3\n"))).toBeNull();
    expect(compute("How many orders are there?", orders, orders)).toBeNull();
  });

  const regions = table(
    "t.csv",
    "region,keys,weight,owner\nEurope,14,2 kg,Anna Keller\nAsia,9,1 kg,Li Wei\nAfrica,3,4 lb,\n",
  );
  it.each([
    ["How many keys are there in total?", "The sum of keys over all 3 rows of t.csv is 26."],
    ["How many keys does Europe have?", 'In the row of t.csv with region "Europe", keys is 14.'],
    [
      "How many keys do Europe and Asia have?",
      'The sum of keys over the 2 rows of t.csv with region "Europe" or "Asia" is 23.',
    ],
    ["How many regions have more than 5 keys?", "2 of the 3 rows of t.csv have keys over 5."],
    ["Which region has the most keys?", 'The highest keys of all 3 rows of t.csv is 14, with region "Europe".'],
    ["Which region has the fewest keys?", 'The lowest keys of all 3 rows of t.csv is 3, with region "Africa".'],
    ["What is the average number of keys?", "The average of keys over all 3 rows of t.csv is 8.66666666667."],
    ["How many rows have no owner?", "1 of the 3 rows of t.csv has no owner."],
    ["Which regions have no owner?", "region in the row of t.csv with no owner: Africa."],
    ["List all owners", "owner in all 3 rows of t.csv (owner is blank in 1): Anna Keller, Li Wei."],
    ["Who is the owner of Africa?", 'In the row of t.csv with region "Africa", owner is blank.'],
    ["What is the total weight?", null],
    [
      "What is the total weight of Europe and Asia?",
      'The sum of weight over the 2 rows of t.csv with region "Europe" or "Asia" is 3 kg.',
    ],
    ["How many keys and owners does Asia have?", 'In the row of t.csv with region "Asia", keys is 9.'],
  ])("answers %j with %j", (question, text) => {
    expect(compute(question, regions)?.text ?? null).toBe(text);
  });

  it("treats a cell that is in two columns as neither, unless the question names one", () => {
    const trips = table(
      "trips.csv",
      "from,to,fare\nOslo,Rome,10\nRome,Oslo,20\nOslo,Bern,30\n".replace("from,to", "origin,target"),
    );
    expect(compute("How many trips to Oslo?", trips)).toBeNull();
    expect(compute("How many trips have the origin Oslo?", trips)?.text).toBe(
      '2 of the 3 rows of trips.csv have origin "Oslo".',
    );
  });

  it("leaves a table alone that has no header, or rows that sum up the others", () => {
    const headless = { ...orders, blocks: [{ kind: "table" as const, start: 0, end: orders.text.length }] };
    expect(compute("How many orders are there?", headless)).toBeNull();
    expect(
      compute("How many orders are there?", table("orders.csv", "Country,Amount\nNorway,1\nTotal,1\n")),
    ).toBeNull();
  });

  it("finds cells by their letters, however they are accented or marked", () => {
    const cities = table("cities.csv", 'City,Keys\nZ\u00fcrich,3\n"(Basel)",4\n');
    expect(compute("How many keys does Zurich have?", cities)?.text).toBe(
      'In the row of cities.csv with City "Z\u00fcrich", Keys is 3.',
    );
    expect(compute("How many keys does Basel have?", cities)?.text).toBe(
      'In the row of cities.csv with City "(Basel)", Keys is 4.',
    );
    expect(compute("How many keys does Bern have?", cities)).toBeNull();
  });

  it("sums a column named like the document where the question says so", () => {
    expect(
      compute("What is the total of all amounts?", table("amounts.csv", "Amount,Country\n1.5,Norway\n2,Sweden\n"))
        ?.text,
    ).toBe("The sum of Amount over all 2 rows of amounts.csv is 3.5.");
  });

  it("looks cells up only where that is asked for, and only in the first document", () => {
    const question = "What is the status of order 4?";
    expect(finishSteps(computeFromTable(question, [orders], { lookUp: false }))).toBeNull();
    expect(compute(question, { ...orders, blocks: [] }, orders)).toBeNull();
  });
});

describe("a question about all of the documents", () => {
  it.each([
    "How many documents are there?",
    "List all the suppliers.",
    "How often does the word key appear?",
    "Which files mention Oslo?",
    "Summarize the whole folder",
  ])("%j is told", (question) => {
    expect(asksForWhole(question)).toBe(true);
  });
  it.each([
    "How many points did the Panthers surrender?",
    "How often are keys rotated?",
    "What is the total cost of the bridge?",
    "Which team won?",
  ])("%j is none", (question) => {
    expect(asksForWhole(question)).toBe(false);
  });
});

describe("a large table", () => {
  const rows = Array.from({ length: 20_000 }, (_, row) => `pump ${row % 97},${row}.25`).join("\n");

  it.each([
    ["What is the average price?", "is 9999.75."],
    ["How many rows have a price over 19000?", "1000 of the 20000 rows"],
    ["What is the highest price of pump 3?", "is 19985.25"],
  ])("is computed with many pauses, so that an abort ends it: %s", (question, text) => {
    const computing = computeFromTable(question, [table("pumps.csv", `name,price\n${rows}`)], { lookUp: true });
    let pauses = 0;
    let step = computing.next();
    for (; step.done !== true; step = computing.next()) pauses += 1;
    expect(step.value?.text).toContain(text);
    expect(pauses).toBeGreaterThan(300);
  });
});

it("names the columns of a sheet by all lines of its header", () => {
  const head = "Month | North | North | South\nMonth | Plan | Actual | Plan\n";
  const text = `${head}May | 100 | 90 | 120\nJune | 110 | 95 | 125`;
  const cells = [...text.matchAll(/\b\d+\b/g)].map(({ index, 0: digits }): TableCell => ({
    start: index,
    end: index + digits.length,
    type: "number",
    value: Number(digits),
  }));
  const sheet = table("sales.xlsx", text);
  const block: Block = { kind: "table", start: 0, end: text.length, header: { start: 0, end: head.length - 1 }, cells };
  expect(compute("What is the total of North Actual?", { ...sheet, blocks: [block] })?.text).toBe(
    "The sum of North Actual over all 2 rows of sales.xlsx is 185.",
  );
});

it("reads a percent sign that a format only adds as text", () => {
  const text = "Item | Share\nCap | 33%\nNut | 12%";
  const cells = [
    [33, 33],
    [12, 0.12],
  ].map(([shown, value]): TableCell => {
    const start = text.indexOf(`${shown}%`);
    return { start, end: start + 3, type: "number", value: value! };
  });
  const block: Block = { kind: "table", start: 0, end: text.length, header: { start: 0, end: 12 }, cells };
  const sheet = { ...table("shares.xlsx", text), blocks: [block] };
  expect(compute("What is the total share?", sheet)?.text).toBe(
    "The sum of Share over all 2 rows of shares.xlsx is 45%.",
  );
});
