/** A mounted file system. */
export interface Mount {
  /** Absolute path of the place where it is mounted. */
  readonly root: string;
  /** `ext4`, `nfs4`, `fuse.sshfs`, ... */
  readonly type: string;
}

/** Reads Linux's `/proc/self/mountinfo` (proc_pid_mountinfo(5)). */
export function parseMountInfo(text: string): Mount[] {
  return text.split("\n").flatMap((line) => {
    const [before = "", after = ""] = line.split(" - ");
    const root = before.split(" ")[4];
    const type = after.split(" ")[0];
    if (root === undefined || type === undefined || type === "") return [];
    return [
      {
        root: root.replaceAll(/\\(\d{3})/gu, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8))),
        type,
      },
    ];
  });
}

/** Reads the output of `mount` on macOS. */
export function parseMountOutput(text: string): Mount[] {
  return text.split("\n").flatMap((line) => {
    const { root, type } = / on (?<root>\/.*) \((?<type>[^,)]+)/u.exec(line)?.groups ?? {};
    return root === undefined || type === undefined ? [] : [{ root, type }];
  });
}
