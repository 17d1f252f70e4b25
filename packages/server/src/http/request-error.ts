import { RagstoneError, type RagstoneErrorOptions } from "@ragstone/core";

/** A request that the server refuses, with its HTTP status. */
export class RequestError extends RagstoneError {
  override readonly name = "RequestError";
  readonly status: number;

  constructor(status: number, code: string, message: string, options: RagstoneErrorOptions) {
    super(code, message, options);
    this.status = status;
  }
}
