import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isRagstoneError, type SearchFilter } from "@ragstone/core";
import type { Ragstone, RagstoneView } from "../src/index.js";
import { openRagstone } from "./open.js";

type Files = Readonly<Record<string, string>>;

const nouns = ["contract", "harbour", "key", "safe", "pump", "ticket", "mooring", "price", "lease"];
const values = ["31 March 2026", "1 May 2031", "90 days", "7 days", "4,000 francs", "nine metres", "Bergen"];
const sentence = fc
  .tuple(fc.constantFrom(...nouns), fc.constantFrom(...nouns), fc.constantFrom(...values), fc.nat({ max: 3 }))
  .map(
    ([subject, other, value, form]) =>
      [
        `The ${subject} of the ${other} ends on ${value}.`,
        `Every ${subject} is checked after ${value}, and the ${other} too.`,
        `${value} was agreed for the ${subject}, not for the ${other}.`,
        `A ${other} needs a ${subject}.`,
      ][form]!,
  );
const paragraph = fc.array(sentence, { minLength: 1, maxLength: 4 }).map((sentences) => sentences.join(" "));
const text = fc
  .tuple(fc.constantFrom(...nouns), fc.array(paragraph, { minLength: 1, maxLength: 4 }))
  .map(([title, paragraphs]) => `# ${title}\n\n${paragraphs.join("\n\n")}\n`);

/** Texts that only hidden documents have: other languages, rare words, many words that begin alike. */
const strange = fc.constantFrom(
  "# Vertrag\n\nDer Vertrag mit dem Hafen endet am 9. Juni 2029, und die Schlüssel werden täglich gewechselt.\n",
  "# Zeppelin\n\nThe zeppelin contract ends on 9 June 2029. The zeppelin price is 5,000 francs.\n",
  `# Words\n\n${Array.from({ length: 400 }, (_, word) => `moo${word}x`).join(" ")}\n`,
  `# Key\n\n${"The key of the harbour, the key of the safe. ".repeat(60)}\n`,
  "| tenant | price |\n|---|---|\n| rival | 4,000 |\n| other | 7,000 |\n",
);

const documents = (
  folder: readonly string[],
  of: fc.Arbitrary<string>,
  size: { minLength: number; maxLength: number },
) =>
  fc
    .uniqueArray(fc.tuple(fc.constantFrom(...folder), fc.nat({ max: 30 })), {
      ...size,
      selector: ([where, name]) => `${where}/${name}`,
    })
    .chain((places) =>
      fc
        .array(of, { minLength: places.length, maxLength: places.length })
        .map((texts): Files =>
          Object.fromEntries(places.map(([where, name], at) => [`${where}/${name}.md`, texts[at]!])),
        ),
    );

const corpus = fc
  .record({
    visible: documents(["mine", "mine/deep", "mine/a b"], text, { minLength: 1, maxLength: 7 }),
    hidden: documents(["mine2", "Mine", "other", "a/mine"], fc.oneof(text, strange), { minLength: 1, maxLength: 12 }),
    copied: fc.boolean(),
  })
  .map(({ visible, hidden, copied }) => ({
    visible,
    hidden: copied
      ? { ...hidden, ...Object.fromEntries(Object.entries(visible).map(([path, body]) => [`copy/${path}`, body])) }
      : hidden,
  }));

const questions = [
  "When does the contract of the harbour end?",
  "How many days until the key is checked?",
  "What is the price of the zeppelin?",
  "Wann endet der Vertrag mit dem Hafen?",
  "List every contract and every lease.",
  "How many contracts are there?",
  'Where does it say "the key of the safe"?',
  "moo* har*",
  "the of and to",
  "quagga",
];

/** Without the time that it took. */
function comparable(value: unknown): string {
  return JSON.stringify(value, (key, field: unknown) => (key === "elapsedMs" ? 0 : field));
}

/** The complete output of a view: results, answers and errors. */
async function saidBy(view: RagstoneView): Promise<Record<string, string>> {
  const said: Record<string, string> = {};
  const note = async (what: string, result: Promise<unknown>): Promise<void> => {
    said[what] = await result.then(comparable, (error: unknown) => {
      if (!isRagstoneError(error)) throw error;
      return comparable({ code: error.code, message: error.message, hint: error.hint });
    });
  };
  for (const question of questions) {
    for (const mode of ["text", "vector", "hybrid"] as const) {
      await note(`${mode}, 2: ${question}`, view.search(question, { mode, k: 2 }));
      await note(`${mode}, 50: ${question}`, view.search(question, { mode, k: 50 }));
    }
    await note(`diverse: ${question}`, view.search(question, { k: 5, diversity: 0.6, onePerDocument: true }));
    await note(`wide: ${question}`, view.search(question, { k: 3, expand: "section" }));
    await note(`ask: ${question}`, view.ask(question));
  }
  await note("filter", view.search("key", { filter: { paths: "**" } as SearchFilter }));
  await note("hidden folder", view.search("key", { filter: { pathPrefix: ["other", "Mine", "mine2"] } }));
  return said;
}

async function indexed(folder: string, files: Files, puts: Files): Promise<Ragstone> {
  for (const [path, body] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), body);
    // Notes tell which of two documents is newer.
    const seconds = 1_700_000_000 + path.length * 86_400;
    utimesSync(join(folder, path), seconds, seconds);
  }
  const rag = await openRagstone({ folder });
  await rag.index();
  for (const [path, body] of Object.entries(puts)) await rag.put({ path, text: body, mediaType: "text/markdown" });
  return rag;
}

const scopes: readonly SearchFilter[] = [{ pathPrefix: "mine" }, { path: "mine/**", type: "md" }];

describe("a view", () => {
  test("says the same whatever is hidden from it", async () => {
    await fc.assert(
      fc.asyncProperty(corpus, fc.boolean(), async ({ visible, hidden }, isPutLast) => {
        const folders = ["some", "none", "some, indexed before"].map((name) =>
          mkdtempSync(join(tmpdir(), `ragstone-hidden-${name.length}-`)),
        );
        const rags: Ragstone[] = [];
        try {
          const [some, none, before] = folders as [string, string, string];
          rags.push(await indexed(some, isPutLast ? visible : { ...visible, ...hidden }, isPutLast ? hidden : {}));
          rags.push(await indexed(none, visible, {}));
          const early = await indexed(before, hidden, {});
          await early.close();
          rags.push(await indexed(before, visible, { "later/notes": "A note of the harbour key, added later." }));
          for (const filter of scopes) {
            const [first, ...others] = await Promise.all(rags.map((rag) => saidBy(rag.scoped({ filter }))));
            for (const other of others) expect(other).toEqual(first);
          }
        } finally {
          for (const rag of rags) await rag.close();
          for (const folder of folders) rmSync(folder, { recursive: true, force: true });
        }
      }),
      { numRuns: 6 },
    );
  });
});
