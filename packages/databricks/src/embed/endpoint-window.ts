import { isRagstoneError, retriableOnce, type OnEvent } from "@ragstone/core";
import { abandonOn } from "../requests/abandon-on.js";
import type { Workspace } from "../workspace/workspace.js";
import { measureWindow, type MeasureWindowOptions } from "./measure-window.js";
import type { WindowMemory } from "./window-memory.js";
import type { PreparedText } from "./prepared-text.js";

/** Texts up to this length say nothing: no smaller window is looked for. */
const suspectTokens = 256;

/**
 * Share of an estimate that a count of the same text does not go below: the estimate is at most two and a half times as
 * high (tested against `cl100k_base`).
 */
const estimatedShare = 0.4;

/**
 * By how much more than it did when it was measured a count may deviate, of that deviation: words have more or fewer
 * tokens from text to text. A judgement.
 */
const variation = 0.5;

/** A count of tokens that is lower than it should be. */
interface LowCount {
  /** In words. */
  readonly reported: string;
  readonly share: number;
  /** Whether special tokens alone don't explain it. */
  readonly isDifferent: boolean;
}

/** The tokens of a text that an endpoint reads. */
export interface EndpointWindow {
  /** The model's window, or a smaller one that was measured. */
  readonly tokens: number;
  /** Resolves when a finding of an earlier process is known, which comes before {@link EndpointWindow.tokens} counts. */
  ready(): Promise<void>;
  /**
   * Compares the tokens that the service reports for a batch with the embedder's own count. Where they are fewer, the
   * window is measured, once; the caller then checks its texts against `tokens` again.
   */
  check(
    batch: { readonly texts: readonly PreparedText[]; readonly promptTokens: number | null },
    call: { readonly signal: AbortSignal | undefined; readonly onEvent: OnEvent | undefined },
  ): Promise<void>;
}

export interface EndpointWindowOptions extends MeasureWindowOptions {
  readonly memory: WindowMemory;
}

const windows = new WeakMap<Workspace, Map<string, EndpointWindow>>();

/** The window of an endpoint: one for all embedders of a workspace, so that it is measured once. */
export function endpointWindow(workspace: Workspace, endpoint: string, options: EndpointWindowOptions): EndpointWindow {
  const known = windows.get(workspace) ?? new Map<string, EndpointWindow>();
  windows.set(workspace, known);
  const window = known.get(endpoint) ?? createWindow(endpoint, options);
  known.set(endpoint, window);
  return window;
}

function createWindow(endpoint: string, options: EndpointWindowOptions): EndpointWindow {
  let tokens = options.windowTokens;
  let measuring: Promise<void> | null = null;
  /** A count down to this share was explained by an earlier process. */
  let knownShare = 1;
  const measure = async ({ reported, share, isDifferent }: LowCount, onEvent: OnEvent | undefined): Promise<void> => {
    const found = await measureWindow(options).catch((error: unknown) => {
      // A service that refuses the measuring texts has shown nothing.
      if (isRagstoneError(error)) return null;
      throw error;
    });
    const isSmaller = found !== null && found < options.windowTokens;
    if (isSmaller) tokens = found;
    if (found !== null) await options.memory.keep({ windowTokens: tokens, reportedShare: isSmaller ? 1 : share });
    const message = !isSmaller
      ? `${endpoint} reports ${reported}: it counts in another way, and nothing shows that it cuts texts; nothing was changed.`
      : `${endpoint} reads only the first ${found} tokens of a text (measured twice; its model has ` +
        `${options.windowTokens}): longer texts are divided.`;
    if (isSmaller || isDifferent)
      onEvent?.({ type: "notice-raised", code: isSmaller ? "window-smaller" : "usage-differs", message });
  };
  const recall = retriableOnce(async () => {
    const kept = await options.memory.recall();
    if (kept === null) return;
    tokens = kept.windowTokens;
    knownShare = kept.reportedShare;
  });
  /** The count from which on nothing is suspected. */
  const usualOf = (counted: number, specialTokens: number): number => {
    if (knownShare >= 1) return options.exact ? counted : counted * estimatedShare;
    const explained = knownShare - (1 - knownShare) * variation;
    return Math.min(counted * explained, counted - specialTokens);
  };
  return {
    get tokens() {
      return tokens;
    },
    ready: recall,
    async check({ texts, promptTokens }, { signal, onEvent }) {
      const counted = texts.reduce((sum, text) => sum + text.tokens, 0);
      const specialTokens = texts.length * options.specialTokens;
      if (promptTokens === null || promptTokens <= 0 || promptTokens >= usualOf(counted, specialTokens)) return;
      if (!texts.some((text) => text.tokens > suspectTokens)) return;
      // Many services leave the special tokens out, which is worth no notice.
      const isDifferent = promptTokens < counted - specialTokens;
      const reported = `${promptTokens} tokens for texts that have ${counted}`;
      measuring ??= measure({ reported, share: promptTokens / counted, isDifferent }, onEvent);
      await abandonOn(signal, measuring);
    },
  };
}
