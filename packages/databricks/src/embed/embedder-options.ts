import type { OnEvent, Tokenizer } from "@ragstone/core";
import type { ResolvedModel } from "../catalogue/resolved-model.js";
import type { Workspace } from "../workspace/workspace.js";
import type { WorkspaceOptions } from "../workspace/workspace-options.js";

/** Which model embeds, through which workspace, and how it is asked. */
export interface DatabricksEmbedderOptions extends WorkspaceOptions {
  /**
   * A spec (`gte-large-en`, `databricks-bge-large-en`, `my-endpoint?family=gte-large-en`), or the result of
   * `lookUpModel`.
   */
  readonly model: string | ResolvedModel;
  /**
   * Shared with other embedders and chat models, so that they share its limits. The workspace's own options are then
   * ignored. @defaultValue a new workspace
   */
  readonly workspace?: Workspace;
  /**
   * How a query instruction reaches the model: `prefix`, put before the text here, so that the window is counted
   * exactly; `field`, sent as `instruction`, where the service joins them in its own way (counted with a token to
   * spare).
   *
   * @defaultValue "prefix"
   */
  readonly instruction?: "prefix" | "field";
  /**
   * `base64` asks for vectors as base64, a third of the bytes and faster to read. The reference does not list the
   * field, so it is not asked for unless told; either form is read.
   *
   * @defaultValue "float"
   */
  readonly encoding?: "float" | "base64";
  /**
   * The model's own tokenizer. @defaultValue WordPiece for GTE and BGE, and an estimate that is high for models whose
   * vocabulary is not part of Ragstone
   */
  readonly tokenizer?: Tokenizer;
  /** Requests in flight at once. @defaultValue enough for the endpoint's requests per second, 4 to 128 */
  readonly concurrency?: number;
  readonly onEvent?: OnEvent;
}
