export * from "@ragstone/engine";
export * from "@ragstone/core";
export { verifyAnswer } from "@ragstone/verify";
