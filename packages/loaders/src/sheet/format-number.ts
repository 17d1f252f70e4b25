import type { CellContext } from "./cell-context.js";

/**
 * The text of a number in a number format; `null` if SheetJS cannot apply it. Characters that programs show although
 * the format does not quote them, such as `£` or the full stops of `dd.mm.yyyy`, are quoted first.
 */
export function formatNumber(value: number, format: string, { formats, date1904 }: CellContext): string | null {
  try {
    return formats.format(quoteLiterals(format), value, { date1904 }) as string;
  } catch {
    return null;
  }
}

/** A format with other characters in place of the digits and percent signs that it quotes; `null` if it quotes none. */
export function maskQuotedDigits(format: string): string | null {
  const masked = format.replace(/"[^"]*"|\\[\d%]/g, (quoted) => quoted.replace(/[\d%]/g, "x"));
  return masked === format ? null : masked;
}

/** The codes of a format, without quoted text, colours, conditions and locales. */
export function unquotedFormat(format: string): string {
  return format.replace(/"[^"]*"|\\.|\[[^\]]*\]/g, "");
}

/** The display of a number in a format of one section with text around `General`, which SheetJS leaves out. */
export function aroundGeneral(format: string, number: string): string | null {
  const parts = /^((?:"[^"]*"|\\.|[^;"\\])*?)General((?:"[^"]*"|\\.|[^;"\\])*)$/i.exec(format);
  if (parts === null) return null;
  const [before = "", after = ""] = parts.slice(1).map(literalText);
  return before + after === "" ? null : before + number + after;
}

/** The text of a part of a format without codes: colours and padding are not shown. */
function literalText(part: string): string {
  return part.replace(
    /"([^"]*)"|\\(.)|\[[^\]]*\]|[_*]./gsu,
    (_, quoted: string = "", escaped: string = "") => quoted + escaped,
  );
}

function quoteLiterals(format: string): string {
  return format
    .replace(/g+(?=e)/gi, "")
    .replace(/(?<=[a-z])\.(?!0)/gi, "\\.")
    .replace(/"[^"]*"|\[[^\]]*\]|\\.|_.|\*.|[^\x20-\x7E€上午下]/gsu, (part) =>
      part.length > 2 || /^["[\\_*]/.test(part) ? part : `\\${part}`,
    );
}
