import { expect, test } from "vitest";
import { parseIndexSettings } from "./parse-index-settings.js";

const least = { version: 1, embedder: "static-en-v1" };

test.each([
  least,
  {
    ...least,
    folder: "..",
    folderId: "x",
    baseUrl: "https://host/",
    targetTokens: 400,
    include: ["**/*.md"],
    exclude: [],
  },
  { ...least, targetTokens: "window" },
])("settings are given back: %j", (settings) => {
  expect(parseIndexSettings(JSON.parse(JSON.stringify({ ...settings, command: "rm" })))).toEqual(settings);
});

test.each([
  null,
  "static-en-v1",
  [],
  {},
  { embedder: "static-en-v1" },
  { ...least, version: 2 },
  { ...least, embedder: { model: "x" } },
  { ...least, baseUrl: ["http://host"] },
  { ...least, folder: 1 },
  { ...least, targetTokens: "400" },
  { ...least, targetTokens: 1.5 },
  { ...least, include: "**" },
  { ...least, exclude: [1] },
  { ...least, exclude: null },
])("others are none: %j", (value) => {
  expect(parseIndexSettings(value)).toBeNull();
});
