import { isRagstoneError } from "@ragstone/core";
import { findOnnxRuntime } from "../onnx/runtime.js";
import { checkMinilm } from "./check-minilm.js";
import { findMinilm, type FindMinilmOptions } from "./find-minilm.js";

/** Whether minilm can be used, else the first thing in the way. */
export type MinilmState = "ready" | "missing" | "damaged" | "no-runtime";

/** Checks the files of minilm and loads the ONNX runtime, but not the model. */
export async function minilmState(options: FindMinilmOptions): Promise<MinilmState> {
  const dir = await findMinilm(options);
  if (dir === null) return "missing";
  try {
    await checkMinilm(dir);
  } catch (error) {
    if (isRagstoneError(error) && error.code === "model-damaged") return "damaged";
    throw error;
  }
  return (await findOnnxRuntime(options.load)) === null ? "no-runtime" : "ready";
}
