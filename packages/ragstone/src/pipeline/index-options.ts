import type { OnEvent } from "@ragstone/core";

export interface IndexOptions {
  readonly signal?: AbortSignal;
  readonly onEvent?: OnEvent;
}
