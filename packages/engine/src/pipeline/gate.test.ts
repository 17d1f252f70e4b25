import { describe, expect, it } from "vitest";
import { Gate } from "./gate.js";

/** A gate of 10 and who passed it, in order. */
function gateOf10() {
  const passed: string[] = [];
  let blocked = 0;
  const gate = new Gate(10, () => (blocked += 1));
  const enter = async (name: string, weight: number) => {
    void gate.enter(weight).then(() => passed.push(name));
    await settle();
  };
  const leave = async (weight: number) => {
    gate.leave(weight);
    await settle();
  };
  return { gate, passed, enter, leave, blocked: () => blocked };
}

const settle = async () => {
  for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
};

describe("a gate", () => {
  it("lets in what fits to the last unit, and reports when one must wait", async () => {
    const { gate, passed, enter, leave, blocked } = gateOf10();
    await enter("a", 6);
    await enter("b", 4);
    expect([passed, blocked(), gate.blocked]).toEqual([["a", "b"], 0, false]);
    await enter("c", 1);
    expect([passed, blocked(), gate.blocked]).toEqual([["a", "b"], 1, true]);
    await leave(4);
    expect([passed, blocked(), gate.blocked]).toEqual([["a", "b", "c"], 1, false]);
  });

  it("keeps the order: a light one does not pass a heavy one that waits", async () => {
    const { passed, enter, leave } = gateOf10();
    await enter("a", 6);
    await enter("heavy", 8);
    await enter("light", 1);
    expect(passed).toEqual(["a"]);
    await leave(6);
    expect(passed).toEqual(["a", "heavy", "light"]);
  });

  it("counts those let in after waiting", async () => {
    const { passed, enter, leave } = gateOf10();
    await enter("a", 10);
    await enter("b", 6);
    await enter("c", 6);
    await leave(10);
    expect(passed).toEqual(["a", "b"]);
    await leave(6);
    expect(passed).toEqual(["a", "b", "c"]);
  });

  it("lets something heavier than its capacity pass alone", async () => {
    const { passed, enter, leave } = gateOf10();
    await enter("huge", 50);
    await enter("a", 1);
    expect(passed).toEqual(["huge"]);
    await leave(50);
    await enter("huge again", 50);
    expect(passed).toEqual(["huge", "a"]);
    await leave(1);
    expect(passed).toEqual(["huge", "a", "huge again"]);
  });
});
