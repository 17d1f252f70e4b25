import type { Claim, ClaimVerdict } from "@ragstone/core";
import { strings } from "../texts/strings.js";

const signs: Readonly<Record<ClaimVerdict, string>> = { quoted: "✓", checked: "✓", unsupported: "✗", unverified: "?" };

interface BadgeProps {
  readonly claim: Claim;
  readonly open: boolean;
  readonly onActive: (active: boolean) => void;
}

/** The verdict behind a claim. Its reasons are its name, and are shown on hover and focus. */
export function ClaimBadge({ claim, open, onActive }: BadgeProps) {
  const verdict = strings.verdicts[claim.verdict];
  const reasons = claim.problems.map((problem) => strings.problems[problem]);
  return (
    <span class="badge-frame">
      <button
        type="button"
        class={`badge badge-${claim.verdict}`}
        aria-label={[verdict, ...reasons].join(" ")}
        onFocus={() => onActive(true)}
        onBlur={() => onActive(false)}
        onMouseEnter={() => onActive(true)}
        onMouseLeave={() => onActive(false)}
        onKeyDown={(event) => event.key === "Escape" && onActive(false)}
      >
        {signs[claim.verdict]}
      </button>
      {open && (
        <span role="tooltip" class="tip">
          {verdict}
          {reasons.map((reason) => (
            <span key={reason} class="tip-reason">
              {reason}
            </span>
          ))}
        </span>
      )}
    </span>
  );
}
