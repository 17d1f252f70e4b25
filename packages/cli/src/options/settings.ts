import { libraryOptions } from "@ragstone/engine/internal";
import type { AskOptions, IndexOptions, OpenOptions, SearchOptions } from "@ragstone/engine";
import type { CommandFlags } from "./command-flags.js";
import type { Call } from "./library-spellings.js";

/** Options of the library by name, from any source. */
export type Settings = Omit<OpenOptions, "index"> &
  AskOptions &
  SearchOptions &
  IndexOptions & { readonly index?: string };

/** The flags of a command, parsed and checked, by option name. */
export type Flags = Settings & CommandFlags;

type OptionsOf<C extends Call> = Pick<Settings, keyof (typeof libraryOptions)[C] & keyof Settings>;

/** Those of the settings that a call of the library takes. */
export function optionsOf<C extends Call>(call: C, settings: Settings): OptionsOf<C> {
  const names = libraryOptions[call];
  return Object.fromEntries(Object.entries(settings).filter(([name]) => Object.hasOwn(names, name))) as OptionsOf<C>;
}
