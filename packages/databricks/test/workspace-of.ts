import type { RagstoneEvent } from "@ragstone/core";
import type { Standin } from "@ragstone/standin";
import { createWorkspace, type Workspace, type WorkspaceOptions } from "../src/index.js";

/** Short delays, so that tests of retries end soon. */
export const quickRetry = { initialDelayMs: 5, maxDelayMs: 40, budgetMs: 20_000 };

/** A workspace at the stand-in together with its events. */
export function workspaceOf(
  standin: Standin,
  options: WorkspaceOptions = {},
): { readonly workspace: Workspace; readonly events: RagstoneEvent[] } {
  const events: RagstoneEvent[] = [];
  const workspace = createWorkspace({
    host: standin.host,
    token: standin.token,
    env: {},
    retry: quickRetry,
    readyPollMs: 10,
    onEvent: (event) => events.push(event),
    ...options,
  });
  return { workspace, events };
}
