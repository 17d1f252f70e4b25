// `ragstone serve` as a provider of the Vercel AI SDK, over its OpenAI-compatible endpoint.
// node examples/frameworks/ai-sdk-provider.mjs ADDRESS TOKEN COLLECTION QUESTION
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { streamText } from "ai";

const [address, apiKey, collection, prompt] = process.argv.slice(2);
const ragstone = createOpenAICompatible({ name: "ragstone", baseURL: `${address}/v1`, apiKey });
const { textStream } = streamText({ model: ragstone(`${collection}/extractive`), prompt });
for await (const piece of textStream) process.stdout.write(piece);
process.stdout.write("\n");
