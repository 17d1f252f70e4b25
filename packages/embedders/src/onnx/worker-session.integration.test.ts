import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { openOnnxSession } from "./session.js";
import { openWorkerSession } from "./worker-session.js";

const worker = new URL("../../dist/onnx/worker.js", import.meta.url);
const modelPath = fileURLToPath(
  new URL("../../../../../shared/models/minilm-l6-v2-onnx/onnx/model_quantized.onnx", import.meta.url),
);
const missing = [
  existsSync(fileURLToPath(worker)) ? [] : ["the built worker"],
  existsSync(modelPath) ? [] : ["../shared/models/minilm-l6-v2-onnx"],
].flat();
const note = missing.length === 0 ? "" : ` (skipped: ${missing.join(" and ")} not there)`;
const options = { modelPath, pooling: "mean", padId: 0, threads: 1 } as const;
const inputs = [{ ids: Int32Array.of(101, 7592, 102) }, { ids: Int32Array.of(101, 7592, 2088, 102) }];

describe.skipIf(missing.length > 0)(`a model in a separate thread${note}`, () => {
  it("returns the same vectors as in this thread, and ends", async () => {
    const [here, there] = [await openOnnxSession(options), await openWorkerSession(options)];
    const expected = await here.run(inputs);
    expect(expected.map((vector) => vector!.length)).toEqual([384, 384]);
    expect(await Promise.all([there.run(inputs), there.run(inputs)])).toEqual([expected, expected]);
    await Promise.all([here.close(), there.close()]);
    await expect(there.run(inputs)).rejects.toMatchObject({ code: "model-closed" });
    await there.close();
  });

  it("leaves the event loop to others while it works", async () => {
    const session = await openWorkerSession(options);
    const work = { done: false };
    const running = session.run([{ ids: new Int32Array(512).fill(2000) }]).finally(() => (work.done = true));
    let turns = 0;
    while (!work.done) {
      await new Promise((resolve) => setImmediate(resolve));
      turns++;
    }
    await running;
    await session.close();
    expect(turns).toBeGreaterThan(10);
  });

  it("says why it cannot load", async () => {
    const broken = { ...options, modelPath: fileURLToPath(import.meta.url) };
    await expect(openWorkerSession(broken)).rejects.toMatchObject({ code: "model-damaged" });
  });
});
