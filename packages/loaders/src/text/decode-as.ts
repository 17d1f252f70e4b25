import { decodeWindows1252 } from "./windows-1252.js";

/** A text and its encoding as the WHATWG Encoding standard names it. */
interface LabelledText {
  readonly text: string;
  readonly encoding: string;
}

/** Decodes bytes in the encoding that a label names; `null` for labels that name none. Damage becomes U+FFFD. */
export function decodeAs(bytes: Uint8Array, label: string): LabelledText | null {
  let decoder: InstanceType<typeof TextDecoder>;
  try {
    decoder = new TextDecoder(label);
  } catch {
    return null;
  }
  const { encoding } = decoder;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { text: encoding === "windows-1252" ? decodeWindows1252(buffer) : decoder.decode(bytes), encoding };
}
