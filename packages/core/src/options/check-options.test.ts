import { describe, expect, test } from "vitest";
import type { InvalidOptionError } from "../errors/invalid-option-error.js";
import { checkOptions } from "./check-options.js";
import { nearestName } from "./nearest-name.js";
import * as kinds from "./option-kinds.js";
import type { OptionRules } from "./option-rule.js";

const rules = {
  k: { ...kinds.wholeNumber({ min: 1, max: 10 }), aliases: ["topK"] },
  policy: kinds.oneOf(["mark", "drop"]),
  turns: kinds.listOf(kinds.record({ text: { ...kinds.string(), required: true } }, "a turn"), "a list of turns"),
} satisfies OptionRules;

function failureOf(options: unknown): InvalidOptionError {
  try {
    checkOptions<Partial<Record<keyof typeof rules, unknown>>>(rules, options as object);
  } catch (error) {
    return error as InvalidOptionError;
  }
  throw new Error("accepted");
}

describe("checkOptions", () => {
  test("returns the given options without undefined ones", () => {
    expect(
      checkOptions<Partial<Record<keyof typeof rules, unknown>>>(rules, { k: 3, policy: undefined }),
    ).toStrictEqual({ k: 3 });
    expect(checkOptions(rules, undefined)).toStrictEqual({});
  });

  test.each([
    [{ topK: 3 }, "topK is 3; expected one of the options k, policy, turns.", "Did you mean `k`?"],
    [{ polcy: "mark" }, 'polcy is "mark"; expected one of the options k, policy, turns.', "Did you mean `policy`?"],
    [{ nothing: 1 }, "nothing is 1; expected one of the options k, policy, turns.", 'Remove "nothing".'],
    [{ k: "3" }, 'k is "3"; expected a whole number from 1 to 10.', "Set k to a whole number from 1 to 10."],
    [{ k: Number.NaN }, "k is NaN; expected a whole number from 1 to 10.", "Set k to a whole number from 1 to 10."],
    [{ policy: "Mark" }, 'policy is "Mark"; expected "mark" or "drop".', 'Set policy to "mark" or "drop".'],
    [{ policy: null }, 'policy is null; expected "mark" or "drop".', 'Set policy to "mark" or "drop".'],
    [{ turns: [{ text: "a" }, {}] }, "turns[1].text is undefined; expected a text.", "Set turns[1].text to a text."],
    [{ turns: { text: "a" } }, 'turns is {"text":"a"}; expected a list of turns.', "Set turns to a list of turns."],
    [null, "options is null; expected an object of options.", "Set options to an object of options."],
    [[1], "options is [1]; expected an object of options.", "Set options to an object of options."],
  ])("refuses %j, naming option, value and expectation", (options, message, hint) => {
    expect(failureOf(options)).toMatchObject({ name: "InvalidOptionError", code: "invalid-option", message, hint });
  });

  test.each([
    [Object.create(null)],
    [Symbol("x")],
    [10n],
    [() => 1],
    [
      {
        toJSON: () => {
          throw new Error("no");
        },
      },
    ],
  ])("describes whatever it is given", (value: unknown) => {
    expect(failureOf({ k: value })).toMatchObject({ name: "InvalidOptionError", data: { option: "k" } });
  });

  test("does not treat inherited names as options", () => {
    expect(failureOf({ toString: 1 })).toMatchObject({ data: { option: "toString" } });
  });
});

test.each([
  ["top_k", "k"],
  ["Policy", "policy"],
  ["polisy", "policy"],
  ["plociy", "policy"],
  ["x", null],
  ["x".repeat(1000), null],
])("nearestName(%j) is %j", (name, nearest) => {
  expect(nearestName(name, rules)).toBe(nearest);
});
