import { RemoteError } from "@ragstone/core";
import type { Setting, SettingName } from "./settings.js";

/**
 * The value of a credential that is sent in a header. With a line break or a letter outside ASCII it would be quoted in
 * full by the error of the HTTP client.
 *
 * @throws {@link RemoteError} `sign-in-failed` for such characters
 */
export function headerSafe(name: SettingName, { value, source }: Setting): string {
  if (/^[\u0021-\u007E]+$/.test(value)) return value;
  throw new RemoteError(
    "sign-in-failed",
    `The ${name} from ${source} contains characters that no credential has, such as a space or a line break.`,
    { hint: "Copy it again, without quotes or line breaks." },
  );
}
