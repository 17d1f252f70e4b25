import type { Generator } from "@ragstone/core";
import { describe, expect, it } from "vitest";
import { UsageMeter } from "./usage-meter.js";

const price = { input: 3, output: 15 };

describe("a usage meter", () => {
  it("starts with no tokens and no cost", () => {
    expect(new UsageMeter().total).toEqual({ inputTokens: 0, outputTokens: 0, costUsd: null });
  });

  it("adds up calls, each at the price of its model", () => {
    const meter = new UsageMeter();
    meter.add({ inputTokens: 1000, outputTokens: 200 }, price);
    meter.add({ inputTokens: 500, outputTokens: 100 }, { input: 1, output: 2 });
    expect(meter.total).toMatchObject({ inputTokens: 1500, outputTokens: 300 });
    expect(meter.total.costUsd).toBeCloseTo(0.006 + 0.0007, 10);
  });

  it("knows no cost any more after a call without a price", () => {
    const meter = new UsageMeter();
    meter.add({ inputTokens: 1, outputTokens: 1 }, null);
    meter.add({ inputTokens: 1000, outputTokens: 200 }, price);
    expect(meter.total).toEqual({ inputTokens: 1001, outputTokens: 201, costUsd: null });
  });

  it("counts the calls of a generator and passes prompt and options on", async () => {
    const meter = new UsageMeter();
    const generator: Required<Pick<Generator, "complete" | "usdPerMillionTokens">> = {
      usdPerMillionTokens: price,
      complete(prompt, { maxTokens, onUsage } = {}) {
        onUsage?.({ inputTokens: 10, outputTokens: 2 });
        return Promise.resolve(`${prompt.user} ${maxTokens} ${this === generator}`);
      },
    };
    const { complete } = meter.metered(generator);
    expect(await complete?.({ system: "", user: "hi" }, { maxTokens: 7 })).toBe("hi 7 true");
    expect(await complete?.({ system: "", user: "hi" })).toBe("hi undefined true");
    expect(meter.total).toMatchObject({ inputTokens: 20, outputTokens: 4 });
  });

  it("gives a generator that cannot complete prompts no such method", () => {
    expect(new UsageMeter().metered({ usdPerMillionTokens: price })).toEqual({});
  });
});
