import { nearestName } from "@ragstone/core";
import type { CommandOption } from "./command-option.js";

/** The flag, variable or key that a wrong one most likely means; `null` where none is near. */
export function suggest(
  wrong: string,
  options: readonly CommandOption[],
  spelling: "flag" | "variable" | "key",
): string | null {
  const bare = (name: string): string => name.replace(/^(?:--|RAGSTONE_)/u, "");
  const known = Object.fromEntries(
    options.flatMap((option) => {
      const name = option[spelling];
      return name === undefined ? [] : [[bare(name), { name, aliases: [option.name, ...(option.aliases ?? [])] }]];
    }),
  );
  const nearest = nearestName(bare(wrong), known);
  return nearest === null ? null : known[nearest]!.name;
}
