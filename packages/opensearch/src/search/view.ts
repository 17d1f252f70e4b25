import type { Connection } from "../connection/connection.js";
import type { Indices } from "../ledger/state.js";
import type { Corpus } from "./corpus.js";

/** What one search sees. */
export interface View {
  readonly connection: Connection;
  readonly indices: Indices;
  readonly corpus: Corpus;
  readonly signal?: AbortSignal | undefined;
}
