import type { Metadata } from "@ragstone/core";
import { describe, expect, it } from "vitest";
import { reassignPrincipals, withPrincipals } from "./document-principals.js";

const sidecar = { from: "sidecar", principals: ["legal"] } as const;
const rules = { from: "rules", principals: ["staff"] } as const;

describe("the principals of a document", () => {
  it("are its sidecar's, else its own, else those of the rules", () => {
    expect(withPrincipals({ principals: ["hr"] }, sidecar)["principals"]).toEqual(["legal"]);
    expect(withPrincipals({ principals: "hr, USER:Ann@Example.org" }, rules)).toEqual({
      principals: ["hr", "user:ann@example.org"],
    });
    expect(withPrincipals({ team: "x" }, rules)).toEqual({ team: "x", principals: ["staff"], principalsFrom: "rules" });
    expect(withPrincipals({ team: "x" }, undefined)).toEqual({ team: "x" });
  });

  it("do not follow rules when its own list is empty", () => {
    for (const principals of ["", []]) expect(withPrincipals({ principals }, rules)).toEqual({ principals: [] });
  });

  it("are not changed by what the document says about their origin", () => {
    const forged = { principals: ["hr"], principalsFrom: "rules", ownPrincipals: ["everyone"] };
    expect(withPrincipals(forged, undefined)).toEqual({ principals: ["hr"] });
  });

  it("are decided again from stored metadata as from the document", () => {
    const documents: Metadata[] = [{}, { principals: ["hr"] }, { principals: "hr" }, { principals: [] }];
    for (const loaded of documents)
      for (const before of [undefined, sidecar, rules])
        for (const after of [undefined, sidecar, rules])
          expect(reassignPrincipals(withPrincipals(loaded, before), after)).toEqual(withPrincipals(loaded, after));
  });

  it("are the same object where nothing changes", () => {
    const stored = withPrincipals({ principals: ["hr"] }, sidecar);
    expect(reassignPrincipals(stored, sidecar)).toBe(stored);
  });
});
