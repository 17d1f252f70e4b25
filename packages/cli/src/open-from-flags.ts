import { IndexError, InvalidOptionError, type OnEvent } from "@ragstone/core";
import { findIndex, isEngineUrl, locationOf, resolveFolder, thisMachine } from "@ragstone/engine/internal";
import { openRagstone, type Ragstone } from "@ragstone/engine";
import { machineOptions } from "./machine-options.js";
import { readVariables } from "./options/read-variables.js";
import { resolveSettings } from "./options/resolve-settings.js";
import { optionsOf, type Flags, type Settings } from "./options/settings.js";

export interface Opened {
  readonly rag: Ragstone;
  readonly settings: Settings;
}

export interface OpenRequest {
  readonly flags: Flags;
  /** FOLDER as given after the question, or for `index`. */
  readonly folder?: string | undefined;
  readonly onEvent?: OnEvent;
}

/** Opens the index that the flags name, or makes ready to make one in the folder that they name. */
export async function openFolder({ flags, folder, onEvent }: OpenRequest): Promise<Opened> {
  const variables = readVariables(process.env);
  const index = flags.index ?? variables.index;
  const isElsewhere = index !== undefined && isEngineUrl(index);
  const recorded = index === undefined || isElsewhere ? null : await locationOf(index);
  // This machine remembers which folder it indexes into an engine elsewhere.
  const fallback = recorded === null && !isElsewhere ? "." : undefined;
  const documents = namedFolder(flags, folder) ?? variables.folder ?? fallback;
  const settings = await settingsFor(flags, variables, resolveFolder(documents ?? recorded?.folder ?? "."));
  return open(settings, { folder: documents, index, overrideFolder: flags.folder !== undefined, onEvent });
}

/** @throws {@link InvalidOptionError} if FOLDER and `--folder` are different folders */
function namedFolder(flags: Flags, folder: string | undefined): string | undefined {
  if (folder !== undefined && flags.folder !== undefined && resolveFolder(folder) !== resolveFolder(flags.folder)) {
    throw new InvalidOptionError("--folder", flags.folder, `FOLDER, ${folder}`, "Give one of the two.");
  }
  return folder ?? flags.folder;
}

/**
 * Opens an index that exists: the one that the flags name, or the one that the working directory lies in.
 *
 * @throws {@link IndexError} `index-missing` with the command that makes one
 */
export async function openExisting({ flags, onEvent }: OpenRequest): Promise<Opened> {
  const variables = readVariables(process.env);
  const { index, folder } = { ...variables, ...flags };
  if (index !== undefined && isEngineUrl(index)) return openFolder({ flags, onEvent });
  const start = resolveFolder(index ?? folder ?? ".");
  const location =
    index === undefined ? await findIndex(start, thisMachine(machineOptions(process.env))) : await locationOf(start);
  if (location === null) {
    const where = index === undefined ? `in ${start} or above it` : `in ${start}`;
    throw new IndexError("index-missing", `There is no index ${where}.`, {
      hint: "The documents are not indexed yet.",
      data: { start, folder: index === undefined ? folder : undefined },
    });
  }
  const override = index === undefined ? undefined : folder;
  const settings = await settingsFor(flags, variables, resolveFolder(override ?? location.folder));
  // In the user's data folder the index may record where its folder was before it was moved.
  const place =
    location.inUserData === true
      ? { folder: override ?? location.folder, index: undefined }
      : { folder: override, index: location.dir };
  return open(settings, { ...place, overrideFolder: flags.folder !== undefined, onEvent });
}

function settingsFor(flags: Flags, variables: Settings, folder: string): Promise<Settings> {
  const { dataDir } = thisMachine(machineOptions(process.env));
  return resolveSettings({
    given: { ...variables, ...flags },
    folder,
    dataDir,
    trust: flags.trustConfig === true,
  });
}

interface Place {
  readonly folder: string | undefined;
  readonly index: string | undefined;
  readonly overrideFolder: boolean;
  readonly onEvent: OnEvent | undefined;
}

async function open(settings: Settings, place: Place): Promise<Opened> {
  const options = { ...machineOptions(process.env), ...optionsOf("openRagstone", settings), ...place };
  return { rag: await openRagstone(options), settings };
}
