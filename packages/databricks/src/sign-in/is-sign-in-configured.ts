import process from "node:process";
import { gatherSettings } from "./settings.js";
import type { SignInOptions } from "./sign-in-options.js";

/**
 * Whether a workspace is configured, from the options, the environment or a profile. Whether there are credentials for
 * it, only `resolveSignIn` knows: this runs no program and sends no request.
 *
 * @throws {@link RemoteError} `sign-in-failed` when a profile is named that cannot be read
 */
export async function isSignInConfigured(options: SignInOptions = {}): Promise<boolean> {
  return (await gatherSettings(options, options.env ?? process.env)).has("host");
}
