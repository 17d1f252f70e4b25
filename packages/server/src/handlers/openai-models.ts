import type { Handler } from "./call.js";

/** Each collection with each model that is set up. */
export const listOpenaiModels: Handler<"openaiModels"> = async ({ server, identity }) => {
  const { chat } = await server.models.list(identity);
  const specs = chat.filter(({ available }) => available).map(({ spec }) => spec);
  const data = [...server.collections.keys()].flatMap((name) =>
    specs.map((spec) => ({ id: `${name}/${spec}`, object: "model" as const, created: 0, owned_by: "ragstone" })),
  );
  return { object: "list", data };
};
