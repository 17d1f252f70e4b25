import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startStandin } from "@ragstone/standin";
import type { Standin } from "@ragstone/standin";
import { wordPiece } from "@ragstone/tokenizers";
import { call, invoke } from "./call.js";
import type { Called } from "./call.js";

const gte = "databricks-gte-large-en";
const bge = "databricks-bge-large-en";
const instruction = "Represent this sentence for searching relevant passages:";

let standin: Standin;
beforeAll(async () => {
  standin = await startStandin();
});
afterAll(() => standin.close());
beforeEach(() => {
  standin.setFaults([]);
  standin.setQuirks({ overWindow: "truncate", gteInstruction: "ignore", emptyInput: "error", base64: "base64" });
});

function vectors(called: Called): number[][] {
  expect(called.status === 200 ? "" : called.text).toBe("");
  return (called.json["data"] as unknown as { embedding: number[] }[]).map((item) => item.embedding);
}

const norm = (vector: readonly number[]): number => Math.hypot(...vector);
const cosine = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, i) => sum + value * b[i]!, 0) / norm(a) / norm(b);

describe("embeddings of the stand-in", () => {
  it("have 1024 dimensions; BGE's are of unit length and GTE's are not", async () => {
    const [g] = vectors(await invoke(standin, gte, { input: "The cat sat on the mat." }));
    const [b] = vectors(await invoke(standin, bge, { input: "The cat sat on the mat." }));
    expect([g!.length, b!.length]).toEqual([1024, 1024]);
    expect(norm(b!)).toBeCloseTo(1, 3);
    expect(norm(g!)).toBeGreaterThan(10);
    expect(Math.abs(cosine(g!, b!))).toBeLessThan(0.15);
  });

  it("mean something: a question is nearer to its answer than to other text", async () => {
    for (const endpoint of [gte, bge]) {
      const [question, answer, other] = vectors(
        await invoke(standin, endpoint, {
          input: [
            "How often are encryption keys rotated?",
            "Encryption keys rotate every ninety days.",
            "The bakery opens at six in the morning.",
          ],
        }),
      );
      expect(cosine(question!, answer!)).toBeGreaterThan(cosine(question!, other!) + 0.2);
    }
  });

  it("are half-precision values, the same for the same text", async () => {
    const first = vectors(await invoke(standin, gte, { input: ["alpha", "beta"] }));
    const second = vectors(await invoke(standin, gte, { input: ["alpha", "beta"] }));
    expect(second).toEqual(first);
    // Values between 2^-14 and 2^5 that carry 11 significant bits are multiples of 2^-24.
    for (const value of first.flat()) expect(Number.isInteger(value * 2 ** 24)).toBe(true);
  });

  it("come as base64 of little-endian floats when asked, with the same values", async () => {
    const floats = vectors(await call(standin, "/serving-endpoints/embeddings", { model: bge, input: ["alpha"] }));
    const encoded = await call(standin, "/serving-endpoints/embeddings", {
      model: bge,
      input: ["alpha"],
      encoding_format: "base64",
    });
    const text = (encoded.json["data"] as unknown as { embedding: string }[])[0]!.embedding;
    const bytes = Buffer.from(text, "base64");
    expect(Array.from({ length: bytes.length / 4 }, (_, i) => bytes.readFloatLE(i * 4))).toEqual(floats[0]);
    standin.setQuirks({ base64: "floats" });
    expect(
      vectors(
        await call(standin, "/serving-endpoints/embeddings", {
          model: bge,
          input: ["alpha"],
          encoding_format: "base64",
        }),
      ),
    ).toEqual(floats);
  });

  it("count tokens as the models' tokenizer does, special tokens included, without completion tokens", async () => {
    const text = "Unbelievable tokenisation, isn't it?";
    const { json } = await invoke(standin, gte, { input: [text, text] });
    const tokens = 2 * (wordPiece().count(text) + 2);
    expect(json["usage"]).toEqual({ prompt_tokens: tokens, total_tokens: tokens });
    expect(json["model"]).not.toBe(gte);
  });

  it("silently cut an input over the window, and count the rest", async () => {
    const long = "alpha beta gamma ".repeat(400);
    const kept = "alpha beta gamma ".repeat(170);
    const over = await invoke(standin, bge, { input: long });
    expect(over.json["usage"]!["prompt_tokens"]).toBe(512);
    expect(vectors(over)).toEqual(vectors(await invoke(standin, bge, { input: kept })));
  });

  it("refuse an input over the window when the quirk says so", async () => {
    standin.setQuirks({ overWindow: "error" });
    const over = await invoke(standin, bge, { input: ["short", "alpha beta gamma ".repeat(400)] });
    expect([over.status, over.json["error_code"]]).toEqual([400, "BAD_REQUEST"]);
    expect(over.json["message"]).toContain("512");
    expect((await invoke(standin, bge, { input: ["alpha ".repeat(510)] })).status).toBe(200);
    expect((await invoke(standin, bge, { input: ["alpha ".repeat(511)] })).status).toBe(400);
  });

  it("take 150 inputs and refuse 151", async () => {
    const inputs = Array.from({ length: 151 }, (_, i) => `text ${i}`);
    expect(vectors(await invoke(standin, gte, { input: inputs.slice(1) }))).toHaveLength(150);
    const refused = await invoke(standin, gte, { input: inputs });
    expect([refused.status, refused.json["error_code"]]).toEqual([400, "BAD_REQUEST"]);
  });

  it("refuse empty input, unless the quirk says otherwise", async () => {
    for (const input of ["", ["a", ""], []]) expect((await invoke(standin, gte, { input })).status).toBe(400);
    standin.setQuirks({ emptyInput: "accept" });
    expect((await invoke(standin, gte, { input: ["a", ""] })).status).toBe(200);
  });

  it("move a query a little when BGE is given its instruction, by field or in the text", async () => {
    const [plain] = vectors(await invoke(standin, bge, { input: "key rotation" }));
    const [field] = vectors(await invoke(standin, bge, { input: "key rotation", instruction }));
    const [inText] = vectors(await invoke(standin, bge, { input: `${instruction} key rotation` }));
    expect(field).toEqual(inText);
    expect(field).not.toEqual(plain);
    expect(cosine(field!, plain!)).toBeGreaterThan(0.9);
    const tokens = (called: Called): number => Number(called.json["usage"]!["prompt_tokens"]);
    expect(
      tokens(await invoke(standin, bge, { input: "key", instruction })) -
        tokens(await invoke(standin, bge, { input: "key" })),
    ).toBe(8);
  });

  it("ignore, prepend or reject an instruction on GTE, by the quirk", async () => {
    const [plain] = vectors(await invoke(standin, gte, { input: "key" }));
    expect(vectors(await invoke(standin, gte, { input: "key", instruction: "find:" }))[0]).toEqual(plain);
    standin.setQuirks({ gteInstruction: "prepend" });
    expect(vectors(await invoke(standin, gte, { input: "key", instruction: "find:" }))[0]).not.toEqual(plain);
    standin.setQuirks({ gteInstruction: "reject" });
    expect((await invoke(standin, gte, { input: "key", instruction: "find:" })).status).toBe(400);
  });

  it("refuse unknown fields as a strict decoder does", async () => {
    const refused = await invoke(standin, gte, { input: "key", dimensions: 256 });
    expect([refused.status, refused.text]).toEqual([400, 'Bad request: json: unknown field "dimensions"']);
    expect((await invoke(standin, gte, { input: [[1, 2]] })).json["error_code"]).toBe("INVALID_PARAMETER_VALUE");
  });

  it("are damaged on command", async () => {
    standin.setFaults(["swapped-order"]);
    const swapped = await invoke(standin, gte, { input: ["alpha", "beta"] });
    const items = swapped.json["data"] as unknown as { index: number; embedding: number[] }[];
    expect(items.map((item) => item.index)).toEqual([1, 0]);
    standin.setFaults([]);
    const straight = vectors(await invoke(standin, gte, { input: ["alpha", "beta"] }));
    expect(items[1]!.embedding).toEqual(straight[0]);

    standin.setFaults(["wrong-dimensions=768"]);
    expect(vectors(await invoke(standin, gte, { input: "alpha" }))[0]).toHaveLength(768);
    standin.setFaults(["missing-item"]);
    expect(vectors(await invoke(standin, gte, { input: ["alpha", "beta"] }))).toHaveLength(1);
    standin.setFaults(["null-value"]);
    expect(vectors(await invoke(standin, gte, { input: "alpha" }))[0]![0]).toBeNull();
    standin.setFaults(["nan"]);
    expect((await invoke(standin, gte, { input: "alpha" })).text).toContain('"embedding":[NaN,');
    const encoded = await invoke(standin, gte, { input: "alpha", encoding_format: "base64" });
    expect(
      Buffer.from((encoded.json["data"] as unknown as { embedding: string }[])[0]!.embedding, "base64").readFloatLE(0),
    ).toBeNaN();
    standin.setFaults(["truncate=8"]);
    expect(
      (await invoke(standin, gte, { input: "alpha beta gamma ".repeat(20) })).json["usage"]!["prompt_tokens"],
    ).toBe(8);
  });
});
