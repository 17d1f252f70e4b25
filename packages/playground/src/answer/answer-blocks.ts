import type { Answer } from "@ragstone/core";
import { claimIndex } from "./claim-index.js";
import { parseRich } from "./parse-rich.js";
import type { RichNode, RichTag } from "./rich-node.js";
import { splitRun, type Piece } from "./split-run.js";

/** The parts of an answer that its text is rendered from; claims and citations are empty while it streams. */
export type AnswerBody = Pick<Answer, "text" | "claims" | "citations">;

/** A piece of text; `isLast` says that its claim ends with it. */
export interface AnswerPiece extends Piece {
  readonly isLast: boolean;
}

/** A node of an answer with its text split by claims. */
export type AnswerNode =
  | { readonly kind: "element"; readonly tag: RichTag; readonly children: readonly AnswerNode[] }
  | { readonly kind: "link"; readonly href: string; readonly children: readonly AnswerNode[] }
  | { readonly kind: "break" }
  | { readonly kind: "rule" }
  | { readonly kind: "text"; readonly pieces: readonly AnswerPiece[] };

/** A paragraph, list or table of an answer. */
export interface AnswerBlock {
  readonly node: AnswerNode;
  /** The claims that it has text of, by their places in the answer's claims. */
  readonly claims: ReadonlySet<number>;
}

/** The blocks of an answer's text. */
export function answerBlocks({ text, claims, citations }: AnswerBody): readonly AnswerBlock[] {
  const index = claimIndex(claims);
  const known = new Set(citations.map(({ id }) => id));
  const last = new Map<number, { isLast: boolean }>();
  const nodeOf = (node: RichNode, inside: Set<number>): AnswerNode => {
    if (node.kind === "element" || node.kind === "link")
      return { ...node, children: node.children.map((child) => nodeOf(child, inside)) };
    if (node.kind !== "text") return node;
    const pieces = splitRun(node, index, known).map((piece) => ({ ...piece, isLast: false }));
    for (const piece of pieces) {
      if (piece.claim === null) continue;
      inside.add(piece.claim);
      last.set(piece.claim, piece);
    }
    return { kind: "text", pieces };
  };
  const blocks = parseRich(text).map((node) => {
    const inside = new Set<number>();
    return { node: nodeOf(node, inside), claims: inside };
  });
  for (const piece of last.values()) piece.isLast = true;
  return blocks;
}
