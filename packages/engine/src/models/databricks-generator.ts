import { buildPrompt } from "@ragstone/chain";
import { InvalidOptionError, type GenerationPart, type GenerationRequest, type Generator } from "@ragstone/core";
import { chatTokenizer, priceOf, type ChatMessage, type ChatPart, type ChatRequest } from "@ragstone/databricks";
import { checkParameters } from "../langchain/check-parameters.js";
import { databricksModel, type DatabricksContext } from "./databricks-workspace.js";
import { temperatureOf } from "../langchain/temperature-of.js";
import { temperedChat, type TemperedChat } from "./tempered-chat.js";

const knownParameters = ["family", "context", "max", "temperature", "thinking"];
/** Long enough for a page and a half; `maxTokens` of a request goes before. */
const defaultMaxTokens = 2048;

/**
 * A generator of a Databricks chat endpoint: the inline-quote prompt over the provider's own client, with no other
 * package.
 *
 * @throws {@link InvalidOptionError} if the endpoint serves no chat model, a parameter is unknown, or
 * `thinking` or `temperature` has no such value
 */
export async function databricksGenerator(
  name: string,
  parameters: Readonly<Record<string, string>>,
  context: DatabricksContext,
): Promise<Generator> {
  checkParameters("generator", `databricks:${name}`, parameters, knownParameters);
  const { thinking, temperature: _, ...facts } = parameters;
  const { workspace, resolved } = await databricksModel({ name, parameters: facts, kind: "chat" }, context);
  const { model } = resolved;
  if (model.kind !== "chat")
    throw new InvalidOptionError(
      "generator",
      resolved.spec,
      "a chat model such as databricks:claude-sonnet-4-6",
      "This endpoint serves an embedding model: use it as the embedder.",
    );
  const temperature = temperatureOf(parameters);
  const budget = thinking === undefined ? undefined : { budgetTokens: tokensOf(thinking) };
  const chat = temperedChat({ workspace, model: { ...resolved, model }, temperature });
  return {
    name: resolved.spec,
    kind: "model",
    contextTokens: model.contextTokens,
    tokenizer: chatTokenizer,
    usdPerMillionTokens: priceOf(resolved, workspace.prices),
    generate: (request) => generate(chat, request, budget),
    async complete({ system, user }, { maxTokens = defaultMaxTokens, onUsage, signal } = {}) {
      const messages: ChatMessage[] = [
        { role: "system", content: system },
        { role: "user", content: user },
      ];
      let text = "";
      for await (const part of chat({ messages, maxTokens }, signal)) {
        if (part.type === "text") text += part.text;
        else if (part.type === "usage") onUsage?.(part);
      }
      return text;
    },
  };
}

async function* generate(
  chat: TemperedChat,
  request: GenerationRequest,
  thinking: ChatRequest["thinking"],
): AsyncGenerator<GenerationPart> {
  const { system, user } = buildPrompt(request);
  const turns = request.history.map(({ role, text }): ChatMessage => ({ role, content: text }));
  const first: ChatMessage[] = system === "" ? [] : [{ role: "system", content: system }];
  const messages: ChatMessage[] = [...first, ...turns, { role: "user", content: user }];
  const { maxTokens = defaultMaxTokens, temperature, thinkingTokens, signal } = request;
  const budget = thinkingTokens === undefined ? thinking : { budgetTokens: thinkingTokens };
  for await (const part of chat({ messages, maxTokens, temperature, thinking: budget }, signal)) {
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
