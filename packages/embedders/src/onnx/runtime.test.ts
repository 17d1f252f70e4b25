import { describe, expect, it } from "vitest";
import { loadOnnxRuntime } from "./runtime.js";

const absent = (name: string) => Promise.reject(new Error(`Cannot find package '${name}'`));

describe("the ONNX runtime", () => {
  it("is named with its fix when it is not installed", async () => {
    const error = await loadOnnxRuntime(absent).catch((error: unknown) => error);
    expect(error).toMatchObject({
      code: "dependency-missing",
      hint: expect.stringContaining("npm install onnxruntime-node"),
    });
  });

  it("is the native one where both are installed, else WebAssembly", async () => {
    const runtime = { InferenceSession: {}, Tensor: Array };
    const asked: string[] = [];
    await loadOnnxRuntime((name) => {
      asked.push(name);
      return Promise.resolve(runtime);
    });
    expect(asked).toEqual(["onnxruntime-node"]);
    expect(
      await loadOnnxRuntime((name) =>
        name === "onnxruntime-web" ? Promise.resolve({ default: runtime }) : absent(name),
      ),
    ).toBe(runtime);
  });
});
