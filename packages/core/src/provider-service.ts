import type { IndexCheck } from "./index-maintenance.js";
import type { LiveReport } from "./live-report.js";
import type { ListedChatModel, ListedEmbeddingModel } from "./listed-model.js";
import type { OnEvent } from "./event.js";

/** An endpoint that a service offers at this moment. */
export interface ServiceEndpoint {
  readonly name: string;
  /** Names it for an embedder or a generator. */
  readonly spec: string;
  /** The service's word for its purpose, such as `llm/v1/chat`; `null` if it gives none. */
  readonly task: string | null;
  /** What it can be used as; `null` for tasks of another protocol and where the service gives none. */
  readonly kind: "chat" | "embedding" | null;
  /** Whether the service reports that it takes requests. */
  readonly ready: boolean;
  readonly hosting: "pay-per-token" | "provisioned" | "external" | "custom";
  /** Names of the models behind it. */
  readonly served: readonly string[];
  /** The facts of the model behind it; `null` if it is not known. */
  readonly model: ListedChatModel | ListedEmbeddingModel | null;
}

/** The endpoints of a service. */
export interface ServiceEndpoints {
  readonly host: string;
  readonly endpoints: readonly ServiceEndpoint[];
}

/** The models that a live test uses. */
export interface LiveOptions {
  /** @defaultValue the service's usual embedding model */
  readonly embedder?: string | undefined;
  /** @defaultValue a chat endpoint that is ready */
  readonly generator?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onEvent?: OnEvent | undefined;
}

/**
 * A provider's remote service, asked directly: whether it can be used, and what it offers. Every call but `isConfigured`
 * goes over the network.
 */
export interface ProviderService {
  /** The prefix of its specs. */
  readonly prefix: string;
  /** Whether a sign-in is set up, be it one that fails. Reads the environment and files only. */
  isConfigured(): Promise<boolean>;
  /** @throws {@link RemoteError} if the service cannot be asked */
  endpoints(options?: { readonly signal?: AbortSignal | undefined }): Promise<ServiceEndpoints>;
  /** Checks the sign-in, and the endpoints of these specs by what they are used as. */
  check(options: {
    readonly embedders: readonly string[];
    readonly generators: readonly string[];
    readonly signal?: AbortSignal | undefined;
  }): Promise<readonly IndexCheck[]>;
  /**
   * Tests what the provider assumes about the service, with few requests that cost little.
   *
   * @throws {@link RemoteError} if the service cannot be asked at all
   */
  checkLive(options?: LiveOptions): Promise<LiveReport>;
}
