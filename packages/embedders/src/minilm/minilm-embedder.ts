import type { Embedder } from "@ragstone/core";
import { checkMinilm } from "./check-minilm.js";
import { findMinilm, minilmMissing, type FindMinilmOptions } from "./find-minilm.js";
import { onnxEmbedder } from "../onnx/onnx-embedder.js";

/**
 * all-MiniLM-L6-v2 as an embedder, from the user's models or from the package `@ragstone/minilm-en`, checked against the
 * published checksums.
 *
 * @throws {@link RagstoneError} `model-missing` if it is in neither place, `model-damaged` if a file differs,
 * `dependency-missing` without an ONNX runtime
 */
export async function minilmEmbedder(options: FindMinilmOptions): Promise<Embedder> {
  return onnxEmbedder({ dir: await checkedMinilm(options), name: "minilm" });
}

/** The folder of the model, found and checked. */
async function checkedMinilm(options: FindMinilmOptions): Promise<string> {
  const dir = await findMinilm(options);
  if (dir === null) throw minilmMissing();
  await checkMinilm(dir);
  return dir;
}
