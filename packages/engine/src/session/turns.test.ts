import { expect, it } from "vitest";
import { turns } from "./turns.js";

it("lets work begin in order of arrival, and other work in between", async () => {
  const turn = turns();
  const order: string[] = [];
  const work = async (name: string) => {
    await turn();
    // Promises that wait for nothing else, as those of a search in a local index.
    for (let step = 0; step < 3; step += 1) {
      order.push(`${name}${step}`);
      await Promise.resolve();
    }
  };
  const other = new Promise<void>((resolve) => {
    const look = () => {
      order.push("other");
      if (order.includes("c2")) resolve();
      else setImmediate(look);
    };
    setImmediate(look);
  });
  await Promise.all([work("a"), work("b"), work("c"), other]);
  const alone = (name: string) => order.filter((entry) => entry.startsWith(name));
  expect(order.filter((entry) => entry !== "other")).toEqual([...alone("a"), ...alone("b"), ...alone("c")]);
  expect(order.slice(order.indexOf("a2"), order.indexOf("b0"))).toContain("other");
  expect(order.slice(order.indexOf("b2"), order.indexOf("c0"))).toContain("other");
});

it("serves a caller that comes after all others were served", async () => {
  const turn = turns();
  await turn();
  await turn();
  await expect(turn()).resolves.toBeUndefined();
});
