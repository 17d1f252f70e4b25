import { expect, it } from "vitest";
import { paced } from "./paced.js";

async function* numbers(count: number): AsyncGenerator<number> {
  for (let at = 0; at < count; at += 1) {
    if (at % 10 === 0) await new Promise((resolve) => setTimeout(resolve, 0));
    yield at;
  }
}

it("yields every event in order, in fewer batches than events", async () => {
  const batches: (readonly number[])[] = [];
  const painted = () => new Promise<void>((resolve) => setTimeout(resolve, 5));
  for await (const batch of paced(numbers(1000), painted)) batches.push(batch);
  expect(batches.flat()).toEqual(Array.from({ length: 1000 }, (_, at) => at));
  expect(batches.length).toBeLessThan(500);
});

it("throws the stream's error after what came before it", async () => {
  async function* broken() {
    yield* numbers(3);
    throw new Error("reset");
  }
  const seen: number[] = [];
  const read = async () => {
    for await (const batch of paced(broken(), async () => {})) seen.push(...batch);
  };
  await expect(read()).rejects.toThrow("reset");
  expect(seen).toEqual([0, 1, 2]);
});
