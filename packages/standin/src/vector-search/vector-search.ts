import { InvalidOptionError } from "@ragstone/core";
import type { JsonObject } from "../options/json.js";
import { VectorIndex } from "./vector-index.js";
import type { IndexSpec } from "./index-spec.js";

export interface VectorEndpoint {
  readonly name: string;
  readonly type: string;
  readonly createdMs: number;
  readonly onlineAtMs: number;
  state: "ready" | "not-ready";
}

/** The rest of an answer of which a page was sent. */
export interface PendingPages {
  readonly index: string;
  readonly rows: readonly (readonly unknown[])[];
  readonly columns: readonly string[];
}

/** Endpoints, indexes and source tables of Vector Search in one workspace. */
export class VectorSearch {
  readonly endpoints = new Map<string, VectorEndpoint>();
  readonly indexes = new Map<string, VectorIndex>();
  /** Rows of Delta tables by full name. */
  readonly tables = new Map<string, readonly JsonObject[]>();
  readonly pages = new Map<string, PendingPages>();
  #tokens = 0;

  addEndpoint(name: string, type: string, onlineAtMs: number): VectorEndpoint {
    const endpoint: VectorEndpoint = { name, type, createdMs: Date.now(), onlineAtMs, state: "ready" };
    this.endpoints.set(name, endpoint);
    return endpoint;
  }

  addIndex(spec: IndexSpec, readyAtMs: number): VectorIndex {
    const index = new VectorIndex(spec, Date.now(), readyAtMs);
    this.indexes.set(spec.name, index);
    return index;
  }

  isOnline({ onlineAtMs, state }: VectorEndpoint, nowMs: number): boolean {
    return state === "ready" && nowMs >= onlineAtMs;
  }

  /** @throws {@link InvalidOptionError} if there is neither an endpoint nor an index of that name */
  setState(name: string, state: VectorIndex["state"]): void {
    const [endpoint, index] = [this.endpoints.get(name), this.indexes.get(name)];
    if (endpoint === undefined && index === undefined)
      throw new InvalidOptionError("name", name, "the name of an endpoint or index of Vector Search");
    if (endpoint !== undefined) endpoint.state = state === "ready" ? "ready" : "not-ready";
    if (index !== undefined) index.state = state;
  }

  keepPages(pages: PendingPages): string {
    this.#tokens += 1;
    const token = Buffer.from(`page-${this.#tokens}`).toString("base64url");
    this.pages.set(token, pages);
    return token;
  }
}
