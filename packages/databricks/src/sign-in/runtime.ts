import type { SignInMethod } from "./sign-in-method.js";

/** Notebooks and jobs: their own credentials exist in the Python process only. */
export const runtime: SignInMethod = {
  type: "runtime",
  open: ({ env }) =>
    Promise.resolve({
      reason:
        env["DATABRICKS_RUNTIME_VERSION"] === undefined
          ? "lacks a Databricks runtime"
          : "cannot read the credentials of the notebook: pass them on as DATABRICKS_HOST and DATABRICKS_TOKEN",
    }),
};
