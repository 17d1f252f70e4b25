import { afterEach, describe, expect, test } from "vitest";
import { hostileServer, type HostileServer } from "../../databricks/test/hostile-server.js";
import { folderOf, guide } from "../../engine/test/folder.js";
import { ragstone } from "./command.js";
import { workspaceFor } from "./databricks.js";

interface Exported {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly { readonly key: string }[] };
    readonly scopeSpans: readonly { readonly spans: readonly { readonly name: string }[] }[];
  }[];
}

let collector: HostileServer | null = null;
afterEach(async () => {
  await collector?.close();
  collector = null;
});

/** A collector that keeps what it gets, and the variables that lead to it. */
async function collecting() {
  const bodies: string[] = [];
  collector = await hostileServer((body, response) => {
    bodies.push(body);
    response.writeHead(200, { "content-type": "application/json" }).end("{}");
  });
  const env = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.host, OTEL_EXPORTER_OTLP_PROTOCOL: "http/json" };
  const resources = () => bodies.flatMap((body) => (JSON.parse(body) as Exported).resourceSpans);
  return {
    bodies,
    env,
    names: () =>
      resources().flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans.map(({ name }) => name))),
    attributes: () => resources().flatMap(({ resource }) => resource.attributes.map(({ key }) => key)),
  };
}

const question = "How often are signing keys rotated?";

describe("telemetry of the command", () => {
  test("goes to the collector of the OTEL variables, without question, text or arguments", async () => {
    const { env, names, attributes, bodies } = await collecting();
    const { run } = await workspaceFor();
    const folder = await folderOf({ "keys.md": guide });
    const models = ["--embedder", "databricks:gte-large-en", "--model", "databricks:claude-3-7-sonnet"];
    const { code, out } = await run(["ask", question, folder, "--telemetry", "--json", ...models], { env });
    expect([code, (JSON.parse(out) as { readonly status: string }).status]).toEqual([0, "answered"]);
    expect(new Set(names())).toEqual(
      new Set(["index", "embeddings gte-large-en", "search", "chat claude-3-7-sonnet", "ask"]),
    );
    expect(attributes()).toContain("service.name");
    expect(bodies.join("\n")).not.toMatch(/rotated|keys\.md|process\./);
  });

  test("is switched on by a variable, and by nothing else", async () => {
    const { env, names } = await collecting();
    const folder = await folderOf({ "keys.md": guide });
    await ragstone(["search", "keys", folder], { env });
    expect(names()).toEqual([]);
    await ragstone(["search", "keys", folder], { env: { ...env, RAGSTONE_TELEMETRY: "true" } });
    expect(names()).toContain("search");
  });

  test("that reaches no collector is a warning, and changes no result", async () => {
    const folder = await folderOf({ "keys.md": guide });
    const { env } = await collecting();
    await collector?.close();
    const { code, out, err } = await ragstone(["search", "keys", folder, "--telemetry", "--json"], { env });
    expect(code).toBe(0);
    expect((JSON.parse(out) as { readonly hits: unknown[] }).hits.length).toBeGreaterThan(0);
    expect(err).toMatch(/^warning: Telemetry: .*ECONNREFUSED/m);
  });

  test("printed by the SDK goes to standard error", async () => {
    const folder = await folderOf({ "keys.md": guide });
    const env = { OTEL_TRACES_EXPORTER: "console" };
    const { out, err } = await ragstone(["search", "keys", folder, "--telemetry", "--json"], { env });
    expect(JSON.parse(out)).toHaveProperty("hits");
    expect(err).toContain("service.name");
  });
});
