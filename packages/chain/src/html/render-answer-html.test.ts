import type { Answer } from "@ragstone/core";
import { describe, expect, it } from "vitest";
import { renderAnswerHtml } from "./render-answer-html.js";

const evil = `<script>alert(1)</script><img src="http://x.example/p.png" onerror="x">`;
const text = `Before ${evil} Keys rotate every 30 days. After.`;
const quote = "Keys rotate every 30 days.";
const start = text.indexOf(quote);
const answer: Answer = {
  question: `How? ${evil}`,
  status: "answered",
  text: `Keys rotate every 30 days [1]. It is ${evil} [2].`,
  model: "scripted",
  claims: [
    { start: 0, end: 30, text: "Keys rotate every 30 days [1].", citations: [1], verdict: "checked", problems: [] },
    {
      start: 31,
      end: 31 + `It is ${evil} [2].`.length,
      text: `It is ${evil} [2].`,
      citations: [],
      verdict: "unsupported",
      problems: ["quote-not-found"],
    },
  ],
  citations: [
    {
      id: 1,
      origin: "file",
      path: `a"><b>.md`,
      sha256: "s",
      start,
      end: start + quote.length,
      quote,
      headings: ["<h1>"],
      pages: [2],
      pageLabels: ["iv"],
    },
    {
      id: 2,
      origin: "file",
      path: `a"><b>.md`,
      sha256: "s",
      start: start + 5,
      end: start + 11,
      quote: "rotate",
      headings: [],
      pages: [],
    },
  ],
  confidence: null,
  refusal: null,
  sources: [],
  reasoning: null,
  notes: [{ kind: "stale", message: `${evil} changed`, citations: [1] }],
  usage: { inputTokens: 0, outputTokens: 0, costUsd: null },
  elapsedMs: 1,
};

describe("the page of an answer", () => {
  const html = renderAnswerHtml(answer, new Map([[`a"><b>.md`, text]]));

  it("names the printed page of a citation next to the page of the file", () => {
    expect(html).toContain("p. iv (PDF 2)");
  });

  it("escapes everything that comes from files, the question and the model", () => {
    expect(html).not.toMatch(/<script|<img|<b>\.md|<h1>\b(?!How)/u);
    expect(html.match(/&lt;script&gt;/gu)?.length).toBeGreaterThanOrEqual(4);
  });

  it("loads nothing and runs nothing", () => {
    expect(html).not.toMatch(/\s(?:src|srcset|on\w+)=["']?(?!&)/u);
    expect(html.match(/href="([^"]*)"/gu)?.every((link) => link.startsWith('href="#c'))).toBe(true);
    expect(html).toContain("default-src 'none'");
  });

  it("marks the passages, overlapping ones too, and leads to them", () => {
    expect(html).toContain(
      '<a class="anchor" id="c1">[1]</a><mark>Keys </mark><a class="anchor" id="c2">[2]</a><mark>rotate</mark><mark> every 30 days.</mark>',
    );
    expect(html).toContain('<a class="marker" href="#c1">[1]</a>');
  });

  it("names the problem of a claim", () => {
    expect(html).toContain('<span class="flag">unsupported: quote-not-found</span>');
    expect(html).toContain("1 of 2 claims passed the checks");
  });

  it("shows the quotes of a document that is not there, and windows of a long one", () => {
    expect(renderAnswerHtml(answer, new Map())).toContain('<a id="c1"></a><mark>Keys rotate every 30 days.</mark>');
    const long = renderAnswerHtml(answer, new Map([[`a"><b>.md`, text + " x".repeat(200_000)]]));
    expect(long.length).toBeLessThan(20_000);
  });

  it("says why it refuses", () => {
    const refused = renderAnswerHtml(
      {
        ...answer,
        status: "refused",
        text: "",
        claims: [],
        citations: [],
        refusal: { reason: "no-evidence", message: 'Nothing here mentions "<x>".', missing: ["<x>"] },
      },
      new Map(),
    );
    expect(refused).toContain("Nothing here mentions &quot;&lt;x&gt;&quot;.");
  });
});
