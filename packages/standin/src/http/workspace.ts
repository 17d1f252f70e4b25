import type { Embedder } from "@ragstone/core";
import { staticEmbedder } from "@ragstone/embedders";
import { wordPiece } from "@ragstone/tokenizers";
import { defaultQuirks } from "../options/default-quirks.js";
import { limitsFor } from "./limits-for.js";
import { EmbeddingModel, type EmbeddingFamily } from "../embeddings/embedding-model.js";
import { FaultBox } from "../faults/fault-box.js";
import { VectorSearch } from "../vector-search/vector-search.js";
import { Volumes } from "./volume.js";
import type { Auth } from "./auth.js";
import { Limiter } from "../limits/limiter.js";
import { Endpoints } from "../models/endpoints.js";
import type { Endpoint } from "../models/endpoints.js";
import type { LakebaseDatabase } from "../options/lakebase-database.js";
import type { Quirks } from "../options/quirks.js";
import type { StandinOptions } from "../options/standin-options.js";

/** The name of Vector Search among limits and faults. */
const vectorSearchName = "vector-search";

/** Everything that requests are answered from. */
export class Workspace {
  readonly auth: Auth;
  readonly endpoints: Endpoints;
  readonly faults: FaultBox;
  readonly volumes = new Volumes();
  /** Lakebase databases by name. */
  readonly databases = new Map<string, LakebaseDatabase>();
  readonly vectorSearch = new VectorSearch();
  readonly framePauseMs: number;
  quirks: Quirks;
  #limits: NonNullable<StandinOptions["limits"]>;
  readonly #limiters = new Map<string, Limiter>();
  readonly #models = new Map<string, EmbeddingModel>();
  readonly #embedder: Embedder;

  constructor(auth: Auth, options: StandinOptions) {
    this.auth = auth;
    this.endpoints = new Endpoints(options.models);
    this.faults = new FaultBox(options.faults ?? [], options.seed ?? 1);
    this.framePauseMs = options.framePauseMs ?? 0;
    this.quirks = { ...defaultQuirks, ...options.quirks };
    this.#limits = options.limits ?? "off";
    this.#embedder = options.embedder ?? staticEmbedder();
    for (const endpoint of options.endpoints ?? []) this.endpoints.add(endpoint);
  }

  setLimits(limits: NonNullable<StandinOptions["limits"]>): void {
    this.#limits = limits;
    this.#limiters.clear();
  }

  limiter(endpoint: Endpoint): Limiter {
    let limiter = this.#limiters.get(endpoint.name);
    if (limiter === undefined) {
      limiter = new Limiter(limitsFor(endpoint, this.#limits), Date.now());
      this.#limiters.set(endpoint.name, limiter);
    }
    return limiter;
  }

  /** Of all requests to Vector Search together. */
  vectorLimiter(): Limiter {
    let limiter = this.#limiters.get(vectorSearchName);
    if (limiter === undefined) {
      const limits = typeof this.#limits === "string" ? {} : (this.#limits[vectorSearchName] ?? {});
      limiter = new Limiter(limits, Date.now());
      this.#limiters.set(vectorSearchName, limiter);
    }
    return limiter;
  }

  embeddingModel(family: EmbeddingFamily): EmbeddingModel {
    let model = this.#models.get(family);
    if (model === undefined) {
      model = new EmbeddingModel(this.#embedder, wordPiece(), family);
      this.#models.set(family, model);
    }
    return model;
  }
}
