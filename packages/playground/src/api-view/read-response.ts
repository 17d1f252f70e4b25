import { strings } from "../texts/strings.js";

/** What is shown of a text. */
const mostCharacters = 200_000;

/** Between two updates of a stream. */
const updateMs = 100;

/** Reads a response as text as it arrives, JSON indented; of something else than text it says the size. */
export async function readResponse(response: Response, show: (text: string) => void): Promise<void> {
  const type = response.headers.get("content-type") ?? "";
  if (!/json|^text\//u.test(type)) {
    const { size } = await response.blob();
    return show(strings.api.binary(type, size.toLocaleString("en")));
  }
  let text = "";
  let shownMs = 0;
  const body = response.body?.pipeThrough(new TextDecoderStream());
  for await (const part of body ?? []) {
    text += part;
    if (performance.now() - shownMs < updateMs) continue;
    shownMs = performance.now();
    show(cut(text));
  }
  show(cut(type.includes("json") ? indented(text) : text));
}

function indented(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

function cut(text: string): string {
  return text.length <= mostCharacters ? text : `${text.slice(0, mostCharacters)}\n\n${strings.api.cut}`;
}
