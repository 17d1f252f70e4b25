import type { Places } from "../agents/places.js";
import { configFileError } from "../files/config-file-error.js";
import { readConfigFile } from "../files/read-config-file.js";
import { deleteFile, replaceFile } from "../files/replace-file.js";
import { dropReceipt, writeReceipt } from "../files/receipts.js";
import type { PlannedChange } from "./planned-change.js";

/**
 * Carries out a change. The receipt is written before the file and dropped after it, so that a killed process leaves
 * nothing that cannot be undone.
 *
 * @throws {@link RagstoneError} `agent-settings` if the file changed since the plan, or cannot be written
 */
export async function applyChange({ target, before, after, receipt }: PlannedChange, places: Places): Promise<void> {
  const { path } = target;
  if (after === before) return;
  if ((await readConfigFile(path)) !== before)
    throw configFileError(path, "another program changed it in the meantime", "Run the command again.");
  if (after === null) await deleteFile(path, receipt?.folders ?? []);
  else {
    if (receipt !== null) await writeReceipt(receipt, places);
    await replaceFile(path, after);
  }
  if (after === null || receipt === null) await dropReceipt(path, places);
}
