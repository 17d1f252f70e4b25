import { resolve } from "node:path";
import { IndexError, InvalidOptionError, type OnEvent } from "@ragstone/core";
import { findIndex, isEngineUrl, locationOf, thisMachine } from "@ragstone/engine/internal";
import { openRagstone, type OpenOptions, type Ragstone } from "@ragstone/engine";
import type { AskingFlags, CommonFlags, IndexingFlags, ReadingFlags } from "./command-options.js";
import { machineOptions } from "./machine-options.js";
import { policy, targetTokens, wholeNumber } from "./parse-values.js";
import { resolveSettings, type Settings } from "./settings.js";

export interface Opened {
  readonly rag: Ragstone;
  readonly settings: Settings;
}

export interface OpenRequest {
  readonly flags: CommonFlags & Partial<ReadingFlags & AskingFlags & IndexingFlags>;
  /** FOLDER as given after the question, or for `index`. */
  readonly folder?: string | undefined;
  readonly onEvent?: OnEvent;
}

/** Opens the index that the flags name, or makes ready to make one in the folder that they name. */
export async function openFolder({ flags, folder, onEvent }: OpenRequest): Promise<Opened> {
  const index = flags.index ?? process.env["RAGSTONE_INDEX"];
  const isElsewhere = index !== undefined && isEngineUrl(index);
  const recorded = index === undefined || isElsewhere ? null : await locationOf(index);
  // This machine remembers which folder it indexes into an engine elsewhere.
  const documents = namedFolder(flags, folder) ?? (recorded === null && !isElsewhere ? "." : undefined);
  const settings = await resolveSettings(settingsOf(flags), resolve(documents ?? recorded?.folder ?? "."));
  const rag = await openRagstone({
    folder: documents,
    index,
    overrideFolder: flags.folder !== undefined,
    ...libraryOptions(settings, onEvent),
  });
  return { rag, settings };
}

/** @throws {@link InvalidOptionError} if FOLDER and `--folder` are different folders */
function namedFolder(flags: CommonFlags, folder: string | undefined): string | undefined {
  if (folder !== undefined && flags.folder !== undefined && resolve(folder) !== resolve(flags.folder)) {
    throw new InvalidOptionError("--folder", flags.folder, `FOLDER, ${folder}`, "Give one of the two.");
  }
  return folder ?? flags.folder ?? process.env["RAGSTONE_FOLDER"];
}

/**
 * Opens an index that exists: the one that the flags name, or the one that the working directory lies in.
 *
 * @throws {@link IndexError} `index-missing` with the command that makes one
 */
export async function openExisting({ flags, onEvent }: OpenRequest): Promise<Opened> {
  const named = flags.index ?? process.env["RAGSTONE_INDEX"];
  if (named !== undefined && isEngineUrl(named)) return openFolder({ flags, onEvent });
  const folder = flags.folder ?? process.env["RAGSTONE_FOLDER"];
  const start = resolve(named ?? folder ?? ".");
  const location =
    named === undefined ? await findIndex(start, thisMachine(machineOptions(process.env))) : await locationOf(start);
  if (location === null) {
    const where = named === undefined ? `in ${start} or above it` : `in ${start}`;
    throw new IndexError("index-missing", `There is no index ${where}.`, {
      hint: "The documents are not indexed yet.",
      data: { start, folder: named === undefined ? folder : undefined },
    });
  }
  const override = named === undefined ? undefined : folder;
  const settings = await resolveSettings(
    settingsOf(flags),
    override === undefined ? location.folder : resolve(override),
  );
  const rag = await openRagstone({
    // In the user's data folder the index may record where its folder was before it was moved.
    folder: override ?? (location.inUserData === true ? location.folder : undefined),
    index: location.inUserData === true ? undefined : location.dir,
    overrideFolder: flags.folder !== undefined,
    ...libraryOptions(settings, onEvent),
  });
  return { rag, settings };
}

function settingsOf({
  embedder,
  model,
  baseUrl,
  policy,
  mode,
  k,
  maxTokens,
  rounds,
  decompose,
  repair,
  judge,
  targetTokens,
  concurrency,
  include,
  exclude,
}: OpenRequest["flags"]): Settings {
  const given = {
    embedder,
    model,
    baseUrl,
    policy,
    mode,
    k,
    maxTokens,
    rounds,
    decompose,
    repair,
    judge,
    targetTokens,
    concurrency,
    include,
    exclude,
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

function libraryOptions(settings: Settings, onEvent: OnEvent | undefined): OpenOptions {
  const options = {
    ...machineOptions(process.env),
    embedder: settings.embedder,
    generator: settings.model,
    policy: policy(settings.policy),
    baseUrl: settings.baseUrl,
    include: settings.include,
    exclude: settings.exclude,
    prices: settings.prices,
    targetTokens: targetTokens(settings.targetTokens),
    concurrency: wholeNumber("--concurrency", settings.concurrency, { min: 1, max: 1000 }),
    onEvent,
  };
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}
