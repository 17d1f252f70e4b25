import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { RagstoneError } from "@ragstone/core";
import { settingsFiles } from "../onnx/settings-files.js";
import { minilmFiles } from "./minilm-files.js";

/**
 * Compares every file of a folder with the published checksums of all-MiniLM-L6-v2, about 20 ms. A file of settings that
 * was not published with it would make another model of it.
 *
 * @throws {@link RagstoneError} `model-damaged` naming the first file that is missing, differs or doesn't belong there
 */
export async function checkMinilm(dir: string): Promise<void> {
  const fault = (await minilmFault(dir)) ?? foreignSettings(dir);
  if (fault !== null)
    throw new RagstoneError("model-damaged", `The model minilm in ${dir} is damaged: ${fault.path} ${fault.what}.`, {
      hint: "Remove this folder or reinstall @ragstone/minilm-en, then add the model again.",
      data: { model: "minilm", dir, path: fault.path },
    });
}

/** A file of the model's folder and what is wrong with it, as the end of a sentence. */
interface FileFault {
  readonly path: string;
  readonly what: string;
}

/** The first of the published files that a folder lacks or has otherwise; `null` if all are there and unchanged. */
export async function minilmFault(dir: string): Promise<FileFault | null> {
  for (const { path, bytes, sha256 } of minilmFiles) {
    const content = await readFile(join(dir, path)).catch(() => null);
    if (content === null) return { path, what: "is missing" };
    if (content.length !== bytes) return { path, what: `has ${content.length} bytes instead of ${bytes}` };
    const found = createHash("sha256").update(content).digest("hex");
    if (found !== sha256) return { path, what: `has the checksum ${found} instead of ${sha256}` };
  }
  return null;
}

function foreignSettings(dir: string): FileFault | null {
  const published = new Set(minilmFiles.map(({ path }) => path));
  const path = settingsFiles.find((name) => !published.has(name) && existsSync(join(dir, name)));
  return path === undefined ? null : { path, what: "is not part of the model" };
}
