import { relative, sep } from "node:path";
import type { WalkOptions } from "@ragstone/loaders";
import type { IndexLocation } from "../location/index-location.js";
import type { IndexSettings } from "../location/index-settings.js";

/** What of a folder is indexed. An index that lies inside its folder is left out whatever its name. */
export function walkOptionsOf({ dir, folder }: IndexLocation, { include, exclude = [] }: IndexSettings): WalkOptions {
  const own = relative(folder, dir).split(sep).join("/");
  const inside = own !== "" && !own.startsWith("../");
  return { ...(include !== undefined && { include }), exclude: inside ? [...exclude, `${escapeGlob(own)}/**`] : exclude };
}

function escapeGlob(path: string): string {
  return path.replaceAll(/[\\*?[\]{}()!+@|]/g, String.raw`\$&`);
}
