import { readFile } from "node:fs/promises";
import { RemoteError, retriableOnce } from "@ragstone/core";
import { askTokenEndpoint } from "./ask-token-endpoint.js";
import { cachedToken } from "./cached-token.js";
import { lacking } from "./lacking.js";
import type { OpenedSignIn, SignInContext, SignInMethod } from "./sign-in-method.js";
import { tokenEndpoint } from "./token-endpoint.js";

const defaultVariable = "DATABRICKS_OIDC_TOKEN";

/** Exchanges the identity token in an environment variable for a workspace token. */
export const tokenInEnvironment: SignInMethod = {
  type: "env-oidc",
  open(context) {
    const variable = context.settings.get("oidc_token_env")?.value ?? defaultVariable;
    const read = () => context.env[variable]?.trim() ?? "";
    if (read() === "") return Promise.resolve({ reason: `lacks ${variable}` });
    return Promise.resolve(exchanged(context, variable, () => Promise.resolve(read())));
  },
};

/** Exchanges the identity token in a file, which may be replaced while it is used, for a workspace token. */
export const tokenInFile: SignInMethod = {
  type: "file-oidc",
  open(context) {
    const file = context.settings.get("oidc_token_filepath");
    if (file === undefined) return Promise.resolve(lacking(context.settings, ["oidc_token_filepath"]));
    return Promise.resolve(exchanged(context, `${file.value} (${file.source})`, () => readToken(file.value)));
  },
};

async function readToken(path: string): Promise<string> {
  try {
    return (await readFile(path, "utf8")).trim();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "unknown";
    throw new RemoteError("sign-in-failed", `The file of the OIDC token, ${path}, cannot be read (${code}).`, {
      hint: "Check the path and its permissions.",
    });
  }
}

/** The identity token is read again for every exchange, since it is short-lived too. */
function exchanged({ settings, host }: SignInContext, source: string, read: () => Promise<string>): OpenedSignIn {
  const clientId = settings.get("client_id")?.value;
  const endpoint = retriableOnce(() => tokenEndpoint(host));
  const tokens = cachedToken(async () => {
    const subject = await read();
    if (subject === "")
      throw new RemoteError("sign-in-failed", `The OIDC token from ${source} is empty.`, {
        hint: "Have its issuer write it again.",
      });
    return askTokenEndpoint({
      url: await endpoint(),
      form: {
        grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
        subject_token_type: "urn:ietf:params:oauth:token-type:jwt",
        subject_token: subject,
        scope: "all-apis",
        ...(clientId === undefined ? {} : { client_id: clientId }),
      },
      credential: `OIDC token from ${source}`,
      hint: "Check the federation policy (issuer, audience, subject), and DATABRICKS_CLIENT_ID for a service principal.",
      secrets: [subject],
    });
  });
  return { tokens, source, secrets: [] };
}
