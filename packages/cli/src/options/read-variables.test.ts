import { expect, test } from "vitest";
import { readVariables, misspelledVariables } from "./read-variables.js";

test("variables are read by the kind of their option", () => {
  const environment = {
    RAGSTONE_K: "3",
    RAGSTONE_TARGET_TOKENS: "window",
    RAGSTONE_REPAIR: "yes",
    RAGSTONE_DECOMPOSE: "off",
    RAGSTONE_INCLUDE: "*.md, guides/**",
    RAGSTONE_MODEL: "extractive",
    RAGSTONE_POLICY: "",
    HOME: "/home/ada",
  };
  expect(readVariables(environment)).toEqual({
    k: 3,
    targetTokens: "window",
    repair: true,
    decompose: false,
    include: ["*.md", "guides/**"],
    generator: "extractive",
  });
});

test.each([
  ["RAGSTONE_K", "many", 'RAGSTONE_K is "many"; expected a whole number from 1 to 10000.'],
  ["RAGSTONE_REPAIR", "perhaps", 'RAGSTONE_REPAIR is "perhaps"; expected true or false.'],
  ["RAGSTONE_POLICY", "hope", 'RAGSTONE_POLICY is "hope"; expected "mark" or "drop" or "strict".'],
])("a wrong value of %s is an error that names the variable", (name, text, message) => {
  expect(() => readVariables({ [name]: text })).toThrow(expect.objectContaining({ code: "invalid-option", message }));
});

test.each([
  ["RAGSTONE_MODLE", "RAGSTONE_MODEL"],
  ["RAGSTONE_TOP_K", "RAGSTONE_K"],
  ["RAGSTONE_GENERATOR", "RAGSTONE_MODEL"],
])("%s causes a warning that suggests %s", (wrong, right) => {
  expect(misspelledVariables({ [wrong]: "x", RAGSTONE_K: "3" })).toEqual([
    `The variable ${wrong} has no effect. Did you mean ${right}?`,
  ]);
});

test.each(["RAGSTONE_BIN", "RAGSTONE_NODE_CLIENTS", "RAGSTONE_TEST_PG_URL", "RAGSTONE_PYTHON", "RAGSTONE_BROWSER"])(
  "%s, which no setting resembles, belongs to somebody else and causes no warning",
  (name) => {
    expect(misspelledVariables({ [name]: "x" })).toEqual([]);
  },
);
