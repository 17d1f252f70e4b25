import { expect, it } from "vitest";
import { readCues } from "./read-cues.js";

const read = (text: string) =>
  readCues(`WEBVTT\n\n00:01.000 --> 00:02.000\n${text}\n`).cues.map(({ speaker, text: said }) => [speaker, said]);

it("tells voices apart", () => {
  expect(read("<v.loud Ann Lee>Open it.</v> <v Bob>Now?")).toEqual([
    ["Ann Lee", "Open it."],
    ["Bob", "Now?"],
  ]);
});

it("reads 100,000 voice tags that are not closed", () => {
  expect(read("<v ".repeat(100_000))).toHaveLength(1);
  expect(read(`<v${" ".repeat(100_000)}`)).toHaveLength(1);
});
