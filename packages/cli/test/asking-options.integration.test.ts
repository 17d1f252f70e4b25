import type { Answer } from "@ragstone/core";
import { describe, expect, test } from "vitest";
import { folderOf } from "../../engine/test/folder.js";
import { ragstone } from "./command.js";
import {
  citationOf,
  documentsOf,
  fakeAnthropic,
  type FakeAnthropic,
  type MessagesRequest,
} from "../../engine/test/fake-anthropic.js";

const notes = Object.fromEntries(
  Array.from({ length: 12 }, (_, at) => [
    `pumps/${at}.md`,
    `# Pump ${at}\n\nPump ${at} is greased in spring by the plant team, and its pressure is read weekly.\n`,
  ]),
);
const files = {
  ...notes,
  "keys.md": "# Keys\n\nSigning keys are rotated every 90 days.\n",
  "vault.md": "# Vault\n\nThe vault stands in Oslo.\n",
};
const question = "How often are signing keys rotated, and where does the vault stand?";
const env = { ANTHROPIC_API_KEY: "sk-ant-secret0123456789" };

const saidTo = ({ messages }: MessagesRequest): string => JSON.stringify(messages.at(-1)?.content);
const rotate = "Signing keys are rotated every 90 days.";

/** Takes questions apart when asked to, and answers a rotation of 12 days at first, of 90 when it is asked again. */
function assistant(): Promise<FakeAnthropic> {
  return fakeAnthropic((request) => {
    if (documentsOf(request.messages).length > 0)
      return {
        blocks: [
          { text: "Signing keys are rotated every 12 days.", citations: [citationOf(request, rotate)] },
          { text: " The vault stands in Oslo.", citations: [citationOf(request, "The vault stands in Oslo.")] },
        ],
      };
    if (saidTo(request).includes("failed the check"))
      return {
        blocks: [
          {
            text: `Signing keys are rotated every 90 days [${/number=\\"(\d+)\\" file=\\"keys/u.exec(saidTo(request))?.[1]}: "${rotate}"].`,
          },
        ],
      };
    return { blocks: [{ text: "1. How often are signing keys rotated?\n2. Where does the vault stand?" }] };
  });
}

async function ask(
  fake: FakeAnthropic,
  args: readonly string[],
  config: object = {},
  more: Readonly<Record<string, string>> = {},
) {
  const folder = await folderOf({ ...files, "ragstone.config.json": JSON.stringify(config) });
  return ragstone(
    ["ask", question, folder, "--model", "anthropic:claude-x", "--base-url", fake.origin, ...args, "--json"],
    { env: { ...env, ...more } },
  );
}

describe("a question that is searched for in parts", () => {
  test.each([
    ["a flag", ["--decompose"], {}, {}],
    ["the configuration", [], { decompose: true }, {}],
    ["a variable", [], {}, { RAGSTONE_DECOMPOSE: "true" }],
  ])("by %s gives the model the passages of each, after one more call", async (_, args, config, more) => {
    const fake = await assistant();
    const ended = await ask(fake, ["--k", "2", ...args], config, more);
    expect(ended).toMatchObject({ code: 4, err: "" });
    expect(fake.requests).toHaveLength(2);
    expect(ended.json<Answer>().usage).toMatchObject({ inputTokens: 600, outputTokens: 40 });
    expect(saidTo(fake.requests[0]!)).toContain(question);
    expect(
      ended
        .json<Answer>()
        .sources.map(({ path }) => path)
        .slice(0, 2)
        .sort(),
    ).toEqual(["keys.md", "vault.md"]);
  });

  test("costs nothing unless requested, and a wrong value is reported", async () => {
    const fake = await assistant();
    expect((await ask(fake, [])).code).toBe(4);
    expect(fake.requests).toHaveLength(1);
    expect((await ask(fake, ["--rounds", "7"])).json<{ error: { code: string } }>().error.code).toBe("invalid-option");
    expect(
      (await ask(fake, [], {}, { RAGSTONE_DECOMPOSE: "perhaps" })).json<{ error: { code: string } }>().error.code,
    ).toBe("invalid-option");
    expect((await ask(fake, [], { decompose: "yes" })).code).toBe(2);
  });
});

describe("a judge", () => {
  test("takes back what it denies, and must be a model", async () => {
    const fake = await fakeAnthropic((request) =>
      documentsOf(request.messages).length > 0
        ? {
            blocks: [
              { text: rotate, citations: [citationOf(request, rotate)] },
              { text: " The vault stands in Oslo.", citations: [citationOf(request, "The vault stands in Oslo.")] },
            ],
          }
        : { blocks: [{ text: saidTo(request).includes("vault stands") ? "No." : "Yes." }] },
    );
    const ended = await ask(fake, ["--judge", "anthropic:claude-y"]);
    expect(ended.json<Answer>().claims.map(({ problems }) => problems)).toEqual([[], ["not-entailed"]]);
    expect(fake.requests.map(({ model }) => model)).toEqual(["claude-x", "claude-y", "claude-y"]);
    expect((await ask(fake, ["--judge", "extractive"])).json<{ error: { code: string } }>().error.code).toBe(
      "invalid-option",
    );
  });
});

describe("claims that failed", () => {
  test("are asked for once more with --repair, and only what passes then is kept", async () => {
    const fake = await assistant();
    const without = await ask(fake, ["--policy", "drop"]);
    expect(without.json<Answer>().text).toBe("The vault stands in Oslo. [1]");
    const repaired = await ask(fake, ["--policy", "drop", "--repair"]);
    expect(repaired.json<Answer>().text).toBe(
      "The vault stands in Oslo. [1] Signing keys are rotated every 90 days [2].",
    );
    expect(repaired.code).toBe(0);
    expect(fake.requests).toHaveLength(3);
  });
});
