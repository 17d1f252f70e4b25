/** What a model writes, alone, when the sources do not hold the answer; what is missing may follow. */
export const noAnswerSign = "NOT IN SOURCES";
