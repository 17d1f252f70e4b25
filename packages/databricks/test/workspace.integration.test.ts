import { inspect } from "node:util";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { isRagstoneError, type RagstoneEvent } from "@ragstone/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createWorkspace, databricksEmbedder, lookUpModel, type WorkspaceOptions } from "../src/index.js";
import { userAgent } from "../src/requests/user-agent.js";
import { ChatDatabricks } from "../src/langchain.js";
import { failureOf } from "./failure-of.js";
import { useStandin } from "./use-standin.js";
import { quickRetry, workspaceOf } from "./workspace-of.js";

const { standin, problems } = useStandin({
  endpoints: [
    { name: "my-gte", model: "databricks-gte-large-en" },
    { name: "slow-gte", model: "databricks-gte-large-en" },
  ],
  reset(standin) {
    standin.setLimits("off");
    standin.setQuirks({ badTokenStatus: 403, limitBody: "seen", retryAfter: true, notReadyStatus: 503 });
    for (const name of ["databricks-gte-large-en", "my-gte", "slow-gte"]) standin.setEndpointState(name, "ready");
  },
});

const embed = (options: WorkspaceOptions = {}, model = "gte-large-en") =>
  databricksEmbedder({ model, workspace: workspaceOf(standin(), options).workspace }).embed(["some text"], {
    kind: "passage",
  });

describe("sign-in", () => {
  it.each([403, 401, 400] as const)("receives a failure when a token is refused with %i", async (badTokenStatus) => {
    standin().setQuirks({ badTokenStatus });
    const error = await failureOf(embed({ token: "dapi-wrong" }));
    expect(error.code).toBe("sign-in-failed");
    expect(error.hint).toContain("DATABRICKS_TOKEN");
    expect(standin().requests).toHaveLength(1);
  });

  it("asks for one OAuth token for many callers, and for another when it ends", async () => {
    const { workspace } = workspaceOf(standin(), {
      token: "",
      clientId: standin().clientId,
      clientSecret: standin().clientSecret,
    });
    const embedder = databricksEmbedder({ model: "gte-large-en", workspace });
    const tokens = () => standin().requests.filter(({ path }) => path === "/oidc/v1/token").length;
    await Promise.all(Array.from({ length: 12 }, (_, i) => embedder.embed([`text ${i}`], { kind: "passage" })));
    expect(tokens()).toBe(1);
    standin().expireTokens();
    const after = await Promise.all(
      Array.from({ length: 6 }, (_, i) => embedder.embed([`more ${i}`], { kind: "passage" })),
    );
    expect(after.every(({ vectors }) => vectors[0] !== null)).toBe(true);
    expect(tokens()).toBe(2);
  });

  it("says that a service principal is refused, and tries again what passes", async () => {
    const client = { token: "", clientId: standin().clientId };
    expect((await failureOf(embed({ ...client, clientSecret: "wrong-secret" }))).code).toBe("sign-in-failed");
    standin().setFaults([{ name: "503", on: "oauth", times: 2 }]);
    await expect(embed({ ...client, clientSecret: standin().clientSecret })).resolves.toBeDefined();
  });
});

describe("requests", () => {
  it("name the program with its version, and carry the labels of the usage table to models alone", async () => {
    const { workspace } = workspaceOf(standin(), { usageContext: { project: "docs" } });
    await databricksEmbedder({ model: "gte-large-en", workspace }).embed(["a"], { kind: "passage" });
    await workspace.endpoints();
    const sent = standin().requests.map(({ body }) => (body as { usage_context?: unknown } | null)?.usage_context);
    expect(sent).toEqual([{ project: "docs" }, undefined]);
    const agents = standin().requests.map(({ headers }) => headers["user-agent"]);
    expect(agents).toEqual([userAgent, userAgent]);
    expect(userAgent).toMatch(/^ragstone\/\d+\.\d+\.\d+$/u);
  });
});

describe("errors", () => {
  it("tell a missing permission, a missing endpoint and a retired one apart, with request id where there is one", async () => {
    standin().setEndpointState("databricks-gte-large-en", "forbidden");
    expect(await failureOf(embed())).toMatchObject({
      code: "permission-denied",
      status: 403,
      hint: "Ask for CAN QUERY on the endpoint.",
    });
    standin().setEndpointState("databricks-gte-large-en", "missing");
    const missing = await failureOf(embed());
    expect([missing.code, missing.hint.includes("region")]).toEqual(["endpoint-missing", true]);
    standin().setEndpointState("databricks-gte-large-en", "retired");
    expect((await failureOf(embed())).code).toBe("model-retired");
  });

  it("recognise a proxy's page, whatever its status", async () => {
    standin().setFaults([{ name: "html" }]);
    const page = await failureOf(embed());
    expect([page.code, page.message.includes("web page")]).toEqual(["response-invalid", true]);
    standin().setFaults([{ name: "html", value: 404 }]);
    expect((await failureOf(embed())).code).toBe("response-invalid");
  });

  it("name a host that cannot be reached", async () => {
    const error = await failureOf(
      databricksEmbedder({
        model: "gte-large-en",
        host: "http://127.0.0.1:1",
        token: "dapi-x",
        env: {},
        retry: quickRetry,
      }).embed(["a"], { kind: "passage" }),
    );
    expect([error.code, error.message.includes("127.0.0.1:1")]).toEqual(["network-failed", true]);
  });
});

