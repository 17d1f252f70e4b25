import type { Embedder } from "@ragstone/core";
import { checkMinilm } from "./check-minilm.js";
import { minilmFiles } from "./minilm-files.js";
import { findMinilm, minilmMissing, type FindMinilmOptions } from "./find-minilm.js";

/**
 * all-MiniLM-L6-v2 as an embedder, from the user's models or from the package `@ragstone/minilm-en`, checked against the
 * published checksums.
 *
 * @throws {@link RagstoneError} `model-missing` if it is in neither place, `model-damaged` if a file differs,
 * `dependency-missing` without an ONNX runtime
 */
export async function minilmEmbedder(options: FindMinilmOptions): Promise<Embedder> {
  const dir = await checkedMinilm(options);
  const { openOnnxEmbedder } = await import("../onnx/open-embedder.js");
  return openOnnxEmbedder({ dir, name: "minilm" }, minilmFiles.at(-1)!.sha256);
}

/** The folder of the model, found and checked. */
async function checkedMinilm(options: FindMinilmOptions): Promise<string> {
  const dir = await findMinilm(options);
  if (dir === null) throw minilmMissing();
  await checkMinilm(dir);
  return dir;
}
