import { readFileSync } from "node:fs";
import { Validator } from "@seriousme/openapi-schema-validator";
import { expect, it } from "vitest";
import { routes } from "../src/api.js";
import { served } from "./served.js";

it("is a valid document of OpenAPI 3.1", async () => {
  const { json } = await served();
  const validator = new Validator();
  expect(await validator.validate(await json("/api/openapi.json"))).toEqual({ valid: true });
  expect(validator.version).toBe("3.1");
});

it("describes every route as OpenAPI 3.1, and the handbook names each", async () => {
  const { json } = await served();
  const described = await json<{ openapi: string; paths: Record<string, Record<string, { operationId: string }>> }>(
    "/api/openapi.json",
    undefined,
    { headers: { authorization: "" } },
  );
  expect(described.openapi).toBe("3.1.0");
  const handbook = readFileSync(new URL("../../../docs/handbook/server.md", import.meta.url), "utf8");
  for (const [operation, { method, path }] of Object.entries(routes)) {
    expect(described.paths[path]![method]).toMatchObject({ operationId: operation });
    expect(handbook).toContain(`${method.toUpperCase()} ${path.replace("{collection}", ":c")}`);
  }
  const search = described.paths["/api/collections/{collection}/search"]!["post"];
  expect(search).toMatchObject({
    parameters: [{ name: "collection", in: "path" }],
    requestBody: { content: { "application/json": { schema: { required: ["query"], additionalProperties: false } } } },
  });
  expect(described.paths["/api/collections/{collection}/ask"]!["post"]).toMatchObject({
    responses: { 200: { content: { "text/event-stream": { schema: { oneOf: expect.any(Array) } } } } },
  });
});
