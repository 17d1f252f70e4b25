const listMarker = /^\s*(?:>\s*)*(?:[-*+•‣▪◦]\s+|\(?(?:\d{1,3}|[a-z])[.)]\s+)/iu;
const checkbox = /^\[[ xX]\]\s+/u;
const fencedBlock = /^[ \t]*(```|~~~)[^\n]*\n?[\s\S]*?(?:\n[ \t]*\1[^\n]*|(?![\s\S]))/gmu;

/** The text of a claim with what its layout adds apart: list markers, heading and bold marks, code blocks. */
export interface ClaimText {
  /** Without markers, marks and blocks. */
  readonly prose: string;
  /** Whether a fenced block was part of it. */
  readonly hasBlock: boolean;
}

/** Removes from a claim what lays it out and states nothing: the number of a list item is no number of the claim. */
export function claimText(raw: string): ClaimText {
  const prose = raw.replace(fencedBlock, "\n");
  return {
    prose: prose
      .replace(listMarker, "")
      .replace(checkbox, "")
      .replace(/(?<![\p{L}\p{N}*])\*\*(?=\S)|(?<=\S)\*\*(?![\p{L}\p{N}*])/gu, "")
      .trim(),
    hasBlock: prose !== raw,
  };
}
