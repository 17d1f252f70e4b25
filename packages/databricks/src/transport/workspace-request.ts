import type { OnEvent } from "@ragstone/core";
import type { ResolvedModel } from "../catalogue/resolved-model.js";
import type { Cost, Limiter } from "../limits/limiter.js";
import type { Deadline } from "./deadline.js";

/** An answer with status 2xx, as the reader of a request gets it. */
export interface Answer2xx {
  readonly response: Response;
  readonly requestId: string | null;
  readonly deadline: Deadline;
  /** Reports the actual usage to the limiter. Called once; without a call the estimate remains. */
  readonly settle: (used: Partial<Cost>) => void;
  readonly redact: (text: string) => string;
}

/** One request to a workspace, however often it is tried. */
export interface WorkspaceRequest<T> {
  readonly method: "GET" | "HEAD" | "POST" | "DELETE";
  /** From the root of the host. */
  readonly path: string;
  readonly body?: string;
  /** Media types that the answer may have. @defaultValue JSON, and events for a stream */
  readonly accept?: string;
  /** The model asked; `null` for the workspace itself, which no model's limits concern. */
  readonly resolved: ResolvedModel | null;
  readonly cost: Cost;
  /** Paces requests to the workspace itself, for APIs with limits of their own. @defaultValue the model's, or none */
  readonly limiter?: Limiter;
  /** The caller identity for fair turns at the limits. */
  readonly caller: object;
  readonly timeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onEvent?: OnEvent | undefined;
  /** A stream outlives the call: its reader releases the deadline and settles. */
  readonly streaming?: boolean;
  /** Reads the answer. `response-invalid` errors that it throws are retried, as is a connection lost while reading. */
  read(answer: Answer2xx): Promise<T>;
}
