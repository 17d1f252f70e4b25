import { InvalidOptionError } from "@ragstone/core";

/** What a URL says about an index on PostgreSQL. */
export interface PostgresPlace {
  /** Without the parameters that are ours; with a password, if the user wrote one. */
  readonly connectionString: string;
  readonly collection: string;
  readonly schema: string;
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
    name: `${place}?collection=${encodeURIComponent(collection)}${inSchema}`,
  };
}

function withoutPassword(url: string): string {
  return url.replace(/(?<=\/\/[^/@]*):[^@/]*@/u, "@");
}
