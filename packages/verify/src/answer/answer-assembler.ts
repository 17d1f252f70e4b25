import {
  hasPassed,
  type AnswerPart,
  type Citation,
  type CitedQuote,
  type Claim,
  type Policy,
  type TextRange,
} from "@ragstone/core";
import { CitationParser, type ParsedPart, type RawCitation } from "../quotes/citation-parser.js";
import { CitationList } from "./citation-list.js";
import type { CitedPlace } from "../quotes/cited-place.js";
import type { CitedSource } from "../quotes/cited-source.js";
import { examineClaim, verdictByNeighbour, type ClaimToExamine, type ExaminedClaim } from "../claims/examine-claim.js";
import { claimText } from "../claims/claim-text.js";
import { cutAt, findClaimEnd, marker, maxClaim, stopAt } from "./find-claim-end.js";
import type { LocatedCitation } from "../quotes/locate-citation.js";
import { PendingMarks } from "./pending-marks.js";

export interface AssemblerOptions {
  readonly sources: readonly CitedSource[];
  readonly policy: Policy;
  /**
   * Whether sentences without citations are given the best quote, as long as the generator has cited nothing itself.
   */
  readonly attribute: boolean;
  /** Words that sources write with a capital inside sentences, folded. */
  readonly knownNames: () => ReadonlySet<string>;
  /** The question that is answered: claims may repeat its names. @defaultValue none */
  readonly question?: string;
}

export interface AssembledAnswer {
  readonly text: string;
  readonly claims: readonly Claim[];
  readonly citations: readonly Citation[];
  /** Claims that `drop` left out. */
  readonly dropped: readonly Claim[];
}

/** A sentence that cites nothing, while its paragraph or a line of citations may yet cite something that supports it. */
interface WaitingClaim {
  readonly claim: ClaimToExamine;
  readonly paragraph: number;
  readonly gap: string;
  /** Among the claims; `null` while it is not shown (policy `drop`). */
  readonly index: number | null;
}

/** The mark of a citation whose words were found nowhere. */
const failedMarker = "[?]";

/**
 * Turns generator output into the text that a reader sees, with claims and citations, as it arrives. The concatenated
 * results of `push` and `finish` are the text of the answer: streamed text is never revoked.
 */
export class AnswerAssembler {
  readonly #options: AssemblerOptions;
  readonly #parser = new CitationParser();
  readonly #citations = new CitationList();
  readonly #claims: Claim[] = [];
  readonly #dropped: Claim[] = [];
  /** Text that is not yet part of a finished claim; each citation is one {@link marker}. */
  #pending = "";
  readonly #marks: PendingMarks;
  /** How much of `#pending` is out already (policy `mark`). */
  #shown = 0;
  #shownMarks = 0;
  /** Length of the part of `#pending` already known to contain no end of a claim. */
  #sure = 0;
  /**
   * Where in `#pending` text starts whose citations are not known yet: no claim ends inside it. `null` outside of such
   * text.
   */
  #open: number | null = null;
  /** Length of the answer's text where the pending claim starts. */
  #claimStart = 0;
  /** The answer's text from there on; cut from the whole, every claim would keep a copy of the whole alive. */
  #claimText = "";
  #text = "";
  /** Sentences that are no claims, waiting for one that is let through (policies `drop` and `strict`). */
  #held = "";
  #gap = "";
  #sawCitation = false;
  readonly #waiting: WaitingClaim[] = [];
  /** Counts paragraphs and lines. */
  #paragraph = 0;
  /** The citations that cover what follows in the same paragraph. */
  #cover: readonly LocatedCitation[] = [];

  constructor(options: AssemblerOptions) {
    this.#options = options;
    this.#marks = new PendingMarks(options.sources);
  }

  push(piece: string): AnswerPart[] {
    return this.#take(this.#parser.push(piece), false);
  }

