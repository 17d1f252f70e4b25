/** Flat facts about a document. Nested values are not kept: filters and hashes need them flat. */
export type Metadata = Readonly<Record<string, MetadataValue>>;

export type MetadataValue = string | number | boolean | readonly string[];
