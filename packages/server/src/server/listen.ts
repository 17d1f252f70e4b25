import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { InvalidOptionError } from "@ragstone/core";

export interface ListenOptions {
  /** 0 for any free one. @defaultValue 7070 */
  readonly port?: number;
  /** @defaultValue "127.0.0.1" */
  readonly host?: string;
}

/** Ports tried after the wanted one. */
const furtherPorts = 20;

/** Listens at the wanted port or, if that is in use, at one of the next ones. */
export async function listen(
  server: Server,
  { port = 7070, host = "127.0.0.1" }: ListenOptions = {},
): Promise<AddressInfo> {
  for (let tried = port; ; tried += 1) {
    try {
      server.listen(tried, host);
      await once(server, "listening");
      return server.address() as AddressInfo;
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (code === "EADDRINUSE" && tried < Math.min(port + furtherPorts, 65_535)) continue;
      throw new InvalidOptionError(
        code === "EADDRNOTAVAIL" || code === "ENOTFOUND" ? "host" : "port",
        code === "EADDRNOTAVAIL" || code === "ENOTFOUND" ? host : port,
        `an address that can be listened on (${message})`,
      );
    }
  }
}
