import type { Answer } from "@ragstone/core";
import { useMemo, useState } from "preact/hooks";
import type { ComponentChildren } from "preact";
import { ClaimBadge } from "./claim-badge.js";
import { CitationButton } from "./citation-button.js";
import { ExternalLink } from "../parts/external-link.js";
import { parseRich } from "./parse-rich.js";
import type { RichNode } from "./rich-node.js";
import { splitRun, type Piece } from "./split-run.js";

/** The parts of an answer that its text is rendered from; claims and citations are empty while it streams. */
export type AnswerBody = Pick<Answer, "text" | "claims" | "citations">;

interface Rendering {
  readonly body: AnswerBody;
  readonly known: ReadonlySet<number>;
  /** The claim that the pointer or the focus is on. */
  readonly active: number | null;
  readonly setActive: (claim: number | null) => void;
  readonly onCitation: (id: number) => void;
  /** The last piece of each claim, filled by the first pass. */
  readonly lastPieces: Map<number, string>;
}

/**
 * The text of an answer as DOM nodes, with claims underlined by verdict and markers that open their source.
 */
export function AnswerText({ body, onCitation }: { body: AnswerBody; onCitation: (id: number) => void }) {
  const [active, setActive] = useState<number | null>(null);
  const nodes = useMemo(() => parseRich(body.text), [body.text]);
  const known = useMemo(() => new Set(body.citations.map(({ id }) => id)), [body.citations]);
  const lastPieces = useMemo(() => findLastPieces(nodes, body, known), [nodes, body, known]);
  const rendering = { body, known, active, setActive, onCitation, lastPieces };
  return <div class="answer-text">{renderAll(nodes, rendering, "")}</div>;
}

function findLastPieces(nodes: readonly RichNode[], body: AnswerBody, known: ReadonlySet<number>): Map<number, string> {
  const last = new Map<number, string>();
  const visit = (children: readonly RichNode[], path: string) => {
    for (const [index, node] of children.entries()) {
      if (node.kind === "element" || node.kind === "link") visit(node.children, `${path}.${index}`);
      if (node.kind !== "text") continue;
      for (const [part, piece] of splitRun(node, body.claims, known).entries()) {
        if (piece.claim !== null) last.set(piece.claim, `${path}.${index}.${part}`);
      }
    }
  };
  visit(nodes, "");
  return last;
}

function renderAll(nodes: readonly RichNode[], rendering: Rendering, path: string): ComponentChildren[] {
  return nodes.map((node, index) => renderNode(node, rendering, `${path}.${index}`));
}

function renderNode(node: RichNode, rendering: Rendering, path: string): ComponentChildren {
  if (node.kind === "break") return <br key={path} />;
  if (node.kind === "rule") return <hr key={path} />;
  if (node.kind === "text") {
    return splitRun(node, rendering.body.claims, rendering.known).map((piece, part) =>
      renderPiece(piece, rendering, `${path}.${part}`),
    );
  }
  const children = renderAll(node.children, rendering, path);
  if (node.kind === "link") {
    return (
      <ExternalLink key={path} href={node.href}>
        {children}
      </ExternalLink>
    );
  }
  if (node.tag === "table") {
    return (
      <div key={path} class="table-frame" role="region" tabIndex={0} aria-label="Table">
        <table>{children}</table>
      </div>
    );
  }
  const Tag = node.tag;
  return <Tag key={path}>{children}</Tag>;
}

function renderPiece(piece: Piece, rendering: Rendering, path: string): ComponentChildren {
  const { body, active, setActive, onCitation, lastPieces } = rendering;
  const { claim: index, citation } = piece;
  const text = citation === null ? piece.text : <CitationButton key={path} id={citation} onOpen={onCitation} />;
  if (index === null) return text;
  const claim = body.claims[index]!;
  const content = piece.key ? <mark class="key">{text}</mark> : text;
  return (
    <>
      <span
        key={path}
        class={`claim claim-${claim.verdict}${active === index ? " claim-active" : ""}`}
        onMouseEnter={() => setActive(index)}
        onMouseLeave={() => setActive(null)}
      >
        {content}
      </span>
      {lastPieces.get(index) === path && (
        <ClaimBadge
          key={`${path}-badge`}
          claim={claim}
          open={active === index}
          onActive={(on) => setActive(on ? index : null)}
        />
      )}
    </>
  );
}