  /**
   * A whole statement whose citations are known: nothing in its text is read as a marker or as the end of a claim. With
   * `mark` its text comes first and is checked when the next parts are asked for; all parts must be taken.
   */
  *pushClaim(text: string, citations: readonly CitedQuote[], key?: TextRange): Generator<readonly AnswerPart[]> {
    const parts = this.#take(this.#parser.finish(), true);
    const plain = text.replaceAll(marker, "").trim();
    const claims = this.#claims.length;
    if (plain === "") {
      yield parts;
      return;
    }
    this.#gap = this.#text === "" && this.#held === "" ? "" : plain.includes("\n") ? "\n" : " ";
    if (this.#options.policy === "mark") this.#show(this.#gap, parts);
    this.#startClaim();
    this.#pending = citations.length === 0 ? plain : `${plain} ${marker.repeat(citations.length)}`;
    this.#shown = 0;
    this.#marks.add(...citations.map(asRaw));
    this.#sawCitation ||= citations.length > 0;
    if (this.#options.policy === "mark") this.#showPending(parts);
    yield parts;
    const checked: AnswerPart[] = [];
    this.#finishClaim(this.#pending, checked);
    this.#pending = "";
    this.#shown = 0;
    this.#gap = "";
    this.#sure = 0;
    const claim = this.#claims[claims];
    if (claim !== undefined && key !== undefined)
      this.#claims[claims] = { ...claim, key: { start: claim.start + key.start, end: claim.start + key.end } };
    yield checked;
  }

  /** The next pushed text may be cited as a whole: it ends no claim before {@link closeCited}. */
  openCited(): void {
    this.#open = this.#pending.length;
  }

  /** Gives the text pushed since {@link openCited} its citations, all of them to all of it. */
  closeCited(citations: readonly CitedQuote[]): AnswerPart[] {
    const found = citations.length === 0 ? [] : this.#parser.finish();
    const parts = this.#take(found, false);
    const open = this.#open ?? this.#pending.length;
    this.#open = null;
    if (citations.length > 0) {
      const end = this.#pending.trimEnd().length;
      const gap = end === 0 || this.#pending[end - 1] === marker ? "" : " ";
      this.#pending = this.#pending.slice(0, end) + gap + marker.repeat(citations.length) + this.#pending.slice(end);
      this.#marks.add(...citations.map(asRaw));
      this.#sawCitation = true;
      // Whatever ended a sentence inside the cited text ends no claim: the next claim starts after it.
      if (end > open) this.#sure = Math.max(open, stopAt(this.#pending, end));
    }
    this.#drain(parts, false);
    return parts;
  }

  finish(): AnswerPart[] {
    this.#open = null;
    const parts = this.#take(this.#parser.finish(), true);
    this.#endParagraph();
    for (const { claim, index } of this.#waiting.splice(0)) if (index === null) this.#dropWaiting(claim.text);
    return parts;
  }

  result(): AssembledAnswer {
    return { text: this.#text, claims: this.#claims, citations: this.#citations.all, dropped: this.#dropped };
  }

  #take(found: readonly ParsedPart[], final: boolean): AnswerPart[] {
    const parts: AnswerPart[] = [];
    for (const part of found) {
      if (part.type === "text") this.#pending += part.text.replaceAll(marker, "");
      else {
        this.#pending += marker;
        this.#marks.add(part.citation);
        this.#sawCitation = true;
      }
      this.#drain(parts, false);
    }
    if (final) this.#drain(parts, true);
    return parts;
  }

  #drain(parts: AnswerPart[], final: boolean): void {
    if (this.#text === "" && this.#held === "" && this.#shown === 0 && /^\s/u.test(this.#pending))
      this.#forget(this.#pending.length - this.#pending.trimStart().length);
    // Longer than a claim may be: it is cut into sentences, and its citations are those of the last.
    if (this.#open !== null && this.#pending.length - this.#open > maxClaim) this.#open = null;
    let shownTo = Infinity;
    while (true) {
      const { found: boundary, sure } = findClaimEnd(this.#pending, final, this.#sure);
      if (boundary !== null && this.#open !== null && boundary.end > this.#open) {
        // Text after the first sentence waits: if it is not cited, that sentence may still be given a quote.
        shownTo = boundary.end;
        break;
      }
      this.#sure = sure;
      if (boundary === null) break;
      this.#finishClaim(this.#pending.slice(0, boundary.end), parts);
      this.#gap = this.#pending.slice(boundary.end, boundary.next);
      if (this.#options.policy === "mark" && boundary.next < this.#pending.length) this.#show(this.#gap, parts);
      this.#forget(boundary.next);
      this.#shown = 0;
      this.#shownMarks = 0;
      this.#startClaim();
      if (this.#pending === "") break;
    }
    if (this.#options.policy === "mark") this.#showPending(parts, shownTo);
  }

  /** Drops the first characters of the pending text. */
  #forget(length: number): void {
    this.#pending = this.#pending.slice(length);
    this.#sure = 0;
    if (this.#open !== null) this.#open = Math.max(0, this.#open - length);
  }

  /**
   * Shows the pending claim as far as it can no longer change: all but trailing white space, not beyond `limit`, and not beyond the
   * place where a long claim may be cut.
   */
  #showPending(parts: AnswerPart[], limit = Infinity): void {
    const end = Math.min(limit, cutAt(this.#pending), this.#pending.trimEnd().length);
    if (end <= this.#shown) return;
    this.#render(this.#pending.slice(this.#shown, end), parts);
    this.#shown = end;
  }

  /** Writes text, turning each marker into `[n]`. */
  #render(text: string, parts: AnswerPart[]): void {
    const pieces = text.split(marker);
    pieces.forEach((piece, at) => {
      this.#show(piece, parts);
      if (at === pieces.length - 1) return;
      const located = this.#marks.locate(this.#shownMarks, this.#pending);
      this.#shownMarks += 1;
      if (located.place === null) {
        this.#show(failedMarker, parts);
        return;
      }
      const { citation, fresh } = this.#citations.cite(located.place.source, located.place.range);
      this.#show(`[${citation.id}]`, parts);
      if (fresh) parts.push({ type: "citation", citation });
    });
  }

  #finishClaim(raw: string, parts: AnswerPart[]): void {
    const { policy, sources, attribute, knownNames, question } = this.#options;
    const plain = raw
      .replaceAll(marker, "")
      .replace(/\s+(?=[.,;:!?]+(?:\s|$)|$)/gu, "")
      .trim();
    const marks = raw.split(marker).length - 1;
    const citations = Array.from({ length: marks }, (_, at) => this.#marks.locate(at, this.#pending));
    if (this.#gap.includes("\n")) this.#endParagraph();
    const claim = { text: plain, citations, sources, attribute: attribute && !this.#sawCitation, knownNames, question };
    const examined = examineClaim(claim);
    const covered =
      isUncited(examined) && this.#cover.length > 0 ? verdictByNeighbour({ ...claim, citations: this.#cover }) : null;
    const { stated, verdict, problems, attributed } =
      covered === null ? examined : { ...examined, verdict: covered, problems: [] };
    const places =
      covered !== null ? this.#cover.flatMap(({ place }) => (place === null ? [] : [place])) : examined.places;
    if (citations.length > 0) this.#coverWaiting(citations, isOnOwnLine(raw), parts);
    if (policy === "drop" && stated && !hasPassed({ verdict })) {
      if (isUncited(examined)) this.#waiting.push({ claim, paragraph: this.#paragraph, gap: this.#gap, index: null });
      else this.#dropped.push({ start: 0, end: 0, text: plain, citations: [], verdict, problems });
      this.#forgetMarks(marks);
      return;
    }
    if (policy !== "mark") {
      if (!stated) {
        this.#held += this.#gap + plain;
        this.#gap = "";
        this.#forgetMarks(marks);
        return;
      }
      this.#showHeld(this.#gap, parts);
    }
    this.#render(raw.slice(this.#shown), parts);
    const cited = this.#cite(places);
    if (attributed !== null) {
      const { citation, fresh } = this.#citations.cite(attributed.source, attributed.range);
      this.#show(` [${citation.id}]`, parts);
      if (fresh) parts.push({ type: "citation", citation });
      cited.add(citation.id);
    }
    if (stated) {
      if (isUncited({ stated, problems }))
        this.#waiting.push({ claim, paragraph: this.#paragraph, gap: "", index: this.#claims.length });
      this.#addClaim([...cited], verdict, problems);
    }
    this.#forgetMarks(marks);
  }

  /** Starts a claim under `drop` or `strict`, with the sentences held before it. */
  #showHeld(gap: string, parts: AnswerPart[]): void {
    this.#show(this.#text === "" ? (this.#held + (this.#held === "" ? "" : gap)).trimStart() : this.#held + gap, parts);
    this.#held = "";
    this.#startClaim();
  }

  #cite(places: readonly CitedPlace[]): Set<number> {
    return new Set(places.map((place) => this.#citations.cite(place.source, place.range).citation.id));
  }

  #addClaim(citations: readonly number[], verdict: Claim["verdict"], problems: Claim["problems"]): void {
    const text = this.#claimText;
    this.#claims.push({ start: this.#claimStart, end: this.#text.length, text, citations, verdict, problems });
  }

  /**
   * The citations of a sentence also cover those before it in its paragraph that cite nothing and agree with them.
   * Citations on a line of their own cover all of those since the last sentence with citations.
   */
  #coverWaiting(citations: readonly LocatedCitation[], onOwnLine: boolean, parts: AnswerPart[]): void {
    this.#cover = citations.every(({ problem }) => problem === null) ? citations : [];
    if (this.#cover.length === 0) return;
    const places = this.#cover.flatMap(({ place }) => (place === null ? [] : [place]));
    for (const { claim, paragraph, gap, index } of this.#waiting.splice(0)) {
      const isNear = onOwnLine || paragraph === this.#paragraph;
      const verdict = isNear ? verdictByNeighbour({ ...claim, citations: this.#cover }) : null;
      if (index !== null) {
        if (verdict !== null)
          this.#claims[index] = {
            ...this.#claims[index]!,
            verdict,
            problems: [],
            citations: [...this.#cite(places)],
          };
      } else if (verdict !== null) {
        this.#showHeld(gap, parts);
        this.#show(claim.text, parts);
        this.#addClaim([...this.#cite(places)], verdict, []);
      } else this.#dropWaiting(claim.text);
    }
  }

  #endParagraph(): void {
    this.#cover = [];
    this.#paragraph += 1;
  }

  #dropWaiting(text: string): void {
    this.#dropped.push({ start: 0, end: 0, text, citations: [], verdict: "unverified", problems: ["no-citation"] });
  }

  #startClaim(): void {
    this.#claimStart = this.#text.length;
    this.#claimText = "";
  }

  #forgetMarks(count: number): void {
    this.#marks.forget(count);
    this.#shownMarks = 0;
  }

  #show(text: string, parts: AnswerPart[]): void {
    if (text === "") return;
    this.#text += text;
    this.#claimText += text;
    const last = parts.at(-1);
    if (last?.type === "text") parts[parts.length - 1] = { type: "text", text: last.text + text };
    else parts.push({ type: "text", text });
  }
}

function isUncited({ stated, problems }: Pick<ExaminedClaim, "stated" | "problems">): boolean {
  return stated && problems.length === 1 && problems[0] === "no-citation";
}

/** Whether the citations of a claim are on a line of their own, and not those of a block of code. */
function isOnOwnLine(raw: string): boolean {
  return /\n\s*\uFDD0/u.test(raw) && !claimText(raw).hasBlock;
}

function asRaw(cited: CitedQuote): RawCitation {
  return { ...cited, complete: true };
}
