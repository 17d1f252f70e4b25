import { cpSync, existsSync, mkdirSync, readFileSync, realpathSync, symlinkSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

interface Manifest {
  readonly name: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

const here = fileURLToPath(new URL(".", import.meta.url));

/**
 * Lays a built package of the workspace and those that it depends on in `dir/node_modules`, as an installer would:
 * bundlers treat the links of a workspace as sources of the app. Packages of others are linked.
 */
export function installBuilt(dir: string, name: string, from = here): void {
  const target = join(dir, "node_modules", name);
  const source = realpathSync(join(from, "node_modules", name));
  mkdirSync(dirname(target), { recursive: true });
  if (name !== "ragstone" && !name.startsWith("@ragstone/")) return symlinkSync(source, target);
  const { dependencies = {} } = JSON.parse(readFileSync(join(source, "package.json"), "utf8")) as Manifest;
  const filter = (file: string) => !["node_modules", "src", "test"].includes(basename(file));
  cpSync(source, target, { recursive: true, filter });
  for (const each of Object.keys(dependencies)) {
    const isShared = each.startsWith("@ragstone/");
    if (isShared && existsSync(join(dir, "node_modules", each))) continue;
    installBuilt(isShared ? dir : target, each, source);
  }
}
