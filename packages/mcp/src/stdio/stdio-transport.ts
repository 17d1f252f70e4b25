import type { Readable, Writable } from "node:stream";
import {
  deserializeMessage,
  isJSONRPCErrorResponse,
  isJSONRPCRequest,
  isJSONRPCResultResponse,
  serializeMessage,
  type JSONRPCMessage,
  type RequestId,
  type Transport,
} from "@modelcontextprotocol/server";
import { LineSplitter } from "./line-splitter.js";

/** As the SDK's own transport has it; no request of ours needs a hundredth. */
const maxLineBytes = 10 * 1024 * 1024;

/**
 * JSON-RPC over two streams, one message per line. A line that is no message is reported and left out, so that one bad
 * line costs one message and not the connection, as it does with the SDK's own transport for a line above its limit.
 * After the end of the input, calls that still run have a moment to answer.
 */
export class StdioTransport implements Transport {
  onclose?: () => void;
  onerror?: (error: Error) => void;
  onmessage?: (message: JSONRPCMessage) => void;
  /** Resolves when the connection is closed, by either side. */
  readonly ended: Promise<void>;
  #end: () => void = () => {};
  readonly #input: Readable;
  readonly #output: Writable;
  readonly #graceMs: number;
  readonly #lines = new LineSplitter(maxLineBytes, () => this.#report(`A line has more than ${maxLineBytes} bytes.`));
  /** Requests without an answer. */
  readonly #pending = new Set<RequestId>();
  #inputEnded = false;
  #closed = false;

  constructor({ input, output, graceMs }: { input: Readable; output: Writable; graceMs: number }) {
    this.#input = input;
    this.#output = output;
    this.#graceMs = graceMs;
    this.ended = new Promise((resolve) => {
      this.#end = resolve;
    });
  }

  start(): Promise<void> {
    this.#input.on("data", this.#onData);
    this.#input.on("error", this.#onEnd);
    this.#input.on("end", this.#onEnd);
    this.#input.on("close", this.#onEnd);
    this.#output.on("error", this.#onOutputError);
    if (this.#input.readableEnded || this.#input.destroyed) setImmediate(this.#onEnd);
    return Promise.resolve();
  }

  send(message: JSONRPCMessage): Promise<void> {
    if (this.#closed) return Promise.resolve();
    return new Promise((resolve) => {
      this.#output.write(serializeMessage(message), () => {
        if (isJSONRPCResultResponse(message) || isJSONRPCErrorResponse(message)) this.#settle(message.id);
        resolve();
      });
    });
  }

  close(): Promise<void> {
    if (this.#closed) return Promise.resolve();
    this.#closed = true;
    this.#input.off("data", this.#onData);
    this.#input.pause();
    this.onclose?.();
    this.#end();
    return Promise.resolve();
  }

  readonly #onData = (piece: Buffer): void => {
    for (const line of this.#lines.push(piece)) if (line.trim() !== "") this.#receive(line);
  };

  #receive(line: string): void {
    let message: JSONRPCMessage;
    try {
      message = deserializeMessage(line);
    } catch (error) {
      this.#report(`A line is no JSON-RPC message: ${error instanceof Error ? error.message : String(error)}`);
      return;
    }
    if (isJSONRPCRequest(message)) this.#pending.add(message.id);
    else if ("method" in message && message.method === "notifications/cancelled")
      this.#settle(message.params?.["requestId"] as RequestId | undefined);
    this.onmessage?.(message);
  }

  #settle(id: RequestId | undefined): void {
    if (id !== undefined) this.#pending.delete(id);
    if (this.#inputEnded && this.#pending.size === 0) void this.close();
  }

  readonly #onEnd = (): void => {
    if (this.#inputEnded) return;
    this.#inputEnded = true;
    if (this.#pending.size === 0) void this.close();
    else setTimeout(() => void this.close(), this.#graceMs).unref();
  };

  readonly #onOutputError = (error: Error): void => {
    this.onerror?.(error);
    void this.close();
  };

  #report(message: string): void {
    this.onerror?.(new Error(message));
  }
}
