import { expect, it } from "vitest";
import { minilmModel } from "./local-models.js";

it("lists minilm as configured only when it can be used, and else names the step that is missing", () => {
  expect(minilmModel("ready").configured).toBe(true);
  const steps = (["missing", "damaged", "no-runtime"] as const).map((state) => minilmModel(state));
  expect(steps.map(({ configured }) => configured)).toEqual([false, false, false]);
  expect(steps.map(({ notes }) => notes?.split(". ")[0])).toEqual([
    "Not installed: its weights have to be added (`models add minilm`)",
    "A file is damaged: its weights have to be added again (`models add minilm`)",
    "No ONNX runtime: run `npm install onnxruntime-node`",
  ]);
});
