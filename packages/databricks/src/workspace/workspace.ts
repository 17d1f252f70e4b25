import type { OnEvent } from "@ragstone/core";
import type { Price } from "../catalogue/prices.js";
import type { ResolvedModel } from "../catalogue/resolved-model.js";
import type { Limiter } from "../limits/limiter.js";
import type { SignIn } from "../sign-in/sign-in.js";
import type { WorkspaceRequest } from "../transport/workspace-request.js";
import type { EndpointMemory } from "./endpoint-memory.js";
import type { EndpointFacts } from "./endpoint-facts.js";

/**
 * One workspace: a sign-in, and one limiter for each endpoint. All users of the object share the limits; create one per
 * process and pass it to every embedder and chat model. Has no connection or timer that must be closed.
 */
export interface Workspace {
  /** Resolved at first use. */
  signIn(): Promise<SignIn>;
  /** The limiter that every caller of the endpoint goes through. */
  limiter(resolved: ResolvedModel): Limiter;
  readonly prices: Readonly<Record<string, Price>>;
  readonly onEvent: OnEvent | undefined;
  /** Keeps findings about endpoints beyond the process; `null` if they end with it. */
  readonly memory: EndpointMemory | null;
  /** Endpoints that were found to take `max_completion_tokens` in place of `max_tokens`. */
  readonly completionTokens: Set<string>;
  /** Sends a request, within the limits and with retries. */
  send<T>(request: WorkspaceRequest<T>): Promise<T>;
  /**
   * Asks for an endpoint's description.
   *
   * @throws RemoteError `endpoint-missing`, `permission-denied`, `sign-in-failed` ...
   */
  endpoint(name: string, options?: { readonly signal?: AbortSignal | undefined }): Promise<EndpointFacts>;
  /**
   * Asks for the descriptions of all endpoints that the caller may see.
   *
   * @throws RemoteError `permission-denied`, `sign-in-failed` ...
   */
  endpoints(options?: { readonly signal?: AbortSignal | undefined }): Promise<readonly EndpointFacts[]>;
}
