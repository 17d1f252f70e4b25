/** Ids that a model expects around a text: `[CLS]` before and `[SEP]` after, for BERT. */
export interface InputTemplate {
  readonly before: readonly number[];
  readonly after: readonly number[];
}

/** The name of the step in `tokenizer.json` that adds them. */
export type PostProcessor =
  | {
      readonly type: "TemplateProcessing";
      readonly single: readonly TemplatePiece[];
      readonly special_tokens: Readonly<Record<string, { readonly ids: readonly number[] }>>;
    }
  | {
      readonly type: "BertProcessing" | "RobertaProcessing";
      readonly cls: readonly [string, number];
      readonly sep: readonly [string, number];
    }
  | { readonly type: "Sequence"; readonly processors: readonly PostProcessor[] }
  | { readonly type: "ByteLevel" };

type TemplatePiece = { readonly SpecialToken: { readonly id: string } } | { readonly Sequence: object };

/** Reads the template of a single text out of a post-processor; nothing around the text where it names nothing. */
export function inputTemplate(processor: PostProcessor | null | undefined): InputTemplate {
  return (processor && templateOf(processor)) ?? { before: [], after: [] };
}

function templateOf(processor: PostProcessor): InputTemplate | null {
  switch (processor.type) {
    case "TemplateProcessing": {
      const place = processor.single.findIndex((piece) => "Sequence" in piece);
      const ids = (pieces: readonly TemplatePiece[]) =>
        pieces.flatMap((piece) =>
          "SpecialToken" in piece ? processor.special_tokens[piece.SpecialToken.id]!.ids : [],
        );
      return { before: ids(processor.single.slice(0, place)), after: ids(processor.single.slice(place + 1)) };
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
