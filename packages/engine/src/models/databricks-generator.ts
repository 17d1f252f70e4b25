import { buildPrompt } from "@ragstone/chain";
import { InvalidOptionError, type GenerationPart, type GenerationRequest, type Generator } from "@ragstone/core";
import {
  chatTokenizer,
  priceOf,
  streamChat,
  type ChatMessage,
  type ChatPart,
  type ResolvedChatModel,
  type Workspace,
} from "@ragstone/databricks";
import { databricksModel, type DatabricksContext } from "./databricks-workspace.js";

/** Long enough for a page and a half; `maxTokens` of a request goes before. */
const defaultMaxTokens = 2048;

interface Endpoint {
  readonly workspace: Workspace;
  readonly model: ResolvedChatModel;
  /** Claude's extended thinking, in tokens; `?thinking=4096` in the spec. */
  readonly thinking?: { readonly budgetTokens: number };
}

/**
 * A generator of a Databricks chat endpoint: the inline-quote prompt over the provider's own client, with no other
 * package.
 *
 * @throws {@link InvalidOptionError} if the endpoint serves no chat model, or `thinking` is not a number of tokens
 */
export async function databricksGenerator(
  name: string,
  { thinking, ...parameters }: Readonly<Record<string, string>>,
  context: DatabricksContext,
): Promise<Generator> {
  const { workspace, resolved } = await databricksModel(name, parameters, context);
  const { model } = resolved;
  if (model.kind !== "chat")
    throw new InvalidOptionError(
      "generator",
      resolved.spec,
      "a chat model such as databricks:claude-3-7-sonnet",
      "This endpoint serves an embedding model: use it as the embedder.",
    );
  const endpoint: Endpoint = {
    workspace,
    model: { ...resolved, model },
    thinking: thinking === undefined ? undefined : { budgetTokens: tokensOf(thinking) },
  };
  return {
    name: resolved.spec,
    kind: "model",
    contextTokens: model.contextTokens,
    tokenizer: chatTokenizer,
    usdPerMillionTokens: priceOf(resolved, workspace.prices),
    generate: (request) => generate(endpoint, request),
    async complete({ system, user }, { maxTokens = defaultMaxTokens, onUsage, signal } = {}) {
      const messages: ChatMessage[] = [
        { role: "system", content: system },
        { role: "user", content: user },
      ];
      let text = "";
      for await (const part of streamChat({
        workspace,
        model: endpoint.model,
        request: { messages, maxTokens },
        signal,
      })) {
        if (part.type === "text") text += part.text;
        else if (part.type === "usage") onUsage?.(part);
      }
      return text;
    },
  };
}

async function* generate(
  { workspace, model, thinking }: Endpoint,
  request: GenerationRequest,
): AsyncGenerator<GenerationPart> {
  const { system, user } = buildPrompt(request);
  const turns = request.history.map(({ role, text }): ChatMessage => ({ role, content: text }));
  const messages: ChatMessage[] = [{ role: "system", content: system }, ...turns, { role: "user", content: user }];
  const { maxTokens = defaultMaxTokens, signal } = request;
  for await (const part of streamChat({
    workspace,
    model,
    request: { messages, maxTokens, thinking },
    signal,
  })) {
    if (part.type === "text" || part.type === "reasoning") yield part;
    else if (part.type === "usage")
      yield { type: "usage", inputTokens: part.inputTokens, outputTokens: part.outputTokens };
    else if (part.type === "finish") yield finishOf(part);
  }
}

/** No tool was offered, so a call of one is no reason to end. */
function finishOf({ reason, serviceReason }: Extract<ChatPart, { type: "finish" }>): GenerationPart {
  return {
    type: "finish",
    reason: reason === "tool-calls" ? "unknown" : reason,
    serviceReason: serviceReason ?? undefined,
  };
}

function tokensOf(value: string): number {
  const tokens = Number(value);
  if (!Number.isInteger(tokens) || tokens < 1024)
    throw new InvalidOptionError("thinking", value, "a whole number of tokens from 1024");
  return tokens;
}