describe("retries", () => {
  it.each(["503", "500", "502", "504", "reset", "429", "bad-json"])("get past %s", async (name) => {
    standin().setFaults([`${name}*2`]);
    const { workspace, events } = workspaceOf(standin());
    standin().setQuirks({ retryAfter: false });
    const { vectors } = await databricksEmbedder({ model: "gte-large-en", workspace }).embed(["a"], {
      kind: "passage",
    });
    expect(vectors[0]).not.toBeNull();
    expect(events.filter(({ type }) => type === "request-retried")).toHaveLength(2);
  });

  it("end within the budget, with the last cause", async () => {
    standin().setFaults(["503"]);
    const error = await failureOf(embed({ retry: { initialDelayMs: 10, budgetMs: 100 } }));
    expect([error.code, (error as { status?: number }).status]).toEqual(["service-failed", 503]);
    expect(standin().requests.length).toBeLessThan(10);
  });

  it("are not made for requests that the service rejects", async () => {
    await failureOf(embed({}, "databricks-claude-3-7-sonnet?family=gte-large-en"));
    expect(standin().requests.length).toBeLessThanOrEqual(2);
  });

  it("stop when aborted", async () => {
    standin().setFaults(["503"]);
    const controller = new AbortController();
    const reason = new DOMException("enough", "AbortError");
    const { workspace } = workspaceOf(standin(), { retry: {}, onEvent: () => controller.abort(reason) });
    await expect(
      databricksEmbedder({ model: "gte-large-en", workspace }).embed(["a"], {
        kind: "passage",
        signal: controller.signal,
      }),
    ).rejects.toBe(reason);
  });

  it.each(["seen", "documented"] as const)(
    "learn a limit from refusals in the %s form",
    async (limitBody) => {
      standin().setQuirks({ limitBody });
      standin().setLimits({ "databricks-gte-large-en": { qps: 8 } });
      const { workspace } = workspaceOf(standin(), { limits: { "gte-large-en": {} } });
      const embedder = databricksEmbedder({ model: "gte-large-en", workspace });
      const results = await Promise.all(
        Array.from({ length: 40 }, (_, i) => embedder.embed([`text ${i}`], { kind: "passage" })),
      );
      expect(results.every(({ vectors }) => vectors[0] !== null)).toBe(true);
      const refused = standin().requests.filter(({ status }) => status === 429).length;
      expect(refused).toBeGreaterThan(0);
      expect(refused).toBeLessThan(40);
    },
    30_000,
  );
});

describe("events and errors for callers", () => {
  it("is once that a model retires, before it is an error", async () => {
    const { workspace, events } = workspaceOf(standin());
    const chat = () => new ChatDatabricks({ model: "claude-3-7-sonnet", workspace }).invoke("Hello.");
    await chat();
    await chat();
    expect(events).toEqual([
      {
        type: "notice-raised",
        code: "model-retiring",
        message: expect.stringContaining("Use databricks:claude-sonnet-4-6") as string,
      },
    ]);
  });

  it("is at once that it is aborted, even behind the requests of others", async () => {
    standin().setFaults([{ name: "latency", value: 1500 }]);
    const embedder = databricksEmbedder({
      model: "gte-large-en",
      workspace: workspaceOf(standin()).workspace,
      concurrency: 1,
    });
    const order: string[] = [];
    const first = embedder.embed(["a"], { kind: "passage" }).then(() => order.push("first"));
    const controller = new AbortController();
    const second = embedder
      .embed(["b"], { kind: "passage", signal: controller.signal })
      .catch(() => order.push("second"));
    controller.abort();
    await Promise.all([first, second]);
    expect(order).toEqual(["second", "first"]);
    expect(standin().requests).toHaveLength(1);
  });
});

