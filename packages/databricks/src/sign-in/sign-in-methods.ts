import { azureCli } from "./azure-cli.js";
import { azureClientSecret } from "./azure-client-secret.js";
import { databricksCli } from "./databricks-cli.js";
import { tokenInEnvironment, tokenInFile } from "./federated-token.js";
import { personalToken } from "./personal-token.js";
import { runtime } from "./runtime.js";
import { servicePrincipal } from "./service-principal.js";
import type { SignInMethod } from "./sign-in-method.js";

/** Kinds of sign-in in the order in which Databricks' SDK tries them (databricks-sdk-py, credentials_provider.py). */
export const signInMethods: readonly SignInMethod[] = [
  personalToken,
  servicePrincipal,
  tokenInEnvironment,
  tokenInFile,
  azureClientSecret,
  azureCli,
  databricksCli,
  runtime,
];
