import type { GenerationRequest, Generator } from "@ragstone/core";
import { memoryIndex } from "@ragstone/testkit";
import { estimateTokenizer } from "@ragstone/tokenizers";
import { describe, expect, it, onTestFinished } from "vitest";
import { folderOf } from "../../test/folder.js";
import type { AskOptions } from "../api/ragstone.js";
import { openRagstone } from "../library/open-ragstone.js";

/** A model that answers nothing and records its requests. */
function recordingModel(): { readonly generator: Generator; readonly requests: GenerationRequest[] } {
  const requests: GenerationRequest[] = [];
  const generator: Generator = {
    name: "recording",
    kind: "model",
    usdPerMillionTokens: null,
    contextTokens: 32_000,
    tokenizer: estimateTokenizer("recording"),
    async *generate(request) {
      requests.push(request);
      yield { type: "text", text: "Nothing." };
    },
  };
  return { generator, requests };
}

const filler = Array.from({ length: 60 }, (_, day) => `On day ${day} nothing of note happened in the plant.`).join(" ");
const files = {
  "keys.md": `# Keys\n\n${filler}\n\nSigning keys are rotated every 90 days.\n\n${filler}\n`,
  "copy.md": "# Copy\n\nSigning keys are rotated every 90 days.\n",
  "twin.md": "# Twin\n\nSigning keys are rotated every 90 days!\n",
  "zurich.md": "# Storage\n\nSigning keys are stored in Zurich.\n",
};

/** The texts of the passages that the model gets for a question. */
async function passagesFor(
  options: AskOptions,
  question = "How often are signing keys rotated?",
): Promise<readonly string[]> {
  const { generator, requests } = recordingModel();
  const folder = await folderOf(files);
  const rag = await openRagstone({ folder, index: memoryIndex(), dataDir: await folderOf({}), generator });
  onTestFinished(() => rag.close());
  await rag.index();
  await rag.ask(question, options);
  return (requests[0]?.passages ?? []).map(({ path, text }) => `${path}: ${text}`);
}

describe("an answer over an index", () => {
  it("uses as many passages as asked for, of documents that the filter lets through", async () => {
    expect(await passagesFor({ k: 1 })).toHaveLength(1);
    const filtered = await passagesFor({ filter: { path: "z*" } });
    expect(filtered).toEqual([expect.stringMatching(/^zurich\.md: /u)]);
  });

  it("uses passages widened to their section", async () => {
    const filter = { path: "keys.md" };
    const lengthOf = (texts: readonly string[]) => Math.max(...texts.map((text) => text.length));
    const [chunks, sections] = [
      await passagesFor({ filter, k: 1 }),
      await passagesFor({ filter, k: 1, expand: "section" }),
    ];
    expect(lengthOf(sections)).toBeGreaterThan(files["keys.md"].length);
    expect(lengthOf(chunks)).toBeLessThan(files["keys.md"].length);
  });

  it("uses passages unlike each other", async () => {
    const filter = { path: ["copy.md", "twin.md", "zurich.md"] };
    const pathsOf = async (diversity: number) =>
      (await passagesFor({ filter, k: 2, diversity })).map((text) => text.slice(0, text.indexOf(":"))).toSorted();
    expect(await pathsOf(0)).toEqual(["copy.md", "twin.md"]);
    expect(await pathsOf(0.9)).toContain("zurich.md");
  });

  it("uses passages found by their words alone where the mode says so", async () => {
    const filter = { path: "zurich.md" };
    expect(await passagesFor({ filter, mode: "vector" }, "credential rotation")).toHaveLength(1);
    expect(await passagesFor({ filter, mode: "text" }, "credential rotation")).toEqual([]);
  });

  it("is judged by a model that follows instructions alone", async () => {
    const { generator } = recordingModel();
    await expect(passagesFor({ judge: generator })).rejects.toMatchObject({
      code: "invalid-option",
      message: expect.stringContaining("recording"),
    });
  });
});
