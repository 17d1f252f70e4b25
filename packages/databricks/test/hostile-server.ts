import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Writable } from "node:stream";
import { text as textOf } from "node:stream/consumers";

/** A loopback server with scripted answers that counts requests. */
export interface HostileServer {
  readonly host: string;
  /** Requests so far. */
  readonly requests: number;
  /** Bytes that it could write so far, of all connections. */
  readonly bytesWritten: number;
  close(): Promise<void>;
}

export type Misbehave = (body: string, response: ServerResponse, request: IncomingMessage) => unknown;

export async function hostileServer(misbehave: Misbehave): Promise<HostileServer> {
  let requests = 0;
  const written: (() => number)[] = [];
  const server = createServer((request, response) => {
    requests += 1;
    const { socket } = request;
    const before = socket.bytesWritten;
    written.push(() => socket.bytesWritten - before);
    response.on("error", () => undefined);
    void textOf(request).then((body) => misbehave(body, response, request));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  return {
    host: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get requests() {
      return requests;
    },
    get bytesWritten() {
      return written.reduce((sum, bytes) => sum + bytes(), 0);
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}

/** Writes a piece again and again, as fast as it is read, until the other side leaves. */
export function writeForever(response: Writable, piece: string | Buffer): void {
  const more = (): void => {
    while (!response.destroyed && response.write(piece));
  };
  response.on("drain", more);
  more();
}

/** Writes a piece every few milliseconds until the other side leaves. */
export function drip(response: ServerResponse, piece: string): void {
  const timer = setInterval(() => response.write(piece), 5);
  response.on("close", () => clearInterval(timer));
}
