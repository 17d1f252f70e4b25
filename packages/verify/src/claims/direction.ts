import { stem } from "../text/stem.js";
import type { NegatedText } from "./negation.js";

/** Words that point in opposite directions. */
const opposites: readonly (readonly [string, string])[] = [
  ["more greater larger bigger higher above over exceeds exceed", "less fewer smaller lower below under"],
  [
    "increase increased increases increasing rise rose risen rises rising raise raised raises raising grow grew grown growth gain gained climbed",
    "decrease decreased decreases decreasing fall fell fallen falls falling shrink shrank shrunk decline " +
      "declined declines drop dropped drops reduce reduced reduces reducing lowering lowered lowers",
  ],
  [
    "before earlier prior preceding previous previously beforehand prefix prefixed prefixing prefixes",
    "after later following subsequent subsequently next afterwards suffix suffixed suffixing append appended appending",
  ],
  ["maximum most highest largest biggest longest upper", "minimum least lowest smallest shortest fewest"],
  ["faster quicker fast", "slower slow"],
  ["older oldest", "younger youngest newer newest"],
  [
    "enable enabled enables allow allowed allows permit permitted permits permissible",
    "disable disabled disables forbid forbidden forbids prohibit prohibited prohibits restrict restricts " +
      "restricted disallow disallowed",
  ],
  ["include included includes including", "exclude excluded excludes excluding except excepting"],
  ["win won wins winning defeated beat", "lose lost loses losing"],
  ["start started begin began begins opened", "end ended stop stopped closed"],
  ["always", "sometimes rarely seldom"],
  [
    "accept accepted accepts support supports supported supporting",
    "reject rejected rejects rejecting refuse refused refuses",
  ],
  ["northern north", "southern south"],
  ["eastern east", "western west"],
  ["hotter warmer", "colder cooler"],
  ["required mandatory compulsory obligatory", "optional voluntary"],
  ["large big huge", "small little tiny"],
  ["import imported imports importing", "export exported exports exporting"],
  ["plus", "minus"],
  ["add adds adding", "remove removes removing removed delete deletes deleting deleted"],
  ["cheap cheaper", "expensive dearer costlier"],
  ["easy easier simple simpler", "hard harder difficult"],
  ["positive positively", "negative negatively"],
  ["succeed succeeds succeeded success successful successfully", "fail fails failed failure unsuccessful"],
  ["internal internally inside", "external externally outside"],
  ["public publicly", "private privately"],
  ["explicit explicitly", "implicit implicitly"],
  ["synchronous synchronously", "asynchronous asynchronously"],
  ["ascending", "descending"],
  ["incoming inbound", "outgoing outbound"],
  ["encrypt encrypted encrypts", "decrypt decrypted decrypts"],
  ["compress compressed", "decompress decompressed uncompressed"],
  ["install installed installs installing", "uninstall uninstalled uninstalls uninstalling"],
  ["upload uploaded uploads uploading", "download downloaded downloads downloading"],
  ["connect connected connects", "disconnect disconnected disconnects"],
  ["upgrade upgraded upgrades upgrading", "downgrade downgraded downgrades downgrading"],
  ["lock locked locks", "unlock unlocked unlocks"],
  ["vertical vertically", "horizontal horizontally"],
  ["temporary temporarily", "permanent permanently"],
  ["old", "new"],
  ["advantage advantages benefit benefits", "disadvantage disadvantages drawback drawbacks"],
  ["left", "right"],
  ["top", "bottom"],
  ["up upward upwards upstream", "down downward downwards downstream"],
  ["parent parents", "child children"],
  ["ahead", "behind"],
  ["forward forwards", "backward backwards"],
  ["encode encoded encodes encoding", "decode decoded decodes decoding"],
  ["serialize serialized serializes", "deserialize deserialized deserializes"],
  ["mount mounted mounts", "unmount unmounted unmounts"],
  ["attach attached attaches", "detach detached detaches"],
  ["commit committed commits", "rollback rolled"],
  ["static statically", "dynamic dynamically"],
  ["absolute", "relative"],
  ["automatic automatically", "manual manually"],
  ["strong stronger", "weak weaker"],
  ["safe safer", "unsafe dangerous"],
  ["best better", "worst worse"],
  ["immediately instantly", "eventually"],
  ["increment increments incremented", "decrement decrements decremented"],
  ["save saves saved", "discard discards discarded"],
  ["keep keeps kept retain retained retains", "lose loses discard discarded discards"],
  ["show shows shown", "hide hides hidden"],
  ["wide wider", "narrow narrower"],
  ["deep deeper", "shallow shallower"],
  ["local locally", "remote remotely"],
  ["input inputs", "output outputs"],
  ["sender", "recipient receiver"],
  ["domestic", "foreign"],
  ["active", "inactive"],
  ["valid", "invalid"],
  ["visible", "invisible hidden"],
  ["recommended encouraged advised", "discouraged deprecated"],
  ["approve approved approves", "deny denied denies reject rejected"],
];
/** Degree and change: "more likely" says what "increases the likelihood" says. */
const [degree, change] = [0, 1];
/** "Not more" is not "less": a negation leaves degrees as they are. */
const extremes = 3;