describe("provisioned endpoints", () => {
  it("are recognised by asking the workspace", async () => {
    const { workspace } = workspaceOf(standin());
    expect(await lookUpModel("databricks:my-gte", workspace)).toMatchObject({
      endpoint: "my-gte",
      spec: "databricks:my-gte?family=gte-large-en",
      payPerToken: false,
      model: { name: "gte-large-en" },
    });
    expect((await failureOf(lookUpModel("databricks:nowhere", workspace))).code).toBe("endpoint-missing");
  });

  it("have no limits of the catalogue and no price", () => {
    const embedder = databricksEmbedder({
      model: "my-gte?family=gte-large-en",
      workspace: workspaceOf(standin()).workspace,
    });
    expect([embedder.usdPerMillionTokens, embedder.concurrency]).toEqual([null, 32]);
  });

  it.each([503, 404] as const)(
    "are waited for with a notice while they scale up and answer %i",
    async (notReadyStatus) => {
      standin().setQuirks({ notReadyStatus });
      standin().setEndpointState("slow-gte", "not-ready");
      const events: RagstoneEvent[] = [];
      const { workspace } = workspaceOf(standin(), {
        onEvent: (event) => {
          events.push(event);
          if (event.type === "endpoint-waited" && events.length === 3) standin().setEndpointState("slow-gte", "ready");
        },
      });
      const { vectors } = await databricksEmbedder({ model: "slow-gte?family=gte-large-en", workspace }).embed(["a"], {
        kind: "passage",
      });
      expect(vectors[0]).not.toBeNull();
      expect(events.map(({ type }) => type)).toEqual(["endpoint-waited", "endpoint-waited", "endpoint-waited"]);
    },
  );

  it("are given up after the time for it, and at once when they do not exist", async () => {
    standin().setEndpointState("slow-gte", "not-ready");
    expect((await failureOf(embed({ readyTimeoutMs: 30 }, "slow-gte?family=gte-large-en"))).code).toBe(
      "endpoint-not-ready",
    );
    expect((await failureOf(embed({}, "nowhere?family=gte-large-en"))).code).toBe("endpoint-missing");
  });
});

describe("secrets", () => {
  let echo: Server;
  let host = "";
  beforeAll(async () => {
    // A server that repeats the whole request, headers and body, in every form of error.
    let count = 0;
    echo = createServer((request, response) => {
      let body = "";
      request.on("data", (chunk: Buffer) => (body += chunk.toString()));
      request.on("end", () => {
        count += 1;
        const said = `${JSON.stringify(request.headers)} ${body} ${Buffer.from(request.headers.authorization?.split(" ")[1] ?? "", "base64").toString()}`;
        if (request.url === "/oidc/v1/token" && count % 2 === 1) {
          response
            .writeHead(200, { "content-type": "application/json" })
            .end(JSON.stringify({ access_token: "oauth-PLANTED-3", expires_in: 3600 }));
          return;
        }
        const status = [400, 401, 403, 404, 500, 200][count % 6]!;
        response.writeHead(status, { "content-type": count % 2 === 0 ? "text/plain" : "application/json" });
        response.end(
          count % 3 === 0 ? said : JSON.stringify({ error_code: "BAD", message: said, error_description: said }),
        );
      });
    });
    await new Promise<void>((resolve) => echo.listen(0, "127.0.0.1", resolve));
    host = `http://127.0.0.1:${(echo.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    echo.closeAllConnections();
    echo.close();
  });

  it("are in no error, event, model, embedder or workspace, however they are shown", async () => {
    const seen: string[] = [];
    const show = (value: unknown) =>
      seen.push(
        inspect(value, { depth: 12, showHidden: true }),
        JSON.stringify(value) ?? "",
        String(value),
        isRagstoneError(value) ? `${value.stack} ${value.hint} ${inspect(value.cause, { depth: 9 })}` : "",
      );
    for (const credentials of [
      { token: "dapi-PLANTED-1" },
      { clientId: "visible-id", clientSecret: "secret-PLANTED-2" },
      { token: "dapi-PLANTED-4\r\nx" },
      { token: "dapi-PLANTED-5 é" },
    ]) {
      for (let turn = 0; turn < 8; turn += 1) {
        const options = { ...credentials, host, env: {}, retry: { initialDelayMs: 1, maxAttempts: 3 }, onEvent: show };
        const workspace = createWorkspace(options);
        const embedder = databricksEmbedder({ model: "gte-large-en", workspace });
        const chat = new ChatDatabricks({ model: "claude-3-7-sonnet", ...options });
        for (const value of [
          workspace,
          embedder,
          chat,
          chat.lc_kwargs,
          await workspace.signIn().catch((error: unknown) => error),
        ])
          show(value);
        const outcomes = await Promise.allSettled([
          embedder.embed(["a"], { kind: "passage" }),
          chat.invoke("Hello."),
          workspace.endpoint("x"),
          lookUpModel("somewhere", workspace),
        ]);
        for (const outcome of outcomes) show(outcome.status === "rejected" ? outcome.reason : outcome.value);
        expect(outcomes.some(({ status }) => status === "rejected")).toBe(true);
      }
    }
    expect(seen.filter((text) => text.includes("PLANTED"))).toEqual([]);
    expect(seen.some((text) => text.includes("***"))).toBe(true);
  }, 60_000);
});

it("sent nothing in all of this that is not documented", () => {
  expect(problems).toEqual([]);
});
