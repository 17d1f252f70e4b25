import type { Standin } from "@ragstone/standin";

const base = "/api/2.0/vector-search";

export async function postTo(standin: Standin, path: string, body: unknown): Promise<void> {
  const response = await fetch(`${standin.host}${base}/${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${standin.token}` },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new TypeError(`${path} answered ${response.status}: ${await response.text()}`);
}

/** Makes an endpoint of Vector Search, named `ep`. */
export function addEndpoint(standin: Standin): Promise<void> {
  return postTo(standin, "endpoints", { name: "ep", endpoint_type: "STANDARD" });
}

export interface TableIndex {
  readonly name: string;
  readonly rows: Parameters<Standin["putTable"]>[1];
  /** The column that the service embeds, or the column of vectors. */
  readonly embeds?: string;
  readonly vectors?: { readonly column: string; readonly dimension: number };
  readonly primaryKey?: string;
}

/** Makes an index over a table, as a governed one is made. */
export async function addTableIndex(
  standin: Standin,
  { name, rows, embeds, vectors, primaryKey = "id" }: TableIndex,
): Promise<void> {
  standin.putTable(`${name}_table`, rows);
  await postTo(standin, "indexes", {
    name,
    endpoint_name: "ep",
    primary_key: primaryKey,
    index_type: "DELTA_SYNC",
    delta_sync_index_spec: {
      source_table: `${name}_table`,
      pipeline_type: "TRIGGERED",
      ...(embeds && {
        embedding_source_columns: [{ name: embeds, embedding_model_endpoint_name: "databricks-gte-large-en" }],
      }),
      ...(vectors && {
        embedding_vector_columns: [{ name: vectors.column, embedding_dimension: vectors.dimension }],
      }),
    },
  });
}
