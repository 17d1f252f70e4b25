import { DocumentError } from "@ragstone/core";

/**
 * Refuses an Office file whose only content is pictures, since `empty` alone would not say why.
 *
 * @throws {@link DocumentError} `empty` if the text is only white space and there are pictures
 */
export function requireText(path: string, text: string, pictures: number): void {
  if (pictures === 0 || /\S/.test(text)) return;
  throw new DocumentError(path, "empty", `the file contains no text, only pictures (${pictures})`, {
    hint: "Text in pictures is not read. Recognise it with an OCR program and save the result.",
  });
}
