import type {
  BaseChatModelCallOptions,
  BaseChatModelParams,
  BindToolsInput,
} from "@langchain/core/language_models/chat_models";
import type { OnEvent } from "@ragstone/core";
import type { ResolvedModel } from "../catalogue/resolved-model.js";
import type { ResponseFormat } from "../chat/chat-request.js";
import type { Workspace } from "../workspace/workspace.js";
import type { WorkspaceOptions } from "../workspace/workspace-options.js";

/** How the answer is generated; see the fields of `ChatRequest` with the same names. */
export interface ChatDatabricksSampling {
  /** Of the answer, thinking not included. @defaultValue 4096 */
  readonly maxTokens?: number;
  /** 0 to 2. Not sent while thinking. */
  readonly temperature?: number;
  readonly topP?: number;
  readonly topK?: number;
  readonly stop?: string[];
  /** Extended thinking of Claude, from 1024 tokens; off when left out. */
  readonly thinking?: { readonly budgetTokens: number };
}

/** Which model answers, through which workspace, with the settings of every call. */
export interface ChatDatabricksOptions
  extends
    ChatDatabricksSampling,
    Omit<WorkspaceOptions, "onEvent">,
    Pick<
      BaseChatModelParams,
      "callbacks" | "tags" | "metadata" | "verbose" | "cache" | "disableStreaming" | "outputVersion"
    > {
  /** A spec (`claude-sonnet-4-6`, `my-endpoint?family=claude`), or the result of `lookUpModel`. */
  readonly model: string | ResolvedModel;
  /**
   * Shared with other models and embedders, so that they share its limits. The workspace's own options are then
   * ignored. @defaultValue a new workspace
   */
  readonly workspace?: Workspace;
  readonly onEvent?: OnEvent;
}

/** Settings of one call, over those of the model. */
export interface ChatDatabricksCallOptions extends BaseChatModelCallOptions {
  readonly maxTokens?: number;
  readonly temperature?: number;
  readonly topP?: number;
  readonly topK?: number;
  readonly thinking?: { readonly budgetTokens: number };
  readonly tools?: BindToolsInput[];
  readonly responseFormat?: ResponseFormat;
}
