/** Ids that a model expects around a text: `[CLS]` before and `[SEP]` after, for BERT. */
export interface InputTemplate {
  readonly before: readonly number[];
  readonly after: readonly number[];
}

/** Ids that a model expects around and between the two texts of a pair: `[CLS] a [SEP] b [SEP]`, for BERT. */
export interface PairTemplate extends InputTemplate {
  readonly between: readonly number[];
  /** Token type of the second text and of the ids after it. */
  readonly secondType: number;
}

/** The name of the step in `tokenizer.json` that adds them. */
export type PostProcessor =
  | {
      readonly type: "TemplateProcessing";
      readonly single: readonly TemplatePiece[];
      readonly pair?: readonly TemplatePiece[];
      readonly special_tokens: Readonly<Record<string, { readonly ids: readonly number[] }>>;
    }
  | {
      readonly type: "BertProcessing" | "RobertaProcessing";
      readonly cls: readonly [string, number];
      readonly sep: readonly [string, number];
    }
  | { readonly type: "Sequence"; readonly processors: readonly PostProcessor[] }
  | { readonly type: "ByteLevel" };

type TemplatePiece =
  | { readonly SpecialToken: { readonly id: string } }
  | { readonly Sequence: { readonly id?: string; readonly type_id?: number } };

/** Reads the template of a single text out of a post-processor; nothing around the text where it names nothing. */
export function inputTemplate(processor: PostProcessor | null | undefined): InputTemplate {
  return (processor && templateOf(processor)) ?? { before: [], after: [] };
}

/** Reads the template of a pair out of a post-processor; `null` where it describes no pairs. */
export function pairTemplate(processor: PostProcessor | null | undefined): PairTemplate | null {
  switch (processor?.type) {
    case "TemplateProcessing":
      return processor.pair === undefined ? null : pairOf(processor, processor.pair);
    case "BertProcessing":
      return { before: [processor.cls[1]], between: [processor.sep[1]], after: [processor.sep[1]], secondType: 1 };
    case "RobertaProcessing": {
      const end = processor.sep[1];
      return { before: [processor.cls[1]], between: [end, end], after: [end], secondType: 0 };
    }
    case "Sequence":
      return processor.processors.map(pairTemplate).find((template) => template !== null) ?? null;
    default:
      return null;
  }
}

function templateOf(processor: PostProcessor): InputTemplate | null {
  switch (processor.type) {
    case "TemplateProcessing": {
      const place = processor.single.findIndex((piece) => "Sequence" in piece);
      return {
        before: idsOf(processor, processor.single.slice(0, place)),
        after: idsOf(processor, processor.single.slice(place + 1)),
      };
    }
    case "BertProcessing":
    case "RobertaProcessing":
      return { before: [processor.cls[1]], after: [processor.sep[1]] };
    case "Sequence":
      return processor.processors.map(templateOf).find((template) => template !== null) ?? null;
    default:
      return null;
  }
}

type TemplateProcessing = Extract<PostProcessor, { readonly type: "TemplateProcessing" }>;

function pairOf(processor: TemplateProcessing, pieces: readonly TemplatePiece[]): PairTemplate | null {
  const first = pieces.findIndex((piece) => "Sequence" in piece);
  const second = pieces.findLastIndex((piece) => "Sequence" in piece);
  const last = pieces[second];
  if (first === second || last === undefined || !("Sequence" in last)) return null;
  return {
    before: idsOf(processor, pieces.slice(0, first)),
    between: idsOf(processor, pieces.slice(first + 1, second)),
    after: idsOf(processor, pieces.slice(second + 1)),
    secondType: last.Sequence.type_id ?? 0,
  };
}

function idsOf({ special_tokens: known }: TemplateProcessing, pieces: readonly TemplatePiece[]): readonly number[] {
  return pieces.flatMap((piece) => ("SpecialToken" in piece ? (known[piece.SpecialToken.id]?.ids ?? []) : []));
}
