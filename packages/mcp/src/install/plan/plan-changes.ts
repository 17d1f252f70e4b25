import { isRagstoneError } from "@ragstone/core";
import type { Places } from "../agents/places.js";
import { ConfigSyntaxError } from "../edit/config-format.js";
import { configFileError } from "../files/config-file-error.js";
import { checkWritable, readConfigFile } from "../files/read-config-file.js";
import { hasInserted, isUnchanged, makeReceipt, originalOf, readReceipt, type Receipt } from "../files/receipts.js";
import { haveSameOthers, withEntry, withoutEntry } from "./edit-entry.js";
import type { Planned, PlannedChange } from "./planned-change.js";
import { snippetOf } from "./snippet.js";
import type { Target } from "./target.js";

/** What adding the entries would change. Writes nothing. */
export function planInstall(targets: readonly Target[], places: Places): Promise<Planned[]> {
  return Promise.all(
    targets.map((target) =>
      attempt(target, async () => {
        const before = await readConfigFile(target.path);
        const current = withEntry(before ?? "", target);
        if (current === before) return { target, before, after: before, receipt: null };
        await checkWritable(target.path);
        const receipt = await readReceipt(target.path, places);
        // An entry that this program added makes way: what is restored one day is what was there before the first one.
        const original = before === null ? null : originalBehind(receipt, before, target);
        const after = withEntry(original ?? "", target);
        const made = await makeReceipt(target.path, original, after);
        return {
          target,
          before,
          after,
          receipt: { ...made, folders: [...made.folders, ...(before === null ? [] : (receipt?.folders ?? []))] },
        };
      }),
    ),
  );
}

/** What removing the entries would change. Writes nothing. */
export function planUninstall(targets: readonly Target[], places: Places): Promise<Planned[]> {
  return Promise.all(
    targets.map((target) =>
      attempt(target, async () => {
        const before = await readConfigFile(target.path);
        const receipt = await readReceipt(target.path, places);
        if (before === null) return { target, before, after: null, receipt: null };
        const original = originalBehind(receipt, before, target);
        const isOurs = (table: string) => receipt !== null && hasInserted(receipt, table);
        const after = original === before ? withoutEntry(before, target, isOurs) : original;
        if (after !== before) await checkWritable(target.path);
        return { target, before, after, receipt: after === null ? receipt : null };
      }),
    ),
  );
}

/** The text before this program changed it, the text itself if that cannot be told, `null` for no file. */
function originalBehind(receipt: Receipt | null, text: string, target: Target): string | null {
  if (receipt === null) return text;
  const original = originalOf(receipt, text);
  if (original === undefined) return text;
  if (original === null || isUnchanged(receipt, text)) return original;
  try {
    return haveSameOthers(text, original, target) ? original : text;
  } catch {
    return text;
  }
}

async function attempt(target: Target, plan: () => Promise<PlannedChange>): Promise<Planned> {
  try {
    return await plan();
  } catch (error) {
    if (isRagstoneError(error)) return { target, error };
    if (!(error instanceof ConfigSyntaxError)) throw error;
    const hint = `Repair it and run the command again, or change it by hand. The entry: ${snippetOf(target)}`;
    return { target, error: configFileError(target.path, error.message, hint, error) };
  }
}
