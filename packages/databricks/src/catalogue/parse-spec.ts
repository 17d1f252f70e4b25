import { InvalidOptionError } from "@ragstone/core";

const endpointName = /^[\w.-]{1,128}$/;

/** Reads `databricks:NAME?family=F`; the prefix and the family may be left out. */
export function parseSpec(spec: string): { readonly name: string; readonly family: string | null } {
  const [name = "", query = ""] = spec.replace(/^databricks:/, "").split("?", 2);
  if (!endpointName.test(name)) {
    throw new InvalidOptionError(
      "model",
      spec,
      "an endpoint name such as databricks:gte-large-en or databricks:my-endpoint?family=gte-large-en",
    );
  }
  const parameters = new URLSearchParams(query);
  for (const key of parameters.keys()) {
    if (key !== "family")
      throw new InvalidOptionError("model", spec, `"family" as the only parameter, not ${JSON.stringify(key)}`);
  }
  return { name, family: parameters.get("family") };
}
