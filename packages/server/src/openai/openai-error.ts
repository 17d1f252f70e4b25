import type { RagstoneError } from "@ragstone/core";

const types: Readonly<Record<number, string>> = {
  401: "authentication_error",
  403: "permission_error",
  429: "rate_limit_error",
};

/** An error in OpenAI's shape. */
export function openaiError({ code, message, hint, data }: RagstoneError, status: number) {
  const type = types[status] ?? (status < 500 ? "invalid_request_error" : "server_error");
  const { option } = data;
  const param = typeof option === "string" && option !== "" ? option : null;
  return { error: { message: `${message} ${hint}`, type, param, code } };
}
