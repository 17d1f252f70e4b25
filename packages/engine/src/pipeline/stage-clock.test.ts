import { describe, expect, it } from "vitest";
import { StageClock, type Stage } from "./stage-clock.js";

/** A clock that is set by hand, and stages that are begun and ended at given times. */
function timeline() {
  let nowMs = 0;
  const clock = new StageClock(() => nowMs);
  const open = new Map<string, () => void>();
  const at = async (timeMs: number, change: string) => {
    nowMs = timeMs;
    const [action, stage, number = ""] = change.split(" ") as [string, Stage, string?];
    const name = `${stage}${number}`;
    if (action === "begin") void clock.run(stage, () => new Promise<void>((end) => open.set(name, end)));
    else open.get(name)?.();
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
  };
  return { clock, at };
}

const none = { read: 0, parse: 0, chunk: 0, embed: 0, write: 0 };

describe("the time of a stage", () => {
  it("is the time during which a document was in it, counted once for several", async () => {
    const { clock, at } = timeline();
    await at(100, "begin chunk");
    await at(110, "begin chunk 2");
    await at(130, "end chunk");
    await at(150, "end chunk 2");
    await at(200, "begin chunk");
    await at(205, "end chunk");
    expect(clock.times()).toEqual({ ...none, chunk: 55 });
  });

  it.each(["read", "parse"] as const)("does not contain, for %s, what this thread spent otherwise", async (stage) => {
    const { clock, at } = timeline();
    await at(0, "begin write");
    await at(10, `begin ${stage}`);
    await at(30, "end write");
    await at(40, "begin embed");
    await at(50, "begin chunk");
    await at(70, "end chunk");
    await at(80, `end ${stage}`);
    await at(90, "end embed");
    // 70 ms, of which 20 beside the write, 40 beside the embedding and 20 beside the chunking.
    expect(clock.times()).toEqual({ ...none, write: 30, embed: 50, chunk: 20, [stage]: 70 - 20 - 40 - 20 });
  });

  it("ends with the work, also when it fails, and the work's result is passed on", async () => {
    let nowMs = 0;
    const clock = new StageClock(() => nowMs);
    await expect(
      clock.run("write", () => {
        nowMs = 7;
        throw new Error("full");
      }),
    ).rejects.toThrow("full");
    expect(await clock.run("write", () => "done")).toBe("done");
    expect(clock.times().write).toBe(7);
  });

  it("is measured on the system's clock by default", async () => {
    const clock = new StageClock();
    const started = performance.now();
    await clock.run("embed", () => new Promise((end) => setTimeout(end, 2)));
    expect(clock.times().embed).toBeGreaterThan(0);
    expect(clock.times().embed).toBeLessThanOrEqual(performance.now() - started);
  });
});
