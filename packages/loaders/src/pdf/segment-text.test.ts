import { describe, expect, it } from "vitest";
import type { Run } from "./run.js";
import { segmentText } from "./segment-text.js";

const style = { angle: 0, mirrored: false, size: 10, bold: false, monospaced: false, tex: null };

/** Glyphs of 5 points each, drawn from `x` on, to the left when the script runs so. A space leaves 4 points. */
function draw(letters: string, x: number, step: 1 | -1): Run[] {
  const runs: Run[] = [];
  let at = x;
  let spaced = false;
  for (const text of letters) {
    if (text === " ") {
      at += 4 * step;
      spaced = true;
      continue;
    }
    runs.push({
      text,
      glyphs: 1,
      lastX0: step === 1 ? at : at - 5,
      x0: step === 1 ? at : at - 5,
      x1: step === 1 ? at + 5 : at,
      y: 0,
      style,
      spaced,
      afterGap: false,
      breaks: false,
      rightToLeft: /[\u0590-\u06ff\ufe70-\ufeff]/.test(text),
      first: runs.length,
      last: runs.length,
      accent: -1,
    });
    at += 5 * step;
    spaced = false;
  }
  return runs;
}

function text(runs: Run[]): string {
  return segmentText({ runs, x0: 0, x1: 0, y: 0, size: 10 });
}

describe("segmentText", () => {
  it("reads Hebrew and Arabic from the right, drawn in either order", () => {
    const hebrew = draw("שלום עולם", 200, -1);
    expect(text(hebrew)).toBe("שלום עולם");
    expect(text(hebrew.toReversed())).toBe("שלום עולם");
  });

  it("keeps numbers and Latin words inside right-to-left text in their own order", () => {
    const line = [...draw("מחיר", 200, -1), ...draw("1250", 155, 1), ...draw("שקל", 150, -1)];
    expect(text(line)).toBe("מחיר 1250 שקל");
  });

  it("writes shaped Arabic letters and ligatures as they are typed", () => {
    expect(text(draw("\ufee3\ufeae\ufea3\ufe92\ufe8e", 100, -1))).toBe("مرحبا");
    expect(text(draw("\ufefb", 100, -1))).toBe("لا");
    expect(text(draw("o\ufb03ce", 0, 1))).toBe("office");
  });

  it("puts a space where slanted letters hide the gap, but none between the letters of a formula", () => {
    const [run, next] = [draw("x", 0, 1)[0]!, draw("x", 0, 1)[0]!];
    const word = (text: string, x0: number, afterGap: boolean) => ({
      ...(afterGap ? next : run),
      text,
      glyphs: text.length,
      x0,
      x1: x0 + 5 * text.length,
      lastX0: x0 + 5 * text.length - 5,
      afterGap,
    });
    expect(text([word("Eldred", 0, false), word("was", 29.8, true)])).toBe("Eldred was");
    expect(text([word("o", 0, false), word("f", 5, false), word("ideas", 9.8, true)])).toBe("of ideas");
    expect(text([word("r", 0, false), word("s", 5.5, true)])).toBe("rs");
  });

  it("puts a space where a gap was left and none where letters are set apart", () => {
    expect(text([...draw("two", 0, 1), ...draw("words", 18, 1)])).toBe("two words");
    expect(text(Array.from("letterspaced", (letter, index) => draw(letter, index * 8, 1)[0]!))).toBe("letterspaced");
  });
});
