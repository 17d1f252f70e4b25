import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startStandin } from "@ragstone/standin";
import type { Standin } from "@ragstone/standin";
import { invoke, textOf } from "./call.js";

const gte = "databricks-gte-large-en";
const llama = "databricks-meta-llama-3-3-70b-instruct";

let standin: Standin;
beforeAll(async () => {
  standin = await startStandin({ limits: {} });
});
afterAll(() => standin.close());
beforeEach(() => {
  standin.setQuirks({ limitBody: "seen", retryAfter: true });
  // So slow to fill that the time a test takes does not matter.
  standin.setLimits({ [gte]: { qps: 0.01 }, [llama]: { otpm: 1000, itpm: 5000 } });
});

const chat = (content: string, maxTokens: number): unknown => ({
  messages: [{ role: "user", content }],
  max_tokens: maxTokens,
});

describe("limits of the stand-in", () => {
  it("admit a bucket of requests and refuse the rest, with Retry-After", async () => {
    const all = await Promise.all(Array.from({ length: 6 }, () => invoke(standin, gte, { input: "x" })));
    const refused = all.filter(({ status }) => status === 429);
    expect([all.filter(({ status }) => status === 200).length, refused.length]).toEqual([1, 5]);
    expect(Number(refused[0]!.headers.get("retry-after"))).toBeGreaterThan(90);
    standin.setLimits({ "*": { qph: 4 } });
    const hourly = await Promise.all(Array.from({ length: 6 }, () => invoke(standin, gte, { input: "x" })));
    expect(hourly.filter(({ status }) => status === 200)).toHaveLength(4);
  });

  it("answer in the words that users see", async () => {
    await invoke(standin, gte, { input: "x" });
    const refused = [await invoke(standin, gte, { input: "x" })];
    expect(refused[0]!.json["error_code"]).toBe("REQUEST_LIMIT_EXCEEDED");
    expect(refused[0]!.json["message"]).toBe(
      `REQUEST_LIMIT_EXCEEDED: Exceeded workspace QPS rate limit for ${gte}. Please use a provisioned throughput Foundation Model APIs endpoint for a higher rate limit.`,
    );
  });

  it("answer in the documented form, or without Retry-After, by the quirks", async () => {
    standin.setQuirks({ limitBody: "documented", retryAfter: false });
    standin.setLimits({ [gte]: { itpm: 10 } });
    await invoke(standin, gte, { input: "one two three four five six" });
    const refused = await invoke(standin, gte, { input: "one two three four five six" });
    expect(refused.headers.get("retry-after")).toBeNull();
    expect(refused.json["error"]).toMatchObject({
      message: "Rate limit exceeded: ITPM limit of 10 tokens reached",
      type: "rate_limit_exceeded",
      code: 429,
      limit_type: "input_tokens_per_minute",
      limit: 10,
    });
    expect(Number(refused.json["error"]!["current"])).toBeGreaterThan(10);
    standin.setQuirks({ limitBody: "gateway" });
    expect((await invoke(standin, gte, { input: "one two three four five six" })).json["error_code"]).toBe(
      "RATE_LIMIT_EXCEEDED",
    );
  });

  it("reserve max_tokens before they admit, and credit back the unused part", async () => {
    expect((await invoke(standin, llama, chat("hi", 900))).status).toBe(200);
    // About 4 of the 900 were used, so most of the bucket is there again.
    expect((await invoke(standin, llama, chat("hi", 900))).status).toBe(200);
    expect((await invoke(standin, llama, chat("Count to 400", 950))).status).toBe(200);
    const refused = await invoke(standin, llama, chat("hi", 900));
    expect(refused.status).toBe(429);
    expect(refused.json["message"]).toContain("output tokens per minute");
  });

  it("reserve a default when max_tokens is left out, and credit streams back when they end", async () => {
    standin.setLimits({ [llama]: { otpm: 1100 } });
    const body = { messages: [{ role: "user", content: "Count to 5" }], stream: true };
    for (let i = 0; i < 5; i += 1) expect((await invoke(standin, llama, body)).status).toBe(200);
  });

  it("credit a stream back that its reader left", async () => {
    standin.setLimits({ [llama]: { otpm: 1000 } });
    standin.setFaults(["slow=20"]);
    const leave = new AbortController();
    const response = await fetch(`${standin.host}/serving-endpoints/${llama}/invocations`, {
      method: "POST",
      headers: { authorization: `Bearer ${standin.token}` },
      body: JSON.stringify({ messages: [{ role: "user", content: "Count to 400" }], max_tokens: 950, stream: true }),
      signal: leave.signal,
    });
    await response.body!.getReader().read();
    standin.setFaults([]);
    expect((await invoke(standin, llama, chat("hi", 900))).status).toBe(429);
    leave.abort();
    await expect
      .poll(async () => (await invoke(standin, llama, chat("hi", 900))).status, { timeout: 10_000 })
      .toBe(200);
  });

  it("count prompt tokens", async () => {
    expect((await invoke(standin, llama, chat("word ".repeat(4000), 10))).status).toBe(200);
    const refused = await invoke(standin, llama, chat("word ".repeat(4000), 10));
    expect([refused.status, textOf(refused.json["message"]).includes("input tokens per minute")]).toEqual([429, true]);
  });

  it("are those of the platform when asked for", async () => {
    standin.setLimits("documented");
    const name = "databricks-meta-llama-3-1-405b-instruct";
    const statuses = (await Promise.all([1, 2, 3].map(() => invoke(standin, name, chat("hi", 10))))).map(
      ({ status }) => status,
    );
    expect(statuses).toContain(200);
    expect(statuses).toContain(429);
    standin.setLimits("off");
    expect((await invoke(standin, name, chat("hi", 10))).status).toBe(200);
  });
});
