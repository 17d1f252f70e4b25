import { createHash } from "node:crypto";
import type { ResolvedEmbeddingModel } from "../catalogue/resolved-model.js";
import type { WindowFinding } from "../workspace/endpoint-memory.js";
import type { Workspace } from "../workspace/workspace.js";

/** Days after which an endpoint is measured again where there is a reason to: what serves it may have changed. */
const lastingDays = 7;
const dayMs = 86_400_000;

/** The finding about one endpoint's window, kept by the workspace's memory. */
export interface WindowMemory {
  /** `null` if nothing is kept, or it is too old to believe. */
  recall(): Promise<WindowFinding | null>;
  keep(finding: Omit<WindowFinding, "measuredOn">): Promise<void>;
}

export function windowMemory(workspace: Workspace, { endpoint, model }: ResolvedEmbeddingModel): WindowMemory {
  const { memory } = workspace;
  const keyOf = async (): Promise<string> => {
    const { host } = await workspace.signIn();
    return createHash("sha256")
      .update(JSON.stringify([host, endpoint, model.name]))
      .digest("hex")
      .slice(0, 32);
  };
  return {
    async recall() {
      const kept = await memory?.recall(await keyOf()).catch(() => null);
      if (kept === undefined || kept === null) return null;
      const days = (Date.now() - Date.parse(kept.measuredOn)) / dayMs;
      const isFitting = Number.isInteger(kept.windowTokens) && kept.windowTokens <= model.windowTokens;
      return isFitting && kept.windowTokens > 0 && days >= -1 && days <= lastingDays ? kept : null;
    },
    async keep(finding) {
      const measuredOn = new Date().toISOString().slice(0, 10);
      await memory?.keep(await keyOf(), { ...finding, measuredOn }).catch(() => undefined);
    },
  };
}
