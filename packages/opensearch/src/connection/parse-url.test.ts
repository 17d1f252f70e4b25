import { describe, expect, it, test } from "vitest";
import { parseUrl } from "./parse-url.js";

test.each([
  ["opensearch://localhost/handbook", ["http://localhost:9200"]],
  ["opensearch://127.0.0.1:9201/handbook", ["http://127.0.0.1:9201"]],
  ["opensearch://[::1]:9201/handbook", ["http://[::1]:9201"]],
  ["opensearch://search.example.com/handbook", ["https://search.example.com:9200"]],
  ["opensearch://search.example.com:443/handbook", ["https://search.example.com:443"]],
  ["opensearch://search.example.com/handbook?tls=false", ["http://search.example.com:9200"]],
  ["opensearch://localhost/handbook?tls=true", ["https://localhost:9200"]],
  ["opensearch://localhost/handbook?nodes=b.example.com:9201,c", ["https://localhost:9200", "https://b.example.com:9201", "https://c:9200"]], // prettier-ignore
])("%s has the nodes %j", (url, nodes) => {
  expect(parseUrl(url)).toMatchObject({ nodes, collection: "handbook", shards: null, replicas: null });
});

describe("a URL of OpenSearch", () => {
  it("has user, password, shards and copies, and a name without the password", () => {
    expect(parseUrl("opensearch://ann:s%40cret@db.example.com:9200/docs?shards=6&replicas=0")).toEqual({
      nodes: ["https://db.example.com:9200"],
      username: "ann",
      password: "s@cret",
      collection: "docs",
      shards: 6,
      replicas: 0,
      name: "opensearch://ann@db.example.com:9200/docs",
    });
    expect(parseUrl("opensearch://localhost").collection).toBe("documents");
  });

  it.each([
    "opensearch://u:s3cret@/docs",
    "opensearch:docs",
    "postgres://u:s3cret@localhost/docs",
    "opensearch://u:s3cret@localhost/Docs",
    "opensearch://u:s3cret@localhost/a/b",
    "opensearch://u:s3cret@localhost/a.b",
    "opensearch://u:s3cret@localhost/docs?shard=3",
    "opensearch://u:s3cret@localhost/docs?shards=0",
    "opensearch://u:s3cret@localhost/docs?shards=1e3",
    "opensearch://u:s3cret@localhost/docs?replicas=-1",
    "opensearch://u:s3cret@localhost/docs?tls=yes",
    "opensearch://u:s3cret@localhost/docs?nodes=b/c",
  ])("is refused without its password: %s", (url) => {
    let error: unknown;
    try {
      parseUrl(url);
    } catch (caught) {
      error = caught;
    }
    expect(error).toMatchObject({ code: "invalid-option" });
    expect(String(error)).not.toContain("s3cret");
  });
});
