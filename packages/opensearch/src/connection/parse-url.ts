import { InvalidOptionError } from "@ragstone/core";

/** What a URL says about an index on OpenSearch. */
export interface OpenSearchPlace {
  /** URLs of the nodes, without user and password. */
  readonly nodes: readonly string[];
  /** From the URL, `null` where it has none. */
  readonly username: string | null;
  readonly password: string | null;
  readonly collection: string;
  /** Primary shards of each index that is made, `null` for the default. */
  readonly shards: number | null;
  /** Copies of each shard, `null` for the default. */
  readonly replicas: number | null;
  /** For people: without a password. */
  readonly name: string;
}

const expected = "a URL such as opensearch://user@host:9200/handbook";

/** OpenSearch's rules for names of indices; the dot separates a collection from its parts. */
const collectionName = /^[a-z\d][a-z\d_-]{0,99}$/u;
const hostName = /^(?:\[[\da-f:]+\]|[\w.-]+)(?::\d{1,5})?$/iu;
const loopback = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::|$)/iu;
const known = new Set(["nodes", "tls", "shards", "replicas"]);
const maxShards = 1024;
const maxReplicas = 10;

/** @throws {@link InvalidOptionError} for a URL that names no index */
export function parseUrl(url: string): OpenSearchPlace {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed === null || parsed.protocol !== "opensearch:" || parsed.host === "")
    throw new InvalidOptionError("index", withoutPassword(url), expected);
  const { username, password, host, pathname, searchParams } = parsed;
  for (const parameter of searchParams.keys())
    if (!known.has(parameter))
      throw new InvalidOptionError("index", `the parameter ${parameter}`, `one of ${[...known].join(", ")}`);
  const collection = decodeURIComponent(pathname.replace(/^\/|\/$/gu, "")) || "documents";
  if (!collectionName.test(collection))
    throw new InvalidOptionError("collection", collection, "a name of 1 to 100 lower-case letters, digits, - and _");
  const hosts = [host, ...(searchParams.get("nodes")?.split(",") ?? [])].map((one) => one.trim());
  for (const one of hosts)
    if (!hostName.test(one)) throw new InvalidOptionError("nodes", one, "hosts with ports, such as b:9200,c:9200");
  const scheme = isSecure(searchParams.get("tls"), hosts) ? "https" : "http";
  const user = username === "" ? "" : `${username}@`;
  return {
    nodes: hosts.map((one) => `${scheme}://${/:\d+$/u.test(one) ? one : `${one}:9200`}`),
    username: username === "" ? null : decodeURIComponent(username),
    password: password === "" ? null : decodeURIComponent(password),
    collection,
    shards: wholeNumber(searchParams, "shards", { least: 1, most: maxShards }),
    replicas: wholeNumber(searchParams, "replicas", { least: 0, most: maxReplicas }),
    name: `opensearch://${user}${host}/${collection}`,
  };
}

/** A password must not cross a network in the clear unless that is asked for. */
function isSecure(tls: string | null, hosts: readonly string[]): boolean {
  if (tls === null) return !hosts.every((host) => loopback.test(host));
  if (tls !== "true" && tls !== "false") throw new InvalidOptionError("tls", tls, "true or false");
  return tls === "true";
}

function wholeNumber(
  parameters: URLSearchParams,
  name: string,
  { least, most }: { readonly least: number; readonly most: number },
): number | null {
  const given = parameters.get(name);
  if (given === null) return null;
  const value = /^\d{1,4}$/u.test(given) ? Number(given) : Number.NaN;
  if (!(value >= least && value <= most))
    throw new InvalidOptionError(name, given, `a whole number from ${least} to ${most}`);
  return value;
}

function withoutPassword(url: string): string {
  return url.replace(/(?<=\/\/[^/@]*):[^@/]*@/u, "@");
}
