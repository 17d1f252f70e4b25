import type { Answer, Block, PageSpan } from "@ragstone/core";

/** A folder that the server opened. */
export interface Collection {
  readonly name: string;
  /** `null` where the caller is not the owner. */
  readonly folder: string | null;
  readonly documents: number;
  readonly chunks: number;
  readonly writable: boolean;
  readonly indexing: boolean;
}

/** The run of a collection's index, and how the last one failed. */
export interface RunState {
  readonly indexing: boolean;
  readonly progress: { readonly done: number; readonly total: number; readonly elapsedMs: number } | null;
  readonly error: { readonly code: string; readonly message: string; readonly hint: string } | null;
}

/** A chat model as the server lists it. */
export interface ChatModel {
  readonly spec: string;
  readonly name: string;
  readonly kind: "extractive" | "model";
  readonly available: boolean;
  /** The line to type where it is not available. */
  readonly hint?: string | null;
}

/** A turn of a conversation. */
export interface Turn {
  readonly role: "user" | "assistant";
  readonly text: string;
}

/** A question and how it is answered. */
export interface AskRequest {
  readonly question: string;
  readonly history?: readonly Turn[];
  readonly model?: string;
  readonly policy?: "mark" | "drop" | "strict";
  readonly filter?: string;
  readonly system?: string;
  readonly temperature?: number;
  readonly maxTokens?: number;
  readonly thinkingTokens?: number;
}

/** A document in the tree. */
export interface DocumentEntry {
  readonly origin: "file" | "put";
  readonly path: string;
  readonly state: "indexed" | "failed" | "ignored" | "waiting-for-ocr" | "pending";
  readonly reason?: string;
  readonly detail?: string;
  readonly hint?: string;
  readonly chunks?: number;
}

/** A document's text as indexed. */
export interface DocumentText {
  readonly origin: "file" | "put";
  readonly path: string;
  readonly sha256: string;
  readonly mediaType: string;
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly pages: readonly PageSpan[];
  /** Whether the file is byte for byte the one that was indexed. */
  readonly current: boolean;
}

/** A rectangle on a page, in points from the top left. */
interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The size of a page as it is shown. */
export interface PageSize {
  /** From 1. */
  readonly page: number;
  /** Points. */
  readonly width: number;
  /** Points. */
  readonly height: number;
}

/** The boxes of exactly the characters of a span, on one page. */
export interface PageBoxes extends PageSize {
  readonly boxes: readonly Box[];
}

/** The state of a citation against today's files. */
export interface CitationState {
  readonly id: number;
  readonly path: string;
  readonly state: "intact" | "moved" | "changed" | "gone";
}

/** What an indexing run did. */
export interface IndexCounts {
  readonly indexed: number;
  readonly removed: number;
  readonly failed: number;
}

/** What the server is set up for. */
export interface ServerSettings {
  readonly owner: boolean;
  /** Of a file that is added, at most. */
  readonly uploadBytes: number;
  /** Whether conversations are kept. */
  readonly history: boolean;
  /** Providers whose keys may be entered. */
  readonly keys: readonly string[];
}

/** A conversation that the server keeps. */
export interface ListedConversation {
  readonly id: string;
  /** The first question. */
  readonly title: string;
  readonly collection: string;
  readonly exchanges: number;
  readonly updatedAt: string;
}

/** An exchange as it is kept: what a reader saw. */
export interface StoredExchange {
  readonly collection: string;
  readonly request: AskRequest;
  readonly text: string;
  readonly reasoning: string;
  /** `null` for one that was stopped or failed, or is withheld. */
  readonly answer: Answer | null;
  /** Whether its answer is not shown, because it used a document that the reader may not see any more. */
  readonly withheld?: boolean;
}

/** A conversation as it is kept. */
export interface StoredConversation {
  readonly collection: string;
  readonly exchanges: readonly StoredExchange[];
}
