/** A model that a spec may name, with its facts. Unknown facts are `null`. */
export interface ListedModel {
  readonly spec: string;
  readonly title: string;
  /** The provider's prefix; `local` for models that run on this machine. */
  readonly provider: string;
  /** Whether its requirements, such as a workspace to sign in to, are set up. Nothing is asked over the network. */
  readonly configured: boolean;
  /** USD per million tokens; `null` when unknown, 0 when free. */
  readonly usdPerMillionTokens: { readonly input: number; readonly output: number } | null;
  /** The day on which the price was read. */
  readonly pricesAsOf: string | null;
  /** Known rate limits by name, such as `queriesPerHour`. */
  readonly limits: Readonly<Record<string, number>>;
  readonly limitsSource: { readonly from: string; readonly asOf: string } | null;
  /** Where the facts of the row come from, and their date. Absent for models that come with the program. */
  readonly source?: { readonly from: string; readonly asOf: string };
  readonly licence: string;
  readonly acceptableUse: string | null;
  /** Remarks for users; empty if there are none. */
  readonly notes: string;
  readonly retirement: { readonly date: string; readonly replacement: string } | null;
  /** Absent for models of which no more is known than the other fields say. */
  readonly details?: ModelDetails | undefined;
}

/** Facts about a model that a user weighs before use, as sentences; `null` where nothing is known. */
export interface ModelDetails {
  readonly about: string;
  readonly languages: string | null;
  /** A preview, or the model that it replaced. */
  readonly status: string | null;
  /** Where it runs, and in which regions. */
  readonly hosting: string | null;
  /** For production, and for answers that must be right. */
  readonly advice: string | null;
  /** Where the facts come from, and their date. */
  readonly source: string;
}

export interface ListedChatModel extends ListedModel {
  readonly contextTokens: number | null;
  readonly maxOutputTokens: number | null;
  readonly thinking: boolean;
}

export interface ListedEmbeddingModel extends ListedModel {
  readonly windowTokens: number;
  readonly dimensions: number;
  readonly normalised: boolean;
  readonly queryInstruction: string | null;
}
