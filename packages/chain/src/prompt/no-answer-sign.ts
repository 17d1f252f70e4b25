/** A model's whole output when the sources do not contain the answer; the missing information may follow. */
export const noAnswerSign = "NOT IN SOURCES";
