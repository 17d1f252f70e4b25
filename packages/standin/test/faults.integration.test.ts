import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { isRagstoneError } from "@ragstone/core";
import { parseFault, startStandin } from "@ragstone/standin";
import type { Standin } from "@ragstone/standin";
import { call, invoke, textOf } from "./call.js";

const gte = "databricks-gte-large-en";
const claude = "databricks-claude-3-7-sonnet";
const count = { messages: [{ role: "user", content: "Count to 30" }], max_tokens: 100 };

let standin: Standin;
beforeAll(async () => {
  standin = await startStandin({ seed: 7 });
});
afterAll(() => standin.close());
beforeEach(() => {
  standin.setFaults([]);
  standin.clearRequests();
});

describe("faults of the stand-in", () => {
  it("answer with a status and the platform's envelope", async () => {
    const codes = {
      499: "CANCELLED",
      500: "INTERNAL_ERROR",
      502: "INTERNAL_ERROR",
      503: "TEMPORARILY_UNAVAILABLE",
      504: "DEADLINE_EXCEEDED",
      429: "REQUEST_LIMIT_EXCEEDED",
    };
    for (const [status, code] of Object.entries(codes)) {
      standin.setFaults([status]);
      const answer = await invoke(standin, gte, { input: "x" });
      expect([String(answer.status), answer.json["error_code"]]).toEqual([status, code]);
    }
    standin.setFaults(["503=2"]);
    expect((await invoke(standin, gte, { input: "x" })).headers.get("retry-after")).toBe("2");
  });

  it("close the connection, give a proxy's page or half a body", async () => {
    standin.setFaults(["reset"]);
    await expect(invoke(standin, gte, { input: "x" })).rejects.toThrow(/fetch failed|terminated/u);
    expect(standin.requests.at(-1)).toMatchObject({ status: null, faults: ["reset"] });
    standin.setFaults(["html=502"]);
    const page = await invoke(standin, gte, { input: "x" });
    expect([page.status, page.headers.get("content-type")]).toEqual([502, "text/html; charset=utf-8"]);
    standin.setFaults(["bad-json"]);
    const half = await invoke(standin, gte, { input: "x" });
    expect([half.status, half.json]).toEqual([200, undefined]);
    standin.setFaults(["cut-stream"]);
    await expect(invoke(standin, gte, { input: "x" })).rejects.toThrow(/fetch failed|terminated/u);
  });

  it("cut a stream, end it early, or end it with an error frame", async () => {
    const read = async (): Promise<{ text: string; failed: boolean }> => {
      const response = await fetch(`${standin.host}/serving-endpoints/${claude}/invocations`, {
        method: "POST",
        headers: { authorization: `Bearer ${standin.token}` },
        body: JSON.stringify({ ...count, stream: true }),
      });
      let text = "";
      try {
        for await (const part of response.body!) text += Buffer.from(part).toString("utf8");
        return { text, failed: false };
      } catch {
        return { text, failed: true };
      }
    };
    const frames = (text: string): number => text.split("\n\n").length - 1;
    const whole = await read();
    standin.setFaults(["cut-stream=5"]);
    const cut = await read();
    expect([frames(cut.text), cut.failed]).toEqual([5, true]);
    standin.setFaults(["no-done"]);
    const early = await read();
    expect([early.failed, early.text.includes("[DONE]"), frames(early.text) < frames(whole.text)]).toEqual([
      false,
      false,
      true,
    ]);
    standin.setFaults(["stream-error"]);
    expect((await read()).text).toMatch(/data: \{"error_code":"INTERNAL_ERROR"[^\n]*\n\n$/u);
    standin.setFaults(["bad-json"]);
    const parses = (frame: string): boolean => {
      try {
        JSON.parse(frame.slice(6));
        return true;
      } catch {
        return false;
      }
    };
    const broken = (await read()).text.split("\n\n").filter((frame) => frame.startsWith("data: {") && !parses(frame));
    expect(broken).toHaveLength(1);
  });

  it("stop an answer in the middle as a content filter does", async () => {
    standin.setFaults(["content-filter"]);
    const { json } = await invoke(standin, claude, count);
    expect(json["choices"]![0]).toMatchObject({ finish_reason: "content_filter" });
    expect(textOf(json["choices"]![0]!["message"]!["content"])).toMatch(/^1 2 3.* 1[45]$/u);
  });

  it("give the same bytes one at a time, or slowly, or late", async () => {
    const whole = await invoke(standin, gte, { input: "x" });
    standin.setFaults(["one-byte"]);
    const body = { ...count, stream: true };
    expect((await invoke(standin, claude, body)).text).toContain("[DONE]");
    standin.setFaults(["slow=1"]);
    expect((await invoke(standin, gte, { input: "x" })).json["data"]).toEqual(whole.json["data"]);
    standin.setFaults(["latency=150"]);
    const start = performance.now();
    await invoke(standin, gte, { input: "x" });
    expect(performance.now() - start).toBeGreaterThanOrEqual(145);
  });

  it("hit a share of the requests, a number of times, or one kind only", async () => {
    standin.setFaults(["500@25%"]);
    let failed = 0;
    for (let i = 0; i < 200; i += 1) failed += (await invoke(standin, gte, { input: "x" })).status === 500 ? 1 : 0;
    expect(failed).toBeGreaterThan(30);
    expect(failed).toBeLessThan(70);
    standin.setFaults(["503*2"]);
    const statuses: number[] = [];
    for (let i = 0; i < 4; i += 1) statuses.push((await invoke(standin, gte, { input: "x" })).status);
    expect(statuses).toEqual([503, 503, 200, 200]);
    standin.setFaults(["500:chat"]);
    expect((await invoke(standin, gte, { input: "x" })).status).toBe(200);
    expect((await invoke(standin, claude, count)).status).toBe(500);
    standin.setFaults([`500:${gte}`]);
    expect((await invoke(standin, gte, { input: "x" })).status).toBe(500);
    standin.setFaults(["500:oauth"]);
    expect((await call(standin, "/oidc/v1/token", "grant_type=client_credentials&scope=all-apis")).status).toBe(500);
  });

  it("are read from text, or refused with the allowed values", () => {
    expect(parseFault("latency=200@5%*3:embeddings")).toEqual({
      name: "latency",
      value: 200,
      share: 0.05,
      times: 3,
      on: "embeddings",
    });
    expect(parseFault("random@0.05")).toEqual({ name: "random", share: 0.05 });
    for (const text of ["", "nothing", "500@0", "500@200%", "latency=x"]) {
      let caught: unknown;
      try {
        parseFault(text);
      } catch (error) {
        caught = error;
      }
      expect(isRagstoneError(caught) && caught.code).toBe("invalid-option");
    }
  });

  it("are recorded with the request that they hit", async () => {
    standin.setFaults(["latency=1", "500*1"]);
    await invoke(standin, gte, { input: ["one", "two"] });
    expect(standin.requests).toHaveLength(1);
    expect(standin.requests[0]).toMatchObject({
      method: "POST",
      endpoint: gte,
      body: { input: ["one", "two"] },
      status: 500,
      faults: ["latency", "500"],
    });
  });
});
