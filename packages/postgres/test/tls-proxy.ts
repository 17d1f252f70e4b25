import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TLSSocket } from "node:tls";

/** `SSLRequest` (PostgreSQL, section "Message Formats"). */
const sslRequest = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);

export interface TlsProxy {
  readonly port: number;
  /** The file with its certificate, which it signed itself. */
  readonly certificate: string;
  readonly close: () => void;
}

/** The server on another port, with TLS in PostgreSQL's manner: the server of the tests was built without. */
export async function tlsProxy(serverPort: number): Promise<TlsProxy> {
  const dir = mkdtempSync(join(tmpdir(), "ragstone-tls-"));
  const [key, certificate] = [join(dir, "server.key"), join(dir, "server.crt")];
  execFileSync("openssl", ["req", "-new", "-x509", "-days", "2", "-nodes", "-newkey", "rsa:2048", "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate], { stdio: "ignore" }); // prettier-ignore
  const options = { isServer: true, key: readFileSync(key), cert: readFileSync(certificate) };
  const sockets = new Set<Socket>();
  const proxy = createServer((client) => {
    sockets.add(client);
    client.on("error", () => {});
    client.once("data", (first) => {
      if (!first.equals(sslRequest)) return void client.destroy();
      client.write("S");
      const secure = new TLSSocket(client, options);
      const server = connect(serverPort, "127.0.0.1");
      sockets.add(server);
      for (const side of [secure, server]) side.on("error", () => client.destroy());
      secure.pipe(server).pipe(secure);
    });
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => {
    proxy.once("listening", resolve);
  });
  return {
    port: (proxy.address() as AddressInfo).port,
    certificate,
    close: () => {
      proxy.close();
      for (const socket of sockets) socket.destroy();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
