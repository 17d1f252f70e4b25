import { existsSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Agent, getGlobalDispatcher, setGlobalDispatcher } from "undici";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startStandin } from "@ragstone/standin";
import type { Standin } from "@ragstone/standin";

// The package depends on one that declares Node 22, so a workspace for Node 20 cannot include it: `npm install --prefix
// DIR @databricks/langchainjs@0.1.0` and RAGSTONE_NODE_CLIENTS=DIR run this test.
const folder = process.env["RAGSTONE_NODE_CLIENTS"] ?? "";
const entry = join(folder, "node_modules/@databricks/langchainjs/dist/index.js");
const usable = folder !== "" && existsSync(entry);

interface ChatDatabricks {
  invoke(input: string): Promise<{ readonly content: unknown }>;
  stream(
    input: string,
  ): Promise<
    AsyncIterable<{ readonly content: unknown; readonly usage_metadata?: { readonly output_tokens: number } }>
  >;
  bindTools(tools: readonly unknown[]): {
    invoke(
      input: string,
    ): Promise<{ readonly tool_calls: readonly { readonly name: string; readonly args: unknown }[] }>;
  };
}

interface LangChainJs {
  readonly ChatDatabricks: new (options: {
    model: string;
    maxTokens: number;
    auth: { host: string; token: string };
  }) => ChatDatabricks;
}

describe.skipIf(!usable)(
  "@databricks/langchainjs, unmodified, against the stand-in (RAGSTONE_NODE_CLIENTS names its folder; skipped without)",
  () => {
    const before = getGlobalDispatcher();
    let standin: Standin;
    let library: LangChainJs;
    beforeAll(async () => {
      standin = await startStandin();
      library = (await import(pathToFileURL(entry).href)) as LangChainJs;
      // The client always calls https://HOST on port 443. Here that name leads to the stand-in, over plain TCP.
      const { port } = new URL(standin.host);
      setGlobalDispatcher(
        new Agent({
          connect: (_, callback) => {
            const socket = connect(Number(port), "127.0.0.1", () => callback(null, socket));
            socket.once("error", (error) => callback(error, null));
          },
        }),
      );
    });
    afterAll(async () => {
      const ours = getGlobalDispatcher();
      setGlobalDispatcher(before);
      await ours.destroy();
      await standin.close();
    });

    const model = (endpoint: string): ChatDatabricks =>
      new library.ChatDatabricks({
        model: endpoint,
        maxTokens: 200,
        auth: { host: "https://standin.invalid", token: standin.token },
      });

    it("chats with Claude and Llama", async () => {
      for (const endpoint of ["databricks-claude-3-7-sonnet", "databricks-meta-llama-3-3-70b-instruct"]) {
        const answer = await model(endpoint).invoke("Good morning");
        expect(answer.content).toBe("You said: Good morning");
      }
    });

    it("streams, with usage at the end", async () => {
      let text = "";
      let used = 0;
      for await (const chunk of await model("databricks-llama-4-maverick").stream("Count to 20")) {
        text += String(chunk.content);
        used = chunk.usage_metadata?.output_tokens ?? used;
      }
      expect(used).toBeGreaterThan(20);
      expect(text).toBe(Array.from({ length: 20 }, (_, i) => i + 1).join(" "));
    });

    it("calls tools", async () => {
      const weather = {
        type: "function",
        function: {
          name: "get_weather",
          description: "Get the weather of a city",
          parameters: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
        },
      };
      const { tool_calls: calls } = await model("databricks-claude-3-7-sonnet")
        .bindTools([weather])
        .invoke("What is the weather in Paris?");
      expect(calls).toMatchObject([{ name: "get_weather", args: { city: "Paris" } }]);
    });
  },
);