export interface OppositeSide {
  /** Which pair of opposites. */
  readonly pair: number;
  readonly left: boolean;
}

const sides = new Map<string, OppositeSide[]>();
const stemSides = new Map<string, OppositeSide[]>();
for (const [pair, both] of opposites.entries())
  for (const [at, side] of both.entries())
    for (const word of side.split(" ")) {
      const own = { pair, left: at === 0 };
      sides.set(word, [...(sides.get(word) ?? []), own]);
      const key = stem(word);
      const known = stemSides.get(key) ?? [];
      if (!known.some((one) => one.pair === own.pair && one.left === own.left)) stemSides.set(key, [...known, own]);
    }

/** The pairs of opposites that a word is one of. */
export function oppositeSides(folded: string): readonly OppositeSide[] {
  return sides.get(folded) ?? [];
}

/** The pairs of opposites that any form of a word is one of. */
export function stemOppositeSides(stemmed: string): readonly OppositeSide[] {
  return stemSides.get(stemmed) ?? [];
}

interface Balance {
  left: number;
  right: number;
}

/** How often a text points either way, by pair; a negation turns a word around. */
function balances({ words, isNegated }: NegatedText): Map<number, Balance> {
  const found = new Map<number, Balance>();
  words.forEach((word, at) => {
    for (const side of oppositeSides(word.folded)) {
      const balance = found.get(side.pair) ?? { left: 0, right: 0 };
      const turned = isNegated[at] === true && side.pair !== degree && side.pair !== extremes;
      balance[side.left === turned ? "right" : "left"] += 1;
      found.set(side.pair, balance);
    }
  });
  return found;
}

/**
 * Whether a claim says more where its quotes say less, before for after, and the like: more often the one, less often
 * the other. "Not allowed" is "prohibited".
 *
 * @param explained - pairs that are left out: claim and quotes state the same order by them
 */
export function directionDiffers(
  claim: NegatedText,
  quotes: NegatedText,
  explained: ReadonlySet<number> = new Set(),
): boolean {
  const said = balances(claim);
  const quoted = balances(quotes);
  const none: Balance = { left: 0, right: 0 };
  for (const pair of explained) {
    said.delete(pair);
    quoted.delete(pair);
  }
  for (const [pair, own] of said) {
    const other = quoted.get(pair) ?? none;
    if ((own.left - other.left) * (own.right - other.right) < 0) return true;
  }
  const [own, other] = [bothDegrees(said), bothDegrees(quoted)];
  // Only where both sides say as much: "more details" next to "decreases" compares nothing.
  return own.left + own.right === other.left + other.right && (own.left - other.left) * (own.right - other.right) < 0;
}

function bothDegrees(found: ReadonlyMap<number, Balance>): Balance {
  const [one, two] = [found.get(degree), found.get(change)];
  return { left: (one?.left ?? 0) + (two?.left ?? 0), right: (one?.right ?? 0) + (two?.right ?? 0) };
}

/** Signs and phrases as the words they mean. */
export function withSigns(text: string): string {
  return (
    text
      .replace(/(?<=\s)\+(?=\s)/gu, "plus")
      .replace(/(?<=[\p{L}\p{N})]\s)[−-](?=\s[\p{L}\p{N}_(])/gu, "minus")
      .replace(/\bin front of\b/giu, "before")
      // "Restricted to research" allows research.
      .replace(/\b(?:restrict(?:s|ed)?|limit(?:s|ed)?) to\b/giu, "to")
  );
}
