import { listModels, type ModelList } from "@ragstone/engine";
import { isPathSpec } from "@ragstone/engine/internal";
import type { Identity } from "../access/identity.js";
import { RequestError } from "../http/request-error.js";
import { ollamaModels } from "./ollama-models.js";

/** A model as the page lists it. */
interface OfferedModel {
  readonly spec: string;
  readonly name: string;
  readonly kind: "extractive" | "model";
  /** Whether its requirements are set up. */
  readonly available: boolean;
  /** What to do if they are not. */
  readonly hint: string | null;
  readonly priceKnown: boolean;
}

/** The models that requests may name. */
export interface ModelChoice {
  /** The server's own model is the first. */
  list(
    identity: Identity,
  ): Promise<{ readonly chat: readonly OfferedModel[]; readonly embedding: ModelList["embedding"] }>;
  /**
   * The spec for a request: `undefined` for the server's own model.
   *
   * @throws {@link RequestError} `model-refused` for a path, for parameters of a spec, and for a model that the caller may not use
   */
  check(model: string | undefined, identity: Identity): string | undefined;
}

export interface ModelChoiceOptions {
  /** Of the indexes. */
  readonly model: string;
  readonly dataDir: string | undefined;
  readonly ollamaUrl: string | null;
}

const extractive = "extractive";

/** The owner may name any model of a provider; everyone else the server's model and the one that costs nothing. */
export function modelChoice({ model: own, dataDir, ollamaUrl }: ModelChoiceOptions): ModelChoice {
  const isShared = (spec: string) => spec === own || spec === extractive;
  return {
    async list({ scope }) {
      const [{ chat, embedding }, ollama] = await Promise.all([listModels({ dataDir }), ollamaModels(ollamaUrl)]);
      const known = chat.map(({ spec, title, configured, usdPerMillionTokens }): OfferedModel => {
        const hint = configured ? null : lineToType(spec);
        const kind = spec === extractive ? extractive : "model";
        return { spec, name: title, kind, available: configured, hint, priceKnown: usdPerMillionTokens !== null };
      });
      const found = ollama.map((name) => modelOf(`ollama:${name}`, name));
      const all = [...known, ...found];
      const offered = [
        all.find(({ spec }) => spec === own) ?? modelOf(own, own),
        ...all.filter(({ spec }) => spec !== own),
      ];
      return scope === null
        ? { chat: offered, embedding }
        : { chat: offered.filter(({ spec }) => isShared(spec)), embedding: [] };
    },
    check(model, { scope }) {
      if (model === undefined || model === own) return undefined;
      if (isPathSpec(model) || /[?#]|\/\//u.test(model) || (scope !== null && !isShared(model)))
        throw new RequestError(
          400,
          "model-refused",
          `The model ${JSON.stringify(model)} cannot be named in a request.`,
          {
            hint: "GET /api/models lists the models; paths and parameters come from the server's configuration.",
          },
        );
      return model;
    },
  };
}

/** What makes a provider's models available: variables of the environment that the server is started in. */
const variables: Readonly<Record<string, string>> = {
  databricks: "DATABRICKS_HOST=https://WORKSPACE DATABRICKS_TOKEN=TOKEN",
  anthropic: "ANTHROPIC_API_KEY=KEY",
  openai: "OPENAI_API_KEY=KEY",
};

function lineToType(spec: string): string {
  const provider = spec.split(":")[0]!;
  const set = variables[provider];
  return set === undefined ? `Set up ${provider}, and start the server again.` : `${set} ragstone serve`;
}

function modelOf(spec: string, name: string): OfferedModel {
  return { spec, name, kind: "model", available: true, hint: null, priceKnown: false };
}
