import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { chunkId } from "./chunk-id.js";
import { vectorKey } from "./vector-key.js";

const sha256 = (text: string) => createHash("sha256").update(text).digest();
const fingerprint = {
  model: "m",
  revision: "1",
  dimensions: 8,
  normalised: true,
  queryInstruction: null,
  tokenizer: "t",
};
const text = fc.string({ unit: "binary" });

test("the key of a vector is 27 letters of the hash of what decides it, in base 64 for URLs", () => {
  fc.assert(
    fc.property(text, (embedded) => {
      const hash = createHash("sha256").update('["m","1",8,true]').update("\0").update(embedded);
      expect(vectorKey(fingerprint, embedded, sha256)).toBe(hash.digest("base64url").slice(0, 27));
    }),
  );
});

test("the id of a chunk is the first 50 bits of a hash, in Crockford's base 32", () => {
  fc.assert(
    fc.property(text, fc.nat(), fc.nat({ max: 3 }), (passage, start, attempt) => {
      const hash = createHash("sha256").update(`a/b.md\0${start}\0${attempt}\0${passage}`).digest("hex");
      const bits = BigInt(`0x${hash}`) >> 206n;
      const id = chunkId({ origin: "file", path: "a/b.md", start, text: passage, attempt }, sha256);
      const value = Array.from(id).reduce((sum, digit) => sum * 32n + BigInt(digits.indexOf(digit)), 0n);
      expect([id.length, value]).toEqual([10, bits]);
    }),
  );
});

const digits = "0123456789abcdefghjkmnpqrstvwxyz";

test("what decides no passage's vector does not change its key", () => {
  const other = { ...fingerprint, queryInstruction: "query: ", tokenizer: "another" };
  expect(vectorKey(other, "x", sha256)).toBe(vectorKey(fingerprint, "x", sha256));
  expect(vectorKey({ ...fingerprint, revision: "2" }, "x", sha256)).not.toBe(vectorKey(fingerprint, "x", sha256));
});

test("a file and a text that was put in never share an id", () => {
  const place = { path: "a.md", start: 0, text: "x" };
  expect(chunkId({ ...place, origin: "put" }, sha256)).not.toBe(chunkId({ ...place, origin: "file" }, sha256));
});
