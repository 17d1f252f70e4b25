/** The server's answer, before faults and bytes. */
export type Reply = BodyReply | StreamReply;

export interface BodyReply {
  readonly kind: "body";
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly contentType: string;
  readonly body: string | Buffer;
}

/** Server-sent events, each already framed (`data: …\n\n`). */
export interface StreamReply {
  readonly kind: "stream";
  readonly headers?: Readonly<Record<string, string>>;
  readonly frames: readonly string[];
  /** Called when the stream was written whole, or with the number of frames when it was not. */
  readonly onEnd?: (framesSent: number) => void;
}

/** A JSON answer. */
export function jsonReply(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): BodyReply {
  return { kind: "body", status, headers, contentType: "application/json", body: JSON.stringify(body) };
}

/** A plain-text answer, as strict decoders in front of Llama models give. */
export function textReply(status: number, body: string, headers: Readonly<Record<string, string>> = {}): BodyReply {
  return { kind: "body", status, headers, contentType: "text/plain; charset=utf-8", body };
}

/** The platform's standard error envelope. */
export function errorReply(
  status: number,
  code: string,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): BodyReply {
  return jsonReply(status, { error_code: code, message }, headers);
}

/** 400 `BAD_REQUEST`. */
export function badRequest(message: string, headers: Readonly<Record<string, string>> = {}): BodyReply {
  return errorReply(400, "BAD_REQUEST", message, headers);
}

/** 400 `INVALID_PARAMETER_VALUE`. */
export function invalidParameter(message: string): BodyReply {
  return errorReply(400, "INVALID_PARAMETER_VALUE", message);
}

/** 404 `RESOURCE_DOES_NOT_EXIST` of the management APIs. */
export function missingResource(what: string): BodyReply {
  return errorReply(404, "RESOURCE_DOES_NOT_EXIST", `${what} does not exist.`);
}
