export type SearchMode = "hybrid" | "vector" | "text";
