import { z } from "zod";
import { errorSchema } from "./error-schema.js";
import type { Route } from "./route.js";
import { routes } from "./routes.js";

const schemaOf = (schema: z.ZodType, io: "input" | "output") => {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io, target: "draft-2020-12", unrepresentable: "any" });
  return json;
};

const content = (type: string, schema: object) => ({ content: { [type]: { schema } } });

/** The API as an OpenAPI 3.1 document, made of the route table. */
export function openapi(version: string) {
  const paths: Record<string, Record<string, object>> = {};
  for (const [operationId, route] of Object.entries<Route>(routes))
    (paths[route.path] ??= {})[route.method] = operation(operationId, route);
  return {
    openapi: "3.1.0",
    info: { title: "Ragstone", version, license: { name: "Apache-2.0", identifier: "Apache-2.0" } },
    servers: [{ url: "/" }],
    security: [{ token: [] }],
    paths,
    components: {
      securitySchemes: { token: { type: "http", scheme: "bearer" } },
      responses: {
        error: { description: "A failure", ...content("application/json", schemaOf(errorSchema, "output")) },
      },
    },
  };
}

function operation(operationId: string, route: Route): object {
  const { summary, open = false, owner = false } = route;
  return {
    operationId,
    summary,
    ...(owner ? { description: "Reserved to the server's owner." } : {}),
    ...(open ? { security: [] } : {}),
    parameters: parametersOf(route),
    ...bodyOf(route),
    responses: {
      200: { description: "Done", ...responseOf(route) },
      default: { $ref: "#/components/responses/error" },
    },
  };
}

function bodyOf({ body, upload = false }: Route): object {
  if (upload) return { requestBody: { required: true, ...content("application/octet-stream", {}) } };
  if (body === undefined) return {};
  return { requestBody: { required: true, ...content("application/json", schemaOf(body, "input")) } };
}

function parametersOf({ path, query }: Route): object[] {
  const inPath = Array.from(path.matchAll(/\{(?<name>\w+)\}/gu), ({ groups }) => ({
    name: groups!["name"],
    in: "path",
    required: true,
    schema: { type: "string" },
  }));
  if (query === undefined) return inPath;
  const { properties = {}, required = [] } = z.toJSONSchema(query, { io: "input", unrepresentable: "any" });
  const inQuery = Object.entries(properties).map(([name, schema]) => ({
    name,
    in: "query",
    required: required.includes(name),
    schema,
  }));
  return [...inPath, ...inQuery];
}

function responseOf({ response, events, media }: Route): object {
  const entries: [string, object][] = [];
  if (response !== undefined) entries.push(["application/json", { schema: schemaOf(response, "output") }]);
  if (media !== undefined) entries.push([media, {}]);
  if (events !== undefined) {
    const data = Object.entries(events).map(([event, schema]) => ({
      title: `event: ${event}`,
      ...schemaOf(schema, "output"),
    }));
    entries.push(["text/event-stream", { schema: { oneOf: data } }]);
  }
  return { content: Object.fromEntries(entries) };
}
