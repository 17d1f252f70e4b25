import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startStandin, type Standin } from "@ragstone/standin";
import { call, type Called } from "./call.js";

const base = "/api/2.0/vector-search";
const name = "main.docs.passages";
const schema = { id: "string", text: "string", team: "string", level: "integer", embedding: "array<float>" };

const rows = [
  { id: "a", text: "Keys are rotated every ninety days.", team: "red", level: 1, embedding: [1, 0, 0] },
  { id: "b", text: "Soup of the day is tomato.", team: "blue", level: 2, embedding: [0, 1, 0] },
  { id: "c", text: "Keys open doors; soup warms.", team: "blue", level: 3, embedding: [0.8, 0.6, 0] },
];

describe("Vector Search of the stand-in", () => {
  let standin: Standin;
  beforeAll(async () => {
    standin = await startStandin({ quirks: { provisioningMs: 0 } });
  });
  afterAll(() => standin.close());

  const post = (path: string, body: unknown): Promise<Called> => call(standin, `${base}/${path}`, body);
  const query = (body: object): Promise<Called> => post(`indexes/${name}/query`, { columns: ["id"], ...body });
  const idsOf = ({ json }: Called): unknown[] =>
    (json["result"]!["data_array"] as unknown as unknown[][]).map(([id]) => id);
  const upsert = (inputs: unknown): Promise<Called> =>
    post(`indexes/${name}/upsert-data`, { inputs_json: JSON.stringify(inputs) });
  const created = (spec: object = {}): Promise<Called> =>
    post("indexes", {
      name,
      endpoint_name: "ep",
      primary_key: "id",
      index_type: "DIRECT_ACCESS",
      direct_access_index_spec: {
        embedding_vector_columns: [{ name: "embedding", embedding_dimension: 3 }],
        schema_json: JSON.stringify(schema),
      },
      ...spec,
    });
  const remove = (path: string): Promise<Response> =>
    fetch(`${standin.host}${base}/${path}`, {
      method: "DELETE",
      headers: { authorization: `Bearer ${standin.token}` },
    });

  beforeEach(async () => {
    standin.setFaults([]);
    standin.setLimits("off");
    standin.setQuirks({ provisioningMs: 0, vectorNumbers: "number" });
    for (const path of [`indexes/${name}`, "indexes/main.docs.synced", "endpoints/ep"]) await remove(path);
    await post("endpoints", { name: "ep", endpoint_type: "STANDARD" });
    await created();
    await upsert(rows);
  });

  it("provisions endpoints and indexes before they serve", async () => {
    standin.setQuirks({ provisioningMs: 300 });
    const made = await post("endpoints", { name: "slow", endpoint_type: "STANDARD" });
    expect(made.json["endpoint_status"]!["state"]).toBe("PROVISIONING");
    await remove(`indexes/${name}`);
    expect((await created()).json["status"]!["ready"]).toBe(false);
    expect((await query({ query_vector: [1, 0, 0] })).json["error_code"]).toBe("BAD_REQUEST");
    await expect.poll(async () => (await call(standin, `${base}/indexes/${name}`)).json["status"]!["ready"]).toBe(true);
    expect((await call(standin, `${base}/endpoints/slow`)).json["endpoint_status"]!["state"]).toBe("ONLINE");
    expect((await call(standin, `${base}/indexes?endpoint_name=ep`)).json["vector_indexes"]).toHaveLength(1);
    expect((await created()).json["error_code"]).toBe("RESOURCE_ALREADY_EXISTS");
    expect((await remove("endpoints/slow")).status).toBe(200);
    expect((await remove("endpoints/ep")).status).toBe(400);
    expect((await call(standin, `${base}/endpoints/slow`)).json["error_code"]).toBe("RESOURCE_DOES_NOT_EXIST");
  });

  it("finds by vector, with the similarity as the last column", async () => {
    const found = await query({ columns: ["id", "level"], query_vector: [1, 0, 0], num_results: 2 });
    expect(found.json["manifest"]).toEqual({
      column_count: 3,
      columns: [{ name: "id" }, { name: "level" }, { name: "score" }],
    });
    const [first, second] = found.json["result"]!["data_array"] as unknown as [string, number, number][];
    expect(first).toEqual(["a", 1, 1]);
    expect(second!.slice(0, 2)).toEqual(["c", 3]);
    expect(second![2]).toBeCloseTo(1 / 1.4, 6);
    standin.setQuirks({ vectorNumbers: "string" });
    const texts = await query({ columns: ["level"], query_vector: [1, 0, 0], num_results: 1 });
    expect(texts.json["result"]!["data_array"]).toEqual([["1", 1]]);
  });

  it("finds by words and by both", async () => {
    expect(idsOf(await query({ query_text: "rotated keys", query_type: "FULL_TEXT" }))).toEqual(["a", "c"]);
    expect(
      idsOf(await query({ query_text: "soup", query_vector: [1, 0, 0], query_type: "HYBRID", num_results: 200 })),
    ).toEqual(["c", "b", "a"]);
    expect((await query({ query_text: "soup", query_type: "FULL_TEXT", num_results: 201 })).status).toBe(400);
  });

  it.each<[object, string[]]>([
    [{ team: "blue" }, ["c", "b"]],
    [{ "team NOT": "blue" }, ["a"]],
    [{ id: ["a", "b"] }, ["a", "b"]],
    [{ "level >=": 2, "level <": 3 }, ["b"]],
    [{ "text LIKE": "tomato." }, ["b"]],
    [{ "team OR id": ["red", "b"] }, ["a", "b"]],
    [{ team: "blue", "level >": 2 }, ["c"]],
  ])("filters by %j", async (filter, expected) => {
    expect(idsOf(await query({ query_vector: [1, 0, 0], filters_json: JSON.stringify(filter) }))).toEqual(expected);
  });

  it.each<[string, object]>([
    ["an unknown column", { columns: ["nothing"], query_vector: [1, 0, 0] }],
    ["an unknown column in a filter", { query_vector: [1, 0, 0], filters_json: '{"nothing": 1}' }],
    ["a filter as an object", { query_vector: [1, 0, 0], filters_json: { team: "red" } }],
    [
      "too many values in a filter",
      { query_vector: [1, 0, 0], filters_json: JSON.stringify({ id: Array(1025).fill("x") }) },
    ],
    ["a vector of another length", { query_vector: [1, 0] }],
    ["both, for vectors alone", { query_vector: [1, 0, 0], query_text: "keys" }],
    ["a text without a model", { query_text: "keys" }],
    ["an unknown field", { query_vector: [1, 0, 0], limit: 3 }],
    ["too many rows", { query_vector: [1, 0, 0], num_results: 10_001 }],
  ])("refuses %s in a query", async (_, body) => {
    expect((await query(body)).json["error_code"]).toBe("INVALID_PARAMETER_VALUE");
  });

  it("stores what fits and names the rest, replaces by key and deletes in both forms", async () => {
    const partly = await upsert([
      { id: "d", text: "new", embedding: [0, 0, 1] },
      { id: "e", text: "short", embedding: [0, 1] },
      { id: "f", text: 7, embedding: [0, 0, 1] },
    ]);
    expect(partly.json).toEqual({
      status: "PARTIAL_SUCCESS",
      result: { success_row_count: 1, failed_primary_keys: ["e", "f"] },
    });
    await upsert([{ id: "d", text: "newer", embedding: [0, 0, 1] }]);
    expect(idsOf(await query({ query_text: "new", query_type: "FULL_TEXT" }))).toEqual([]);
    expect((await remove(`indexes/${name}/delete-data?primary_keys=a&primary_keys=d`)).status).toBe(200);
    expect((await post(`indexes/${name}/delete-data`, { primary_keys: ["b", "x"] })).json["status"]).toBe("SUCCESS");
    expect(idsOf(await query({ query_vector: [1, 0, 0] }))).toEqual(["c"]);
    standin.setFaults(["partial:vector-search"]);
    expect((await upsert(rows)).json["result"]!["failed_primary_keys"]).toEqual(["a", "c"]);
    expect((await upsert(rows.slice(0, 1))).json["status"]).toBe("FAILURE");
  });

  it("gives long answers in pages and scans by key", async () => {
    const many = Array.from({ length: 2500 }, (_, at) => ({ id: `n${at}`, text: `n`, embedding: [at, 0, 0] }));
    await upsert(many);
    let answer = await query({ query_vector: [0, 0, 0], num_results: 2200 });
    const ids = idsOf(answer);
    expect(ids).toHaveLength(1000);
    while (answer.text.includes('"next_page_token":"cG')) {
      const { next_page_token: token } = answer.json;
      answer = await post(`indexes/${name}/query-next-page`, { endpoint_name: "ep", page_token: token });
      ids.push(...idsOf(answer));
    }
    expect(new Set(ids).size).toBe(2200);
    expect((await post(`indexes/${name}/query-next-page`, { page_token: "made-up" })).status).toBe(400);
    const first = await post(`indexes/${name}/scan`, { num_results: 2 });
    expect(first.json["last_primary_key"]).toBe("b");
    const [row] = first.json["data"] as unknown as { fields: unknown[] }[];
    expect(row!.fields).toContainEqual({ key: "level", value: { number_value: 1 } });
    expect(row!.fields).toContainEqual({
      key: "embedding",
      value: { list_value: { values: [{ number_value: 1 }, { number_value: 0 }, { number_value: 0 }] } },
    });
    const next = await post(`indexes/${name}/scan`, { num_results: 1000, last_primary_key: "c" });
    expect((next.json["data"] as unknown as unknown[]).length).toBe(1000);
  });

  it("keeps a Delta-sync index as its table, embeds it itself and refuses writes", async () => {
    standin.putTable("main.docs.source", [
      { id: 1, text: "Keys are rotated every ninety days." },
      { id: 2, text: "Soup of the day is tomato." },
    ]);
    const synced = "main.docs.synced";
    const spec = {
      source_table: "main.docs.source",
      pipeline_type: "TRIGGERED",
      embedding_source_columns: [{ name: "text", embedding_model_endpoint_name: "databricks-gte-large-en" }],
    };
    await post("indexes", { name: synced, endpoint_name: "ep", primary_key: "id", index_type: "DELTA_SYNC", delta_sync_index_spec: spec }); // prettier-ignore
    const ask = async () =>
      idsOf(await post(`indexes/${synced}/query`, { columns: ["id"], query_text: "rotation of keys" }));
    expect(await ask()).toEqual([1, 2]);
    standin.putTable("main.docs.source", [{ id: 3, text: "Bread is baked every morning." }]);
    expect(await ask()).toEqual([1, 2]);
    await post(`indexes/${synced}/sync`, {});
    expect(await ask()).toEqual([3]);
    expect((await post(`indexes/${synced}/upsert-data`, { inputs_json: "[]" })).json["error_code"]).toBe("BAD_REQUEST");
  });

  it("has states, faults and limits of its own", async () => {
    standin.setVectorSearchState(name, "forbidden");
    expect((await query({ query_vector: [1, 0, 0] })).json["error_code"]).toBe("PERMISSION_DENIED");
    standin.setVectorSearchState(name, "ready");
    standin.setVectorSearchState("ep", "not-ready");
    expect((await query({ query_vector: [1, 0, 0] })).json["error_code"]).toBe("BAD_REQUEST");
    expect((await call(standin, `${base}/endpoints/ep`)).json["endpoint_status"]!["state"]).toBe("OFFLINE");
    standin.setVectorSearchState("ep", "ready");
    expect(() => standin.setVectorSearchState("nothing", "ready")).toThrow(/nothing/);
    standin.setFaults([`503*1:${name}`]);
    expect((await query({ query_vector: [1, 0, 0] })).status).toBe(503);
    standin.setLimits({ "vector-search": { qps: 1 } });
    expect((await query({ query_vector: [1, 0, 0] })).status).toBe(200);
    expect((await query({ query_vector: [1, 0, 0] })).json["error_code"]).toBe("REQUEST_LIMIT_EXCEEDED");
  });
});
