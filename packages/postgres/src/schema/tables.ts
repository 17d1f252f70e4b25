import type { Transaction } from "../connection/connection.js";
import { addPathPostings } from "./add-path-postings.js";

/** Brings the tables of a schema from one version to the next. */
export type Migration = (transaction: Transaction, schema: string) => Promise<void>;

/** Statements with the name of the schema for `$schema`. */
function statements(text: string): Migration {
  return async (transaction, schema) => {
    await transaction.query(text.replaceAll("$schema", schema));
  };
}

/** One step for each version; the first makes the tables. All that are due run in one transaction. */
export const migrations: readonly Migration[] = [
  statements(`
    CREATE TABLE $schema.collections (
      id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      name text NOT NULL UNIQUE,
      fingerprint json NOT NULL,
      settings json,
      recall real
    );
    -- Counts of a collection, in parts, so that writers of different documents do not wait for each other.
    CREATE TABLE $schema.totals (
      collection int NOT NULL REFERENCES $schema.collections ON DELETE CASCADE,
      part smallint NOT NULL,
      changes bigint NOT NULL DEFAULT 0,
      updated_ms bigint NOT NULL DEFAULT 0,
      documents bigint NOT NULL DEFAULT 0,
      chunks bigint NOT NULL DEFAULT 0,
      words bigint NOT NULL DEFAULT 0,
      tokens bigint NOT NULL DEFAULT 0,
      bytes bigint NOT NULL DEFAULT 0,
      PRIMARY KEY (collection, part)
    ) WITH (fillfactor = 50);
    CREATE TABLE $schema.documents (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      collection int NOT NULL REFERENCES $schema.collections ON DELETE CASCADE,
      origin text NOT NULL,
      path text COLLATE "C" NOT NULL,
      sha256 text NOT NULL,
      bytes bigint NOT NULL,
      modified_ms double precision,
      media_type text NOT NULL,
      title text,
      language text,
      metadata json NOT NULL,
      loader_version int NOT NULL,
      indexed_ms bigint NOT NULL,
      chunks int NOT NULL,
      words bigint NOT NULL,
      tokens bigint NOT NULL,
      stored_bytes bigint NOT NULL,
      UNIQUE (collection, path, origin)
    );
    CREATE TABLE $schema.bodies (
      document bigint PRIMARY KEY REFERENCES $schema.documents ON DELETE CASCADE,
      text text NOT NULL,
      blocks json NOT NULL,
      pages json NOT NULL
    );
    CREATE TABLE $schema.chunks (
      document bigint NOT NULL REFERENCES $schema.documents ON DELETE CASCADE,
      position int NOT NULL,
      collection int NOT NULL,
      id text COLLATE "C" NOT NULL,
      first int NOT NULL,
      last int NOT NULL,
      tokens int NOT NULL,
      text text NOT NULL,
      context text NOT NULL,
      headings json NOT NULL,
      pages json NOT NULL,
      vector_key text COLLATE "C",
      PRIMARY KEY (document, position),
      UNIQUE (collection, id)
    );
    CREATE INDEX chunks_of_vector ON $schema.chunks (collection, vector_key);
    CREATE TABLE $schema.vectors (
      collection int NOT NULL REFERENCES $schema.collections ON DELETE CASCADE,
      key text COLLATE "C" NOT NULL,
      embedding vector NOT NULL,
      PRIMARY KEY (collection, key)
    );
    -- The chunks of one document that contain one term.
    CREATE TABLE $schema.postings (
      collection int NOT NULL,
      term text COLLATE "C" NOT NULL,
      document bigint NOT NULL REFERENCES $schema.documents ON DELETE CASCADE,
      chunks int NOT NULL,
      data bytea NOT NULL,
      PRIMARY KEY (collection, term, document)
    );
    CREATE INDEX postings_of_document ON $schema.postings (document);
  `),
  async (transaction, schema) => {
    // Every word that a chunk contains, and some that none contains any more: typos are compared with them.
    await statements(`
      CREATE TABLE $schema.terms (
        collection int NOT NULL REFERENCES $schema.collections ON DELETE CASCADE,
        term text COLLATE "C" NOT NULL,
        PRIMARY KEY (collection, term)
      );
      INSERT INTO $schema.terms SELECT DISTINCT collection, term FROM $schema.postings;
    `)(transaction, schema);
    await addPathPostings(transaction, schema);
  },
];
