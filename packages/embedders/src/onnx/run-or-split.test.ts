import { RagstoneError } from "@ragstone/core";
import { describe, expect, it } from "vitest";
import { runOrSplit } from "./run-or-split.js";
import type { OnnxSession } from "./session.js";

const bad = 13;

function session(fail: () => Error): OnnxSession & { readonly runs: number[] } {
  const runs: number[] = [];
  return {
    runs,
    run(inputs) {
      runs.push(inputs.length);
      return inputs.some((input) => input.ids[0] === bad)
        ? Promise.reject(fail())
        : Promise.resolve(inputs.map(({ ids }) => Float32Array.of(ids[0]!)));
    },
    close: () => Promise.resolve(),
  };
}

describe("a batch that the model fails on", () => {
  it("loses only the input that it fails on", async () => {
    const model = session(() => new TypeError("bad input"));
    const results = await runOrSplit(
      model,
      [1, bad, 3].map((id) => ({ ids: Int32Array.of(id) })),
    );
    expect(results[0]).toEqual(Float32Array.of(1));
    expect(results[1]).toMatchObject({ code: "text-rejected" });
    expect(results[2]).toEqual(Float32Array.of(3));
    expect(model.runs).toEqual([3, 1, 1, 1]);
  });

  it("ends the call when the model is gone", async () => {
    const model = session(() => new RagstoneError("model-closed", "gone", { hint: "open it" }));
    await expect(runOrSplit(model, [{ ids: Int32Array.of(1) }, { ids: Int32Array.of(bad) }])).rejects.toMatchObject({
      code: "model-closed",
    });
    expect(model.runs).toEqual([2]);
  });
});
