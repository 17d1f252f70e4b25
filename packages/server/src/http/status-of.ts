import { type RagstoneError, type RemoteError } from "@ragstone/core";
import type { RequestError } from "./request-error.js";

const byCode: Readonly<Record<string, number>> = {
  "index-missing": 409,
  "index-locked": 409,
  "removal-limit": 409,
  "index-closed": 503,
  "permission-denied": 403,
  "not-supported": 400,
  "dependency-missing": 400,
  "consent-required": 400,
  "model-missing": 400,
  "model-damaged": 400,
  "model-unsupported": 400,
  "text-too-long": 400,
  "disk-full": 507,
};

const byRemoteCode: Readonly<Record<string, number>> = {
  "rate-limited": 429,
  "timed-out": 504,
  "context-overflow": 400,
};

/** The HTTP status of an error. */
export function statusOf(error: RagstoneError): number {
  if (error.name === "RequestError") return (error as RequestError).status;
  if (error.name === "InvalidOptionError") return 400;
  if (error.name === "RemoteError") return byRemoteCode[(error as RemoteError).code] ?? 502;
  return byCode[error.code] ?? 500;
}
