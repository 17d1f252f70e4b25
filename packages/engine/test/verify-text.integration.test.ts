import { describe, expect, test } from "vitest";
import { folderOf, guide, lunch } from "./folder.js";
import { openRagstone as open } from "./open.js";

async function indexed() {
  const rag = await open({ folder: await folderOf({ "guides/keys.md": guide, "lunch.txt": lunch }) });
  await rag.index();
  return rag;
}

describe("verifyText", () => {
  test("finds the span that supports a claim without a citation", async () => {
    await using rag = await indexed();
    const { claims, citations } = await rag.verifyText("Signing keys are rotated every 90 days.");
    expect(claims).toMatchObject([{ verdict: "quoted", problems: [], citations: [1] }]);
    expect(citations).toMatchObject([{ path: "guides/keys.md", quote: "Signing keys are rotated every 90 days." }]);
    const { text } = await rag.showText("guides/keys.md");
    expect(text.slice(citations[0]!.start, citations[0]!.end)).toBe(citations[0]!.quote);
  });

  test("says what is wrong with a claim, next to the closest span", async () => {
    await using rag = await indexed();
    const { claims, citations } = await rag.verifyText(
      "Signing keys are rotated every 60 days. Private keys are stored in the data centre in Paris. Penguins swim faster than otters.",
    );
    expect(claims).toMatchObject([
      { verdict: "unsupported", problems: ["number-mismatch"], citations: [1] },
      { verdict: "unsupported", problems: ["name-mismatch"], citations: [2] },
      { verdict: "unverified", problems: ["no-support"], citations: [] },
    ]);
    expect(citations[0]!.quote).toContain("90 days");
  });

  test.each([
    ["a number of the given sources", "Signing keys are rotated every 90 days [1].", "checked"],
    ["a number and words", 'Keys rotate every 90 days [1: "Signing keys are rotated every 90 days"].', "checked"],
    ["a path", "Signing keys are rotated every 90 days [guides/keys.md].", "quoted"],
    [
      "a path and words that are elsewhere",
      'Keys rotate [lunch.txt: "Signing keys are rotated every 90 days"].',
      "unsupported",
    ],
    ["words that no document contains", 'Keys rotate weekly [9: "Keys are rotated every week"].', "unsupported"],
    ["a number that means nothing", "Signing keys are rotated every 90 days [7].", "quoted"],
  ])("reads a citation by %s", async (_, text, verdict) => {
    await using rag = await indexed();
    const { claims } = await rag.verifyText(text, { sources: ["guides/keys.md"] });
    const passing = new Set(["checked", "quoted"]);
    expect(passing.has(claims[0]!.verdict)).toBe(passing.has(verdict));
    expect(claims[0]!.citations.length > 0 || claims[0]!.problems.length > 0).toBe(true);
  });

  test("refuses a source that is not there", async () => {
    await using rag = await indexed();
    await expect(rag.verifyText("Keys.", { sources: ["none.md"] })).rejects.toMatchObject({ code: "invalid-option" });
    await expect(rag.verifyText("Keys.", { sources: ["lunch.txt", "lunch.txt"] })).rejects.toMatchObject({
      code: "invalid-option",
    });
  });
});

describe("show", () => {
  test("widens a passage to its section, to neighbours, and never to less", async () => {
    const text = Array.from(
      { length: 30 },
      (_, at) => `## Part ${at}\n\n${`Sentence ${at} says something. `.repeat(60)}\n\n`,
    );
    await using rag = await open({ folder: await folderOf({ "long.md": text.join("") }) });
    await rag.index();
    const { chunks } = await rag.showChunks("long.md");
    const chunk = chunks[10]!;
    const alone = await rag.show(chunk.id);
    expect(alone).toMatchObject({ id: chunk.id, start: chunk.start, end: chunk.end });
    const wide = await rag.show(chunk.id, { neighbours: 2 });
    expect(wide).toMatchObject({ id: chunk.id, start: chunks[8]!.start, end: chunks[12]!.end });
    const section = await rag.show(`long.md:${chunk.start + 5}-${chunk.start + 6}`, { section: true });
    expect(section.text).toMatch(/^## Part \d+\n/u);
    expect(section.text.match(/^## Part/gmu)).toHaveLength(1);
    await expect(rag.show("long.md", { page: 1 })).rejects.toMatchObject({ code: "invalid-option" });
  });

  test("knows nothing outside of a scope, in the words of what does not exist", async () => {
    await using rag = await indexed();
    const view = rag.scoped({ filter: { pathPrefix: "guides" } });
    const hidden = (await rag.showChunks("lunch.txt")).chunks[0]!.id;
    const messageOf = async (call: Promise<unknown>, name: string) => {
      const [outcome] = await Promise.allSettled([call]);
      if (outcome.status === "fulfilled") throw new TypeError(`${name} was shown`);
      return (outcome.reason as Error).message.replaceAll(name, "NAME");
    };
    expect(await messageOf(view.showText("lunch.txt"), "lunch.txt")).toBe(
      await messageOf(view.showText("none.txt"), "none.txt"),
    );
    expect(await messageOf(view.show("lunch.txt:0-5"), "lunch.txt")).toBe(
      await messageOf(view.show("none.txt:0-5"), "none.txt"),
    );
    expect(await messageOf(view.show(hidden), hidden)).toBe(await messageOf(view.show("nothing"), "nothing"));
    await messageOf(view.showChunks("lunch.txt"), "lunch.txt");
    expect((await view.documents()).map(({ path }) => path)).toStrictEqual(["guides/keys.md"]);
    expect((await view.showText("guides/keys.md")).text).toContain("# Keys");
    const { citations } = await view.verifyText(lunch);
    expect(citations.filter(({ path }) => path !== "guides/keys.md")).toStrictEqual([]);
  });
});
