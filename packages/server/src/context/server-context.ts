import type { Collection } from "../collections/collection.js";
import type { ModelChoice } from "../models/model-choice.js";
import type { PageImages } from "../pages/page-images.js";
import type { FollowerLimit } from "./follower-limit.js";
import type { History } from "../history/history.js";
import type { Limits } from "./limits.js";

/** What all requests of a server share. */
export interface ServerContext {
  readonly collections: ReadonlyMap<string, Collection>;
  readonly limits: Limits;
  /** The version that `settings` reports. */
  readonly version: string;
  /** Keeps keys of providers, by prefix; none may be entered without an entry. */
  readonly keys: Readonly<Record<string, (key: string) => void>>;
  /** Conversations on disk; `null` where none are kept. */
  readonly history: History | null;
  /** Models that requests may name. */
  readonly models: ModelChoice;
  /** Bounds the streams of events. */
  readonly followers: FollowerLimit;
  /** Draws pages of PDFs. */
  readonly pages: PageImages;
  /** Fires when the server has to end its streams. */
  readonly stopping: AbortSignal;
}
