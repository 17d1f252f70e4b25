import { join } from "node:path";
import { checkOptions, type IndexEngineContext, type IndexProvider, type ProviderContext } from "@ragstone/core";
import { localIndex } from "@ragstone/index/local";
import { isEngineUrl, openEngine } from "../engines/open-engine.js";
import type { IndexLocation } from "../location/index-location.js";
import { locateElsewhere } from "../location/locate-elsewhere.js";
import { locateIndex } from "../location/locate-index.js";
import { thisMachine, type Machine } from "../location/machine.js";
import { modelsDirOf } from "../location/models-dir.js";
import { placeNotice } from "../location/place-notice.js";
import { noReranker } from "../models/defaults.js";
import { builtInProviders } from "../models/built-in-providers.js";
import { createProviderRegistry, type PartKind, type ProviderRegistry } from "../models/provider-registry.js";
import { libraryOptions } from "../options/library-options.js";
import { checkInstalled } from "./check-installed.js";
import { OpenedRagstone } from "./opened-ragstone.js";
import type { Ragstone } from "../api/ragstone.js";
import { CallEvents } from "../session/call-events.js";
import { Session } from "../session/session.js";
import { openTracing } from "../telemetry/open-tracing.js";
import { tracedEvents } from "../telemetry/traced-events.js";
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
 * @throws {@link RagstoneError} `bundled` if a bundler copied this package into an app
 * @throws {@link InvalidOptionError} for an option that does not exist or has a value that is not allowed
 * @throws {@link InvalidOptionError} if there is no index and the folder is missing, not a folder, or may not be read; if
 *   the index records another folder and `overrideFolder` is not set
 * @throws {@link IndexError} `index-missing` if only `index` is given and contains no index
 * @throws {@link RagstoneError} `dependency-missing` naming the package of the engine that `index` names, or that
 *   `telemetry` needs, if it is not installed
 */
export async function openRagstone(given: OpenOptions): Promise<Ragstone> {
  checkInstalled();
  const options = checkOptions(libraryOptions.openRagstone, given);
  const { generator, policy, concurrency, baseUrl, prices, providers = [], telemetry = false, ...rest } = options;
  const registry = createProviderRegistry([...builtInProviders(), ...providers]);
  await checkSpecs(registry, options);
  const tracing = telemetry ? await openTracing() : undefined;
  const listener = tracing === undefined ? options.onEvent : tracedEvents(tracing, options.onEvent);
  const events = new CallEvents(listener);
  const onEvent = events.emit;
  const machine = thisMachine(options);
  const models: ProviderContext = {
    workingDir: process.cwd(),
    modelsDir: modelsDirOf(machine),
    stateDir: join(machine.dataDir, "ragstone"),
    baseUrl,
    prices,
    onEvent,
  };
  const { location, provider } = await placeOf(options, machine, {
    issuePassword: (database) => registry.databasePassword(database, models),
  });
  const notice = listener === undefined ? null : await placeNotice(location, machine);
  if (notice !== null) onEvent(notice);
  const session = new Session({
    ...rest,
    location,
    provider,
    models,
    providers: registry,
    events,
    tracing,
  });
  return new OpenedRagstone(session, {
    generator,
    policy,
    concurrency,
  });
}

/** @throws {@link InvalidOptionError} for a spec whose provider is not registered or has no such part */
async function checkSpecs(
  registry: ProviderRegistry,
  { embedder, generator, reranker }: Pick<OpenOptions, PartKind>,
): Promise<void> {
  for (const [kind, part] of Object.entries({ embedder, generator, reranker }))
    if (typeof part === "string" && part !== noReranker) await registry.check(kind as PartKind, part);
}

async function placeOf(
  { index, ...options }: OpenOptions,
  machine: Machine,
  context: IndexEngineContext,
): Promise<{ readonly location: IndexLocation; readonly provider: IndexProvider }> {
  const named = typeof index === "string" && isEngineUrl(index) ? await openEngine(index, context) : index;
  if (typeof named === "object") {
    const { dir } = named.describe();
    const location = await (dir === null
      ? locateElsewhere(named, options, machine)
      : locateIndex({ ...options, index: dir }, machine));
    return { location, provider: named };
  }
  const location = await locateIndex({ ...options, index: named }, machine);
  return { location, provider: localIndex({ dir: location.dir }) };
}
