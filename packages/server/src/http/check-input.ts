import type { z } from "zod";
import { RequestError } from "./request-error.js";

/**
 * A part of a request as its schema has it.
 *
 * @throws {@link RequestError} `invalid-option`, 400, naming the first field that is wrong
 */
export function checkInput<S extends z.ZodType>(schema: S, value: unknown, part: "body" | "query"): z.output<S> {
  const checked = schema.safeParse(value);
  if (checked.success) return checked.data;
  const [issue] = checked.error.issues;
  const field = issue?.path.join(".") ?? "";
  throw new RequestError(400, "invalid-option", `${field === "" ? `The ${part}` : field}: ${issue?.message}.`, {
    hint: "GET /api/openapi.json describes every request.",
    data: { option: field },
  });
}
