import { Ajv } from "ajv";
import type { ValidateFunction } from "ajv";
import { requestSchemas } from "./request-schemas.js";
import type { RequestKind } from "./request-schemas.js";

const compiled = new Map<RequestKind, ValidateFunction>();

/** Problems of a request body by {@link requestSchemas}, each as `path: message`; empty when it is as documented. */
export function validateRequest(kind: RequestKind, body: unknown): string[] {
  let validate = compiled.get(kind);
  if (validate === undefined) {
    validate = new Ajv({ strict: false, allErrors: true }).compile(requestSchemas[kind]);
    compiled.set(kind, validate);
  }
  if (validate(body)) return [];
  return (validate.errors ?? []).map((error) => {
    const field = error.keyword === "additionalProperties" ? `/${String(error.params["additionalProperty"])}` : "";
    return `${error.instancePath}${field}: ${error.message ?? error.keyword}`;
  });
}
