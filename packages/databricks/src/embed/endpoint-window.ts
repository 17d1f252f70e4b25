import { isRagstoneError, type OnEvent } from "@ragstone/core";
import { abandonOn } from "../requests/abandon-on.js";
import type { Workspace } from "../workspace/workspace.js";
import { measureWindow, type MeasureWindowOptions } from "./measure-window.js";
import type { PreparedText } from "./prepared-text.js";

/** Texts up to this length say nothing: no smaller window is looked for. */
const suspectTokens = 256;

/**
 * Share of an estimate that a count of the same text does not go below: the estimate is at most two and a half times as
 * high (tested against `cl100k_base`).
 */
const estimatedShare = 0.4;

/** The tokens of a text that an endpoint reads. */
export interface EndpointWindow {
  /** The model's window, or a smaller one that was measured. */
  readonly tokens: number;
  /**
   * Compares the tokens that the service reports for a batch with the embedder's own count. Where they are fewer, the
   * window is measured, once; the caller then checks its texts against `tokens` again.
   */
  check(
    batch: { readonly texts: readonly PreparedText[]; readonly promptTokens: number | null },
    call: { readonly signal: AbortSignal | undefined; readonly onEvent: OnEvent | undefined },
  ): Promise<void>;
}

const windows = new WeakMap<Workspace, Map<string, EndpointWindow>>();

/** The window of an endpoint: one for all embedders of a workspace, so that it is measured once. */
export function endpointWindow(workspace: Workspace, endpoint: string, options: MeasureWindowOptions): EndpointWindow {
  const known = windows.get(workspace) ?? new Map<string, EndpointWindow>();
  windows.set(workspace, known);
  const window = known.get(endpoint) ?? createWindow(endpoint, options);
  known.set(endpoint, window);
  return window;
}

function createWindow(endpoint: string, options: MeasureWindowOptions): EndpointWindow {
  let tokens = options.windowTokens;
  let measuring: Promise<void> | null = null;
  const measure = async (reported: string, isDifferent: boolean, onEvent: OnEvent | undefined): Promise<void> => {
    const found = await measureWindow(options).catch((error: unknown) => {
      // A service that refuses the measuring texts has shown nothing.
      if (isRagstoneError(error)) return null;
      throw error;
    });
    if (found !== null) tokens = found;
    const message =
      found === null
        ? `${endpoint} reports ${reported}: it counts in another way, and nothing shows that it cuts texts; nothing was changed.`
        : `${endpoint} reads only the first ${found} tokens of a text (measured twice; its model has ` +
          `${options.windowTokens}): longer texts are divided.`;
    if (found !== null || isDifferent)
      onEvent?.({ type: "notice-raised", code: found === null ? "usage-differs" : "window-smaller", message });
  };
  return {
    get tokens() {
      return tokens;
    },
    async check({ texts, promptTokens }, { signal, onEvent }) {
      const counted = texts.reduce((sum, text) => sum + text.tokens, 0);
      const expected = options.exact ? counted : counted * estimatedShare;
      if (promptTokens === null || promptTokens <= 0 || promptTokens >= expected) return;
      if (!texts.some((text) => text.tokens > suspectTokens)) return;
      // Many services leave the special tokens out, which is worth no notice.
      const isDifferent = promptTokens < counted - texts.length * options.specialTokens;
      measuring ??= measure(`${promptTokens} tokens for texts that have ${counted}`, isDifferent, onEvent);
      await abandonOn(signal, measuring);
    },
  };
}
