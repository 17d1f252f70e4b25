import type { Handler } from "./call.js";

export const listModels: Handler<"models"> = async ({ server, identity }) => {
  const { chat, embedding } = await server.models.list(identity);
  return {
    chat,
    embedding: embedding.map(({ spec, title, configured, dimensions }) => ({
      spec,
      name: title,
      available: configured,
      dimensions,
    })),
  };
};
