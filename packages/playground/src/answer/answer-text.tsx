import type { Claim } from "@ragstone/core";
import type { ComponentChildren } from "preact";
import { useMemo, useRef, useState } from "preact/hooks";
import { ExternalLink } from "../parts/external-link.js";
import { strings } from "../texts/strings.js";
import { answerBlocks, type AnswerBlock, type AnswerBody, type AnswerNode, type AnswerPiece } from "./answer-blocks.js";
import { CitationButton } from "./citation-button.js";
import { ClaimBadge } from "./claim-badge.js";

interface AnswerTextProps {
  readonly body: AnswerBody;
  readonly onCitation: (id: number) => void;
}

/**
 * The text of an answer as DOM nodes, with claims underlined by verdict and markers that open their source. Only blocks
 * that changed are rendered again: an answer may have thousands.
 */
export function AnswerText({ body: { text, claims, citations }, onCitation }: AnswerTextProps) {
  const [active, setActive] = useState<number | null>(null);
  const blocks = useMemo(() => answerBlocks({ text, claims, citations }), [text, claims, citations]);
  const latest = useRef(onCitation);
  latest.current = onCitation;
  const open = useMemo(() => (id: number) => latest.current(id), []);
  return (
    <div class="answer-text">
      {blocks.map((block, index) => (
        <Block
          key={index}
          block={block}
          claims={claims}
          active={active !== null && block.claims.has(active) ? active : null}
          setActive={setActive}
          onCitation={open}
        />
      ))}
    </div>
  );
}

interface Rendering {
  readonly claims: readonly Claim[];
  /** The claim that the pointer or the focus is on. */
  readonly active: number | null;
  readonly setActive: (claim: number | null) => void;
  readonly onCitation: (id: number) => void;
}

function Block({ block, claims, active, setActive, onCitation }: Rendering & { readonly block: AnswerBlock }) {
  return useMemo(
    () => <>{renderNode(block.node, { claims, active, setActive, onCitation }, "")}</>,
    [block, claims, active, setActive, onCitation],
  );
}

function renderAll(nodes: readonly AnswerNode[], rendering: Rendering, path: string): ComponentChildren[] {
  return nodes.map((node, index) => renderNode(node, rendering, `${path}.${index}`));
}

function renderNode(node: AnswerNode, rendering: Rendering, path: string): ComponentChildren {
  if (node.kind === "break") return <br key={path} />;
  if (node.kind === "rule") return <hr key={path} />;
  if (node.kind === "text")
    return node.pieces.map((piece, part) => <>{renderPiece(piece, rendering, `${path}.${part}`)}</>);
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
      <div key={path} class="table-frame" role="group" tabIndex={0} aria-label={strings.table}>
        <table>{children}</table>
      </div>
    );
  }
  const Tag = node.tag;
  return <Tag key={path}>{children}</Tag>;
}

function renderPiece(piece: AnswerPiece, rendering: Rendering, path: string): ComponentChildren {
  const { claims, active, setActive, onCitation } = rendering;
  const { claim: index, citation } = piece;
  const text = citation === null ? piece.text : <CitationButton key={path} id={citation} onOpen={onCitation} />;
  if (index === null) return text;
  const claim = claims[index]!;
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
      {piece.isLast && (
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
