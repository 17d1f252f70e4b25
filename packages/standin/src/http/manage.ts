import type { Workspace } from "./workspace.js";
import { endpointObject, findModel } from "../models/endpoints.js";
import type { Endpoint } from "../models/endpoints.js";
import { configureEndpoint, createEndpoint, limitEndpoint } from "./endpoint-config.js";
import { errorReply, jsonReply } from "../replies/reply.js";
import type { BodyReply } from "../replies/reply.js";

const base = "/api/2.0/serving-endpoints";

/** The management API: lists, shows, creates, configures, limits and deletes endpoints. */
export function manage(method: string, path: string, body: Buffer, workspace: Workspace): BodyReply {
  const { endpoints } = workspace;
  const now = Date.now();
  if (path !== base && !path.startsWith(`${base}/`)) return noApi(path);
  const parts = path
    .slice(base.length)
    .split("/")
    .filter((part) => part !== "")
    .map(decodeURIComponent);
  const [first, second, third] = parts;
  if (first === undefined && method === "GET")
    return jsonReply(200, { endpoints: endpoints.list().map((endpoint) => endpointObject(endpoint, now)) });
  if ((first === undefined || (first === "pt" && second === undefined)) && method === "POST")
    return createEndpoint(body, workspace);
  if (first === "get-model-optimization-info" && method === "GET") return optimizationInfo(second ?? "");
  const name = first === "pt" ? second : first;
  const action = first === "pt" ? third : second;
  if (name === undefined) return noApi(path);
  const endpoint = endpoints.get(name);
  if (endpoint === null)
    return errorReply(404, "RESOURCE_DOES_NOT_EXIST", `Endpoint with name '${name}' does not exist.`);
  if (method === "GET" && action === undefined) return jsonReply(200, endpointObject(endpoint, now));
  if (method === "GET" && action === "openapi") return jsonReply(200, openApi(endpoint));
  if (method === "PUT" && action === "config") return configureEndpoint(endpoint, body);
  if (method === "PUT" && (action === "rate-limits" || action === "ai-gateway")) return limitEndpoint(endpoint, body);
  if (method === "DELETE" && action === undefined) {
    if (!endpoint.provisioned)
      return errorReply(403, "PERMISSION_DENIED", `Endpoint ${name} belongs to Databricks and cannot be deleted.`);
    endpoints.remove(name);
    return jsonReply(200, {});
  }
  return noApi(path);
}

function optimizationInfo(name: string): BodyReply {
  const model = findModel(name);
  if (model === null) return errorReply(404, "RESOURCE_DOES_NOT_EXIST", `Model '${name}' does not exist.`);
  return jsonReply(200, { optimizable: true, model_type: model.family, throughput_chunk_size: 980 });
}

function openApi({ name, model }: Endpoint): object {
  const schema = { type: "object" };
  const content = { "application/json": { schema } };
  return {
    openapi: "3.1.0",
    info: { title: name, version: "1" },
    servers: [{ url: `/serving-endpoints/${name}` }],
    paths: {
      [`/served-models/${model.modelName}/invocations`]: {
        post: { requestBody: { content }, responses: { 200: { description: "Successful operation", content } } },
      },
    },
  };
}

function noApi(path: string): BodyReply {
  return errorReply(404, "ENDPOINT_NOT_FOUND", `No API found for '${path}'`);
}
