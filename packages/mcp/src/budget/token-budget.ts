/**
 * Tokens that a result may have if the call does not say: several results fit an agent's context next to its other
 * work, and a client that limits results (Claude Code: about 25,000) never refuses one.
 */
export const defaultBudget = 6000;

/** The least and most that a call may ask for. The most leaves a margin below 25,000. */
export const budgetRange = { min: 500, max: 20_000 } as const;
