import { joinIdentifiers } from "../values/identifiers.js";
import { clausesOf } from "./clause-words.js";
import { isRearranged } from "./is-rearranged.js";
import { compareOrder, type OrderComparison } from "./ordered-sides.js";
import { compareRoles, type RoleComparison } from "./roles.js";

/** How the parts of a claim are arranged in comparison with its quotes; each comparison is made once, when asked for. */
export class Arrangement {
  readonly claim: string;
  /** The quotes without line breaks inside sentences. */
  readonly quotes: string;
  readonly order: OrderComparison;
  readonly #clauses: readonly [ReturnType<typeof clausesOf>, ReturnType<typeof clausesOf>];
  #roles: RoleComparison | undefined;
  #isRearranged: boolean | undefined;

  constructor(claim: string, quotes: string) {
    this.claim = withoutReverse(claim);
    this.quotes = withoutReverse(unwrapped(quotes));
    this.#clauses = [clausesOf(joinIdentifiers(this.claim)), clausesOf(joinIdentifiers(this.quotes))];
    this.order = compareOrder(...this.#clauses);
  }

  get roles(): RoleComparison {
    this.#roles ??= compareRoles(...this.#clauses, () => this.isRearranged);
    return this.#roles;
  }

  get isRearranged(): boolean {
    this.#isRearranged ??= isRearranged(this.claim, this.quotes);
    return this.#isRearranged;
  }
}

/** Line breaks inside sentences as spaces. */
function unwrapped(text: string): string {
  return text.includes("\n") ? text.replace(/(?<!\n[^\S\n]*)\n(?![^\S\n]*(?:\n|[-*+|#>]|\d{1,3}[.)]))/gu, " ") : text;
}

/** "After pressing, not before": what is denied is what is said. */
function withoutReverse(text: string): string {
  return text.replace(
    /,?(?: and| but)? (?:not|never) (?:before|after|above|below|under|over)(?: (?:it|that|this|them|then))?(?=\s*(?:[.;:!?]|$))/giu,
    "",
  );
}
