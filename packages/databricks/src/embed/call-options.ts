import type { OnEvent } from "@ragstone/core";

export interface CallOptions {
  readonly instruction: string | null;
  readonly signal: AbortSignal | undefined;
  readonly onEvent: OnEvent | undefined;
}
