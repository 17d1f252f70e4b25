import type { Steps } from "@ragstone/core";
import { beforeEach, describe, expect, it } from "vitest";
import { Database } from "./database.js";
import { openConnection } from "./driver.js";

let database: Database;
beforeEach(() => {
  database = new Database(openConnection(":memory:"), "memory");
  database.exec("CREATE TABLE numbers (number)");
});

function* insertWithoutEnd(): Steps<never> {
  for (;;) {
    database.run("INSERT INTO numbers VALUES (1)");
    yield;
  }
}

function* insert(count: number): Steps<number> {
  for (let number = 0; number < count; number += 1) {
    database.run("INSERT INTO numbers VALUES (?)", number);
    yield;
  }
  return count;
}

const rows = () => database.get<{ rows: number }>("SELECT count(*) rows FROM numbers")?.rows;

describe("a transaction in steps", () => {
  it("is committed when its steps have ended", async () => {
    expect(await database.writeSteps(insert(10))).toBe(10);
    expect(rows()).toBe(10);
  });

  it("is rolled back when it is aborted in a pause, and the connection rests then", async () => {
    const controller = new AbortController();
    setImmediate(() => controller.abort(new Error("enough")));
    const writing = database.writeSteps(insertWithoutEnd(), controller.signal);
    const rowsAtRest = database.rested().then(rows);
    await expect(writing).rejects.toThrow("enough");
    expect(await rowsAtRest).toBe(0);
    expect(database.write(() => database.run("INSERT INTO numbers VALUES (1)"))).toBe(1);
  });

  it("cannot be entered in a pause", async () => {
    const controller = new AbortController();
    const entering = new Promise((resolve) => setImmediate(resolve)).then(() => {
      expect(() => database.write(() => {})).toThrow("transaction");
      controller.abort(new Error("enough"));
    });
    await expect(database.writeSteps(insertWithoutEnd(), controller.signal)).rejects.toThrow("enough");
    await entering;
  });
});
