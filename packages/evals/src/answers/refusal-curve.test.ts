import { describe, expect, it } from "vitest";
import { plotCurve } from "./plot-curve.js";
import { refusalCurve } from "./refusal-curve.js";
import { textPlot } from "./text-plot.js";

const curve = refusalCurve(
  "questions & answers",
  { everything: [-3, 2, 3, Infinity], article: [-5, -3, -2, -1.5], paragraph: [-5, 0, 1, 2], foreign: [] },
  -1.04,
);

describe("a refusal curve", () => {
  it("refuses what lies below the line, and ever more as the line rises", () => {
    expect(curve.inUse.everything.value).toBe(0.25);
    expect(curve.inUse.article.value).toBe(1);
    expect(curve.inUse.paragraph.value).toBe(0.25);
    const shares = curve.points.map((point) => point.article.value);
    expect(shares).toEqual(shares.toSorted((left, right) => left - right));
  });

  it("is drawn without the conditions that nothing was asked under", () => {
    const svg = plotCurve([curve]);
    expect(svg).toContain("questions &amp; answers");
    expect(svg).toContain("article left out");
    expect(svg).not.toContain("foreign name");
    expect(svg).not.toContain("NaN");
  });

  it("is drawn for a terminal, with capitals at the line in use", () => {
    const first = refusalCurve(
      "x",
      {
        everything: Array.from({ length: 20 }, (_, at) => (at === 0 ? -2 : 3)),
        article: [-2, -2, -2, 0],
        paragraph: [-2, 0],
        foreign: [],
      },
      -1.04,
    );
    const drawn = textPlot(first);
    expect(drawn).toContain("A");
    expect(drawn).toContain("P");
    expect(drawn).not.toContain("F");
  });
});
