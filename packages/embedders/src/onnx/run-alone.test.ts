import { RagstoneError } from "@ragstone/core";
import { describe, expect, it } from "vitest";
import { runAlone } from "./run-alone.js";
import type { OnnxSession } from "./session.js";

const input = { ids: Int32Array.of(7) };

function session(run: OnnxSession["run"]): OnnxSession {
  return { run, close: () => Promise.resolve() };
}

describe("a text that runs through the model alone", () => {
  it("has the model's vector", async () => {
    const model = session((inputs) =>
      Promise.resolve(inputs.map(({ ids }) => Float32Array.of(ids[0]!, inputs.length))),
    );
    expect(await runAlone(model, input)).toEqual(Float32Array.of(7, 1));
  });

  it("is rejected when the model fails on it or gives no usable numbers", async () => {
    expect(
      await runAlone(
        session(() => Promise.reject(new TypeError("bad input"))),
        input,
      ),
    ).toMatchObject({
      code: "text-rejected",
    });
    expect(
      await runAlone(
        session(() => Promise.resolve([null])),
        input,
      ),
    ).toMatchObject({ code: "text-rejected" });
  });

  it("ends the call when the model is gone", async () => {
    const gone = new RagstoneError("model-closed", "gone", { hint: "open it" });
    await expect(
      runAlone(
        session(() => Promise.reject(gone)),
        input,
      ),
    ).rejects.toBe(gone);
  });
});
