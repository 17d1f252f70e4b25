/** Settings that a folder carries for everyone who indexes it. */
export const configFile = "ragstone.config.json";
