import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { RagstoneError } from "@ragstone/core";
import { minilmFiles } from "./minilm-files.js";

/**
 * Compares every file of a folder with the published checksums of all-MiniLM-L6-v2, about 20 ms.
 *
 * @throws {@link RagstoneError} `model-damaged` naming the first file that is missing or differs
 */
export async function checkMinilm(dir: string): Promise<void> {
  for (const { path, bytes, sha256 } of minilmFiles) {
    const content = await readFile(join(dir, path)).catch(() => null);
    if (content === null) throw damaged(dir, path, "is missing");
    if (content.length !== bytes) throw damaged(dir, path, `has ${content.length} bytes instead of ${bytes}`);
    const found = createHash("sha256").update(content).digest("hex");
    if (found !== sha256) throw damaged(dir, path, `has the checksum ${found} instead of ${sha256}`);
  }
}

function damaged(dir: string, path: string, what: string): RagstoneError {
  return new RagstoneError("model-damaged", `The model minilm in ${dir} is damaged: ${path} ${what}.`, {
    hint: "Remove this folder or reinstall @ragstone/minilm-en, then add the model again.",
    data: { model: "minilm", dir, path },
  });
}
