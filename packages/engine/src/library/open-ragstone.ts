import { checkOptions } from "@ragstone/core";
import { locateIndex } from "../location/locate-index.js";
import { thisMachine } from "../location/machine.js";
import { placeNotice } from "../location/place-notice.js";
import type { ModelContext } from "../settings/model-context.js";
import { libraryOptions } from "../options/library-options.js";
import { OpenRagstone } from "./_open-ragstone.js";
import type { Ragstone } from "../api/ragstone.js";
import { Session } from "../session/session.js";
import type { OpenOptions } from "../api/open-options.js";

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
