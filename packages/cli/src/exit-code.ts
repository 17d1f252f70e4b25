import { hasPassed, type Answer, type RagstoneError } from "@ragstone/core";

/** The exit status for scripts. */
export const exitCode = {
  done: 0,
  unexpected: 1,
  usage: 2,
  refused: 3,
  verification: 4,
  incomplete: 5,
  index: 6,
  remote: 7,
  interrupted: 130,
} as const;

const byName: Readonly<Record<string, number>> = {
  InvalidOptionError: exitCode.usage,
  IndexError: exitCode.index,
  RemoteError: exitCode.remote,
  InterruptedError: exitCode.interrupted,
};

const byCode: Readonly<Record<string, number>> = {
  "removal-limit": exitCode.usage,
  "agent-settings": exitCode.usage,
  "dependency-missing": exitCode.usage,
  "consent-required": exitCode.usage,
  "not-supported": exitCode.usage,
  "model-missing": exitCode.usage,
  "model-damaged": exitCode.usage,
  "model-unsupported": exitCode.usage,
  "text-too-long": exitCode.usage,
  "text-rejected": exitCode.remote,
};

export function exitCodeOfError(error: RagstoneError): number {
  return byName[error.name] ?? byCode[error.code] ?? exitCode.unexpected;
}

/** An answer without claims, such as a greeting, does not count as verified. */
export function exitCodeOfAnswer(answer: Answer): number {
  if (answer.status === "refused") return exitCode.refused;
  return answer.claims.length > 0 && answer.claims.every(hasPassed) ? exitCode.done : exitCode.verification;
}
