import type { ChatModel } from "../catalogue/catalogue-model.js";
import { servedModel } from "../catalogue/served-model.js";
import { asRecord } from "../requests/as-record.js";
import type { ChatAssumption } from "./assumption.js";
import { framesOf } from "./frames-of.js";
import { invocationsPath, type LiveAnswer } from "./live-client.js";
import { describeAnswer, noAnswer, refusedWith } from "./observe.js";

const hello = [{ role: "user", content: "Reply with the word yes." }];
const long = [{ role: "user", content: "Count to 200." }];
const few = { max_tokens: 16, stream: false };
const budgetTokens = 1024;

/** What the chat client assumes about a chat endpoint, and the stand-in does. */
export const chatAssumptions: readonly ChatAssumption[] = [
  {
    name: "chat-answer",
    subject: "a whole answer",
    expected: "200 with text in content, a finish reason and usage",
    async test(client, { endpoint }) {
      const answer = await client.invoke(endpoint, { messages: hello, ...few });
      const { message, finish_reason: reason } = choiceOf(answer);
      const { content } = asRecord(message);
      const usage = asRecord(answer.json?.["usage"]);
      const form = Array.isArray(content) ? "a list" : typeof content;
      return {
        observed:
          answer.status === 200
            ? `content is ${form}, finish reason ${String(reason)}, usage ${Object.keys(usage).toSorted().join(", ")}`
            : describeAnswer(answer),
        asAssumed: form === "string" && typeof reason === "string" && typeof usage["prompt_tokens"] === "number",
      };
    },
  },
  {
    name: "chat-length-field",
    subject: "the field max_tokens",
    expected: "200",
    async test(client, { endpoint }) {
      const answer = await client.send({ path: invocationsPath(endpoint), body: { messages: hello, ...few } });
      return { observed: describeAnswer(answer), asAssumed: answer.status === 200 };
    },
  },
  {
    name: "chat-model-name",
    subject: "the field model of an answer",
    expected: "not the endpoint's name",
    async test(client, { endpoint }) {
      const answer = await client.invoke(endpoint, { messages: hello, ...few });
      const model = answer.json?.["model"];
      if (typeof model !== "string") return noAnswer(answer);
      return {
        observed: model === endpoint ? "the endpoint's name" : publicName(model),
        asAssumed: model !== endpoint,
      };
    },
  },
  {
    name: "chat-temperature",
    subject: "temperature 0",
    expected: ({ model }) => (takesTemperature(model) ? "200" : "200, or 400 that names the field"),
    async test(client, { endpoint, model }) {
      const answer = await client.invoke(endpoint, { messages: hello, ...few, temperature: 0 });
      const isRefused = answer.status === 400 && /temperature/i.test(answer.text);
      const isAccepted = answer.status === 200;
      return { observed: describeAnswer(answer), asAssumed: isAccepted || (isRefused && !takesTemperature(model)) };
    },
  },
  {
    name: "chat-length",
    subject: "an answer above max_tokens",
    expected: "finish reason length",
    async test(client, { endpoint }) {
      const answer = await client.invoke(endpoint, { messages: long, ...few });
      const reason = choiceOf(answer)["finish_reason"];
      return typeof reason === "string"
        ? { observed: `finish reason ${reason}`, asAssumed: reason === "length" }
        : noAnswer(answer);
    },
  },
  {
    name: "chat-output-cap",
    subject: "max_tokens of 10,000,000",
    expected: "400 that names max_tokens",
    async test(client, { endpoint }) {
      return refusedWith(
        await client.invoke(endpoint, { messages: hello, ...few, max_tokens: 10_000_000 }),
        400,
        /max_(completion_)?tokens|maximum/i,
      );
    },
  },
  {
    name: "chat-stream",
    subject: "a stream",
    expected: "text/event-stream with chat.completion.chunk objects, ended by [DONE]",
    async test(client, { endpoint }) {
      const answer = await client.invoke(endpoint, { messages: hello, ...few, stream: true });
      const { chunks, done, comments } = framesOf(answer.text);
      const type = answer.headers.get("content-type") ?? "no content type";
      const objects = [...new Set(chunks.map((chunk) => String(chunk["object"])))];
      return {
        observed:
          answer.status === 200
            ? `${type}, ${objects.join(", ")}, ${done ? "[DONE]" : "no [DONE]"}${comments > 0 ? ", comments" : ""}`
            : describeAnswer(answer),
        asAssumed: type.includes("text/event-stream") && done && objects.join() === "chat.completion.chunk",
      };
    },
  },
  {
    name: "chat-stream-usage",
    subject: "usage in a stream",
    expected: "in a chunk",
    async test(client, { endpoint }) {
      const answer = await client.invoke(endpoint, { messages: hello, ...few, stream: true });
      const { chunks } = framesOf(answer.text);
      const counted = chunks.filter(({ usage }) => typeof usage === "object" && usage !== null).length;
      if (chunks.length === 0) return noAnswer(answer);
      const where = counted === 0 ? "nowhere" : counted === chunks.length ? "in every chunk" : `in ${counted} chunks`;
      return { observed: where, asAssumed: counted > 0 };
    },
  },
  {
    name: "chat-stream-options",
    subject: "the field stream_options",
    expected: ({ model }) =>
      model.dialect === "openai" ? "accepted or refused: it is never sent" : "400 that names the field",
    async test(client, { endpoint, model }) {
      const body = { messages: hello, ...few, stream: true, stream_options: { include_usage: true } };
      const answer = await client.invoke(endpoint, body);
      const isRefused = answer.status === 400 && /stream_options/.test(answer.text);
      return { observed: describeAnswer(answer), asAssumed: model.dialect === "openai" || isRefused };
    },
  },
  {
    name: "chat-late-system",
    subject: "a system message after a user message",
    expected: "400",
    async test(client, { endpoint }) {
      const messages = [...hello, { role: "system", content: "Be brief." }, ...hello];
      return refusedWith(await client.invoke(endpoint, { messages, ...few }), 400, /./);
    },
  },
  {
    name: "chat-thinking",
    subject: `thinking with ${budgetTokens} tokens`,
    expected: ({ model }) => (model.thinking ? "content is a list with signed reasoning and text" : "not supported"),
    async test(client, { endpoint, model }) {
      if (!model.thinking) return { observed: "the model has no budget for thinking", asAssumed: null };
      const thinking = { type: "enabled", budget_tokens: budgetTokens };
      const answer = await client.invoke(endpoint, {
        messages: hello,
        stream: false,
        max_tokens: budgetTokens + 100,
        thinking,
      });
      const { content } = asRecord(choiceOf(answer)["message"]);
      if (!Array.isArray(content)) return { observed: describeAnswer(answer), asAssumed: false };
      const types = (content as unknown[]).map((item) => String(asRecord(item)["type"]));
      const isSigned = /"signature":"[^"]+"|summary_encrypted_text/.test(answer.text);
      return {
        observed: `items ${types.join(", ")}; ${isSigned ? "signed" : "not signed"}`,
        asAssumed: types.includes("reasoning") && types.includes("text") && isSigned,
      };
    },
  },
];

/** A name that the catalogue doesn't know may be of the user's own model. */
function publicName(model: string): string {
  const known = servedModel(model);
  return known === null ? "another name" : `a name of ${known.title}`;
}

/** Later models of Claude and GPT have a temperature of their own; a refused one is not sent again. */
function takesTemperature({ dialect, thinking }: ChatModel): boolean {
  return dialect === "llama" || dialect === "llama-4" || (dialect === "claude" && thinking);
}

function choiceOf({ json }: LiveAnswer): Readonly<Record<string, unknown>> {
  const choices = json?.["choices"];
  return asRecord(Array.isArray(choices) ? choices[0] : undefined);
}
