import type { OnEvent } from "./event.js";

/** The context that a provider may need to build a part, besides the spec. */
export interface ProviderContext {
  /** Base URL of the service, in place of the provider's own. */
  readonly baseUrl?: string;
  /** Absolute; relative paths in specs start here. */
  readonly workingDir: string;
  /** Where the user's local models are, a folder for each. @defaultValue there are none */
  readonly modelsDir?: string;
  /** Where a provider may keep what it finds out, for later processes. @defaultValue nothing is kept */
  readonly stateDir?: string;
  /** USD per million tokens by model name, in place of the provider's own figures. */
  readonly prices?: Readonly<Record<string, { readonly input?: number; readonly output?: number }>>;
  readonly onEvent?: OnEvent;
}
