import type { Claim, ClaimVerdict } from "@ragstone/core";
import { useId } from "preact/hooks";
import { strings } from "../texts/strings.js";

const signs: Readonly<Record<ClaimVerdict, string>> = { quoted: "✓", checked: "✓", unsupported: "✗", unverified: "?" };

interface BadgeProps {
  readonly claim: Claim;
  readonly open: boolean;
  readonly onActive: (active: boolean) => void;
}

/** The verdict behind a claim; its reasons are shown on hover and focus. */
export function ClaimBadge({ claim, open, onActive }: BadgeProps) {
  const id = useId();
  const reasons = claim.problems.map((problem) => strings.problems[problem]);
  return (
    <span class="badge-frame">
      <button
        type="button"
        class={`badge badge-${claim.verdict}`}
        aria-label={claim.verdict}
        aria-describedby={id}
        onFocus={() => onActive(true)}
        onBlur={() => onActive(false)}
        onMouseEnter={() => onActive(true)}
        onMouseLeave={() => onActive(false)}
        onKeyDown={(event) => event.key === "Escape" && onActive(false)}
      >
        {signs[claim.verdict]}
      </button>
      <span id={id} role="tooltip" class={open ? "tip tip-open" : "tip"}>
        {strings.verdicts[claim.verdict]}
        {reasons.map((reason) => (
          <span key={reason} class="tip-reason">
            {reason}
          </span>
        ))}
      </span>
    </span>
  );
}
