import { realpath, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { InvalidOptionError, isVolumePath } from "@ragstone/core";
import { findIndex, isEngineUrl, resolveFolder, thisMachine } from "@ragstone/engine/internal";
import type { ServerCommand } from "@ragstone/mcp/install";
import { machineOptions } from "../machine-options.js";
import type { Flags } from "../options/settings.js";

/** This program on this Node.js, over the folders. All paths are absolute, since clients start it anywhere. */
export async function serverCommandFor(folders: readonly string[], flags: Flags): Promise<ServerCommand> {
  const program = await realpath(process.argv[1]!);
  const { index } = flags;
  const place = index === undefined ? [] : ["--index", isEngineUrl(index) ? index : resolve(index)];
  return { command: process.execPath, args: [program, "mcp", ...(await absoluteFolders(folders, flags)), ...place] };
}

async function absoluteFolders(folders: readonly string[], { folder, index }: Flags): Promise<string[]> {
  const given = folders.length === 0 && folder !== undefined ? [folder] : folders;
  if (given.length === 0) return index === undefined ? [await folderHere()] : [];
  for (const each of given) {
    if (isVolumePath(each)) continue;
    const facts = await stat(each).catch(() => null);
    if (facts?.isDirectory() !== true)
      throw new InvalidOptionError("folder", each, "a folder that exists", "Check the path.");
  }
  return given.map((each) => resolveFolder(each));
}

/** The documents of the index that the working directory lies in, or the working directory. */
async function folderHere(): Promise<string> {
  const here = process.cwd();
  const machine = thisMachine(machineOptions(process.env));
  const folder = (await findIndex(here, machine))?.folder ?? here;
  if (folder === resolve(machine.home) || folder === dirname(folder))
    throw new InvalidOptionError("folder", folder, "a folder of documents", "Name one: ragstone install FOLDER");
  return folder;
}
