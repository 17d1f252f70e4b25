import { expect, it } from "vitest";
import { passages, questions } from "./passages.js";

const articles = Array.from({ length: 12 }, (_, article) => ({
  title: `Title ${article}`,
  sentences: Array.from(
    { length: 20 },
    (_, line) => `Sentence ${line} of article ${article} has a good many words in it, about a dozen.`,
  ),
}));

it("makes passages that differ, the same ones first whatever the count", () => {
  const many = passages(articles, 300);
  expect(new Set(many).size).toBe(300);
  expect(many.every((passage) => passage.split(" ").length >= 80)).toBe(true);
  expect(passages(articles, 50)).toEqual(many.slice(0, 50));
  expect(questions(articles, 3)).toEqual(questions(articles, 3));
});
