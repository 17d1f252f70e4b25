import { checkOptions, type Embedder, type Generator, type OnEvent, type Policy } from "@ragstone/core";
import { locateIndex } from "./location/locate-index.js";
import { thisMachine } from "./location/machine.js";
import { placeNotice } from "./location/place-notice.js";
import type { SyncedPlace } from "./location/synced-place.js";
import type { ModelContext } from "./models/model-context.js";
import { libraryOptions } from "./options/library-options.js";
import { OpenRagstone } from "./_open-ragstone.js";
import type { Ragstone } from "./ragstone.js";
import { Session } from "./session.js";

export interface OpenOptions {
  /**
   * The documents. The index is `<folder>/.ragstone`, that of a folder above which has one, or, for a synced folder, one
   * in the user's data folder.
   */
  readonly folder?: string;
  /** The index's own folder, where it does not lie next to the documents. An existing index knows its `folder`. */
  readonly index?: string;
  /** Whether `folder` replaces the one that the index records, because the documents moved. @defaultValue false */
  readonly overrideFolder?: boolean;
  /**
   * Where programs keep the user's data. The index of a folder that is synced (OneDrive, Dropbox, iCloud Drive, Google
   * Drive) or on a network share is made there. @defaultValue `~/.local/share`, `~/Library/Application Support` or
   * `~/AppData/Local`
   */
  readonly dataDir?: string;
  /** Synced folders that cannot be recognized by their name or contents. @defaultValue none */
  readonly syncedFolders?: readonly SyncedPlace[];
  /**
   * A spec (`static-en-v1`, `databricks:gte-large-en`, ...) or an embedder. @defaultValue what the index was made with,
   * else `static-en-v1`
   */
  readonly embedder?: string | Embedder;
  /** A spec (`extractive`, `databricks:claude-3-7-sonnet`, ...) or a generator. @defaultValue "extractive" */
  readonly generator?: string | Generator;
  /** @defaultValue "mark" */
  readonly policy?: Policy;
  /** Globs over paths; without any, everything is included. */
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  /**
   * Tokens that a chunk should have; `"window"` fills the embedder's window. @defaultValue 400, or less where the
   * window is smaller
   */
  readonly targetTokens?: number | "window";
  /** Embedding calls at once. @defaultValue the embedder's own */
  readonly concurrency?: number;
  /** For `anthropic:`, `openai:` and `ollama:` models. */
  readonly baseUrl?: string;
  /** USD for a million tokens by model, over the dated table. */
  readonly prices?: ModelContext["prices"];
  readonly onEvent?: OnEvent;
}

/**
 * Opens the index of a folder. Nothing is read or made until a method needs it; `index()` makes the index.
 *
 * @example
 * ```ts
 * const rag = await openRagstone({ folder: "./docs" });
 * await rag.index();
 * const { text, citations } = await rag.ask("How are keys rotated?");
 * await rag.close();
 * ```
 *
 * @throws {@link InvalidOptionError} for an option that does not exist or has a value that is not allowed
 * @throws {@link InvalidOptionError} if there is no index and the folder is missing, not a folder, or may not be read; if
 *   the index records another folder and `overrideFolder` is not set
 * @throws {@link IndexError} `index-missing` if only `index` is given and holds no index
 */
export async function openRagstone(given: OpenOptions): Promise<Ragstone> {
  const options = checkOptions(libraryOptions.openRagstone, given);
  const machine = thisMachine(options);
  const location = await locateIndex(options, machine);
  const notice = options.onEvent === undefined ? null : await placeNotice(location, machine);
  if (notice !== null) options.onEvent?.(notice);
  const { embedder, generator, policy, include, exclude, targetTokens, concurrency, baseUrl, prices, onEvent } =
    options;
  const models: ModelContext = {
    workingDir: process.cwd(),
    databricks: { workspace: null },
    ...(baseUrl !== undefined && { baseUrl }),
    ...(prices !== undefined && { prices }),
    ...(onEvent !== undefined && { onEvent }),
  };
  const session = new Session({
    location,
    models,
    ...(embedder !== undefined && { embedder }),
    ...(include !== undefined && { include }),
    ...(exclude !== undefined && { exclude }),
    ...(targetTokens !== undefined && { targetTokens }),
    ...(onEvent !== undefined && { onEvent }),
  });
  return new OpenRagstone(session, {
    ...(generator !== undefined && { generator }),
    ...(policy !== undefined && { policy }),
    ...(concurrency !== undefined && { concurrency }),
  });
}
