/** "RAGS" in the SQLite header: https://www.sqlite.org/pragma.html#pragma_application_id */
export const applicationId = 0x52414753;

/** Kept in `user_version`. A newer file is refused, an older one is migrated forward when it is opened for writing. */
export const schemaVersion = 3;

/** Apart, since the step from format 2 makes it anew. */
export const documentsTable = `
CREATE TABLE documents (
  id INTEGER PRIMARY KEY, path NOT NULL, first INTEGER NOT NULL, count INTEGER NOT NULL, layout BLOB NOT NULL,
  generation INTEGER NOT NULL, tokens INTEGER NOT NULL, sha256 TEXT NOT NULL, bytes INTEGER NOT NULL, modified REAL,
  media_type TEXT NOT NULL, title, origin TEXT NOT NULL, language TEXT, metadata TEXT NOT NULL, indexed REAL NOT NULL,
  loader_version INTEGER NOT NULL DEFAULT 0, UNIQUE (path, origin)
);
CREATE INDEX documents_generation ON documents (generation);
CREATE INDEX documents_first ON documents (first);
`;

/**
 * - A document's chunks have consecutive ordinals `[first, first + count)`, given once and never again until the
 *   index is
 *   compacted, so that postings stay sorted by appending.
 * - `chunks.gap` and `chunks.text` of a document, in order, and `bodies.tail` tile its text.
 * - `codes` contains the int8 codes and scales of `segment_size` vectors per row, `vectors` the residuals.
 * - `terms.bounds` describes each of a term's `rows` rows of `postings`, and its tail, without reading them.
 * - `pending` contains term counts of documents that were added (sign 1) or removed (sign -1) since `terms` and
 *   `postings` were merged.
 * - `meta.identity` tells this index from one that is made in its place: a cache of the other is no cache of this.
 * - `hash` columns let a check find flipped bits: of a document's text, of a row of codes. Rows of format 1 have none.
 * - Columns for untrusted text have no type, so that {@link packText}'s bytes stay bytes.
 */
export const schema = `
CREATE TABLE meta (key TEXT PRIMARY KEY, value) WITHOUT ROWID;
INSERT INTO meta (key, value) VALUES ('identity', lower(hex(randomblob(8))));
${documentsTable}
CREATE TABLE bodies (document INTEGER PRIMARY KEY, tail, blocks TEXT NOT NULL, pages TEXT NOT NULL, hash TEXT);
CREATE TABLE chunks (
  ordinal INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, start INTEGER NOT NULL, tokens INTEGER NOT NULL, gap NOT NULL, text NOT NULL,
  context NOT NULL, headings TEXT, pages TEXT
);
CREATE TABLE removed (generation INTEGER NOT NULL, document INTEGER NOT NULL, first INTEGER NOT NULL, count INTEGER NOT NULL);
CREATE INDEX removed_generation ON removed (generation);
CREATE TABLE vectors (slot INTEGER PRIMARY KEY, key NOT NULL UNIQUE, residual BLOB NOT NULL);
CREATE TABLE free_slots (slot INTEGER PRIMARY KEY);
CREATE TABLE codes (segment INTEGER PRIMARY KEY, generation INTEGER NOT NULL, data BLOB NOT NULL, hash TEXT);
CREATE INDEX codes_generation ON codes (generation);
CREATE TABLE pending (id INTEGER PRIMARY KEY AUTOINCREMENT, first INTEGER NOT NULL, count INTEGER NOT NULL, sign INTEGER NOT NULL, data BLOB NOT NULL);
CREATE TABLE terms (id INTEGER PRIMARY KEY, term TEXT NOT NULL UNIQUE, df INTEGER NOT NULL, rows INTEGER NOT NULL, bounds BLOB NOT NULL, tail BLOB NOT NULL);
CREATE TABLE postings (id INTEGER PRIMARY KEY, data BLOB NOT NULL);
`;
