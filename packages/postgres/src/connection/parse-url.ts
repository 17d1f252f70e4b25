import { InvalidOptionError } from "@ragstone/core";

/** What a URL says about an index on PostgreSQL. */
export interface PostgresPlace {
  /** Without the parameters that are ours; with a password, if the user wrote one. */
  readonly connectionString: string;
  readonly collection: string;
  readonly schema: string;
  /**
   * The Lakebase database at the URL's host, whose password is a token of the Databricks workspace: the resource name of an
   * endpoint, or the name of a provisioned instance. `null` for any other.
   */
  readonly lakebase: string | null;
  /** For people: without a password. */
  readonly name: string;
}

const expected = "a URL such as postgres://user@host/database?collection=handbook";

/** Unquoted identifiers of PostgreSQL: at most 63 bytes. */
const identifier = /^[a-z_][a-z\d_]{0,62}$/u;

/** @throws {@link InvalidOptionError} for a URL that names no index */
export function parseUrl(url: string): PostgresPlace {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed === null || !/^postgres(?:ql)?:$/u.test(parsed.protocol))
    throw new InvalidOptionError("index", withoutPassword(url), expected);
  const collection = parsed.searchParams.get("collection") ?? "documents";
  const schema = parsed.searchParams.get("schema") ?? "ragstone";
  if (collection === "" || collection.length > 200 || /[\p{C}]/u.test(collection))
    throw new InvalidOptionError("collection", collection, "a name of 1 to 200 visible characters");
  if (!identifier.test(schema))
    throw new InvalidOptionError("schema", schema, "a name of lower-case letters, digits and underscores");
  const lakebase = parsed.searchParams.get("lakebase");
  if (lakebase !== null) checkLakebase(lakebase, parsed);
  parsed.searchParams.delete("lakebase");
  parsed.searchParams.delete("collection");
  parsed.searchParams.delete("schema");
  // The driver checks the certificate in all of these modes, and warns that a later version will not.
  if (/^(?:prefer|require|verify-ca)$/u.test(parsed.searchParams.get("sslmode") ?? ""))
    parsed.searchParams.set("sslmode", "verify-full");
  const connectionString = parsed.href;
  const user = parsed.username === "" ? "" : `${parsed.username}@`;
  const place = `postgres://${user}${parsed.host}${parsed.pathname}`;
  const inSchema = schema === "ragstone" ? "" : `&schema=${schema}`;
  return {
    connectionString,
    collection,
    schema,
    lakebase,
    name: `${place}?collection=${encodeURIComponent(collection)}${inSchema}`,
  };
}

/** Completes the URL of a Lakebase database, which takes secure connections alone. */
function checkLakebase(lakebase: string, parsed: URL): void {
  if (!/^(?:projects\/[\w-]+\/branches\/[\w-]+\/endpoints\/[\w-]+|[\w-]+)$/u.test(lakebase))
    throw new InvalidOptionError(
      "lakebase",
      lakebase,
      "projects/PROJECT/branches/BRANCH/endpoints/ENDPOINT, or the name of an instance",
    );
  if (parsed.username === "" || parsed.password !== "")
    throw new InvalidOptionError(
      "index",
      withoutPassword(parsed.href),
      "a URL with the user and without a password, as the workspace issues it: your email address with %40, or a client id",
    );
  if (!parsed.searchParams.has("sslmode")) parsed.searchParams.set("sslmode", "require");
  if (parsed.pathname === "" || parsed.pathname === "/") parsed.pathname = "/databricks_postgres";
}

function withoutPassword(url: string): string {
  return url.replace(/(?<=\/\/[^/@]*):[^@/]*@/u, "@");
}
