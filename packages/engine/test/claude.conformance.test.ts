import { describeGenerator } from "@ragstone/testkit";
import { afterAll, vi } from "vitest";
import { langchainGenerator } from "../src/langchain/generator-providers.js";
import { citationOf, documentsOf, startAnthropic, type FakeAnthropic } from "./fake-anthropic.js";

const sentence = "Signing keys rotate every 30 days.";
let fake: FakeAnthropic | null = null;

afterAll(() => {
  fake?.close();
  vi.unstubAllEnvs();
});

describeGenerator("Claude with its own citations", {
  async create() {
    vi.stubEnv("ANTHROPIC_API_KEY", "sk-ant-secret0123456789");
    fake = await startAnthropic((request) => {
      const known = documentsOf(request.messages).some(({ source }) => source.data.includes(sentence));
      return {
        blocks: [
          { text: "The documents say: " },
          { text: sentence, citations: known ? [citationOf(request, sentence)] : undefined },
          { text: "" },
        ],
      };
    });
    return langchainGenerator("anthropic", "claude-x", {}, { baseUrl: fake.origin, workingDir: "." });
  },
});
