import { isVolumePath } from "@ragstone/core";
import { realpath } from "node:fs/promises";
import { resolve, sep } from "node:path";

/** Whether `path` is `folder` or lies below it, symbolic links resolved as far as they exist. */
export async function liesIn(path: string, folder: string): Promise<boolean> {
  if (isVolumePath(path) || isVolumePath(folder)) return path === folder || path.startsWith(`${folder}/`);
  const [inner, outer] = await Promise.all([realPathOf(path), realPathOf(folder)]);
  return inner === outer || inner.startsWith(outer.endsWith(sep) ? outer : outer + sep);
}

function realPathOf(path: string): Promise<string> {
  return realpath(path).catch(() => resolve(path));
}
