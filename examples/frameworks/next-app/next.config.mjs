/** Ragstone stays a package: workers, WebAssembly and data files are next to its modules. */
export default { serverExternalPackages: ["ragstone"] };
