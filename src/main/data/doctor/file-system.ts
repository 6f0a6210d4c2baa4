/** On what kind of drive a folder lies. SQLite's write-ahead log needs memory that all programs share, which no network drive has (https://sqlite.org/wal.html#sometimes_queries_return_sqlite_busy_in_wal_mode). */

export type Drive = {
  /** As the system calls it; '' where it doesn't say. */
  readonly kind: string;
  readonly isNetwork: boolean;
};

/** File systems whose files lie on another machine, as Linux and macOS call them. */
const NETWORK =
  /^(?:nfs\d*|cifs|smb\w*|afpfs|afs|webdav|davfs2?|fuse\.(?:sshfs|rclone|davfs2?|s3fs|gcsfuse|glusterfs|cephfs|smb\w*|curlftpfs|google\S*)|9p|ceph|glusterfs|lustre|beegfs|gfs2|ocfs2|coda|ncpfs|vboxsf|fuse\.vmhgfs-fuse|vmhgfs|prl_fs|virtiofs)$/u;

/** @param mountInfo the text of `/proc/self/mountinfo` (proc(5)) @param path with its links followed */
export function driveOf(mountInfo: string, path: string): Drive {
  let best = "";
  let kind = "";
  for (const line of mountInfo.split("\n")) {
    const [before = "", after = ""] = line.split(" - ");
    const place = unescaped(before.split(" ")[4] ?? "");
    if (place === "" || !isWithin(path, place) || place.length < best.length) continue;
    // The last mount at a place hides those before it.
    best = place;
    kind = after.split(" ")[0] ?? "";
  }
  return { kind, isNetwork: NETWORK.test(kind) };
}

/** Windows names a folder of another machine by two backslashes; `\\?\C:\` is one of this. */
export function windowsDriveOf(path: string): Drive {
  const isNetwork = /^[\\/]{2}(?:[?.][\\/]UNC[\\/]|[^?.\\/])/iu.test(path);
  return { kind: isNetwork ? "UNC" : "", isNetwork };
}

function isWithin(path: string, place: string): boolean {
  return place === "/" || path === place || path.startsWith(`${place}/`);
}

function unescaped(place: string): string {
  return place.replaceAll(/\\([0-7]{3})/gu, (_, octal: string) => String.fromCodePoint(Number.parseInt(octal, 8)));
}

const SYNCED: readonly (readonly [RegExp, string])[] = [
  [/(?:^|[\\/])OneDrive(?: - [^\\/]+)?[\\/]/iu, "OneDrive"],
  [/(?:^|[\\/])Dropbox(?: \([^\\/]+\))?[\\/]/iu, "Dropbox"],
  [/(?:^|[\\/])(?:Google Drive|GoogleDrive|My Drive)[^\\/]*[\\/]/iu, "Google Drive"],
  [/[\\/]Library[\\/](?:Mobile Documents|CloudStorage)[\\/]/u, "iCloud"],
  [/(?:^|[\\/])(?:Nextcloud|ownCloud|Syncthing|Sync)[\\/]/iu, "Nextcloud"],
];

/** The service that copies this folder to other machines, by its place; null where none is known. */
export function syncServiceOf(path: string): string | null {
  return SYNCED.find(([pattern]) => pattern.test(`${path}/`))?.[1] ?? null;
}

/**
 * Who holds a lock on a file, by the text of `/proc/locks` (proc(5)); null where nobody does, or it can't be told.
 * @param file device and inode of the file
 */
export function lockHolderOf(locks: string, file: { readonly dev: number; readonly ino: number }): number | null {
  // As the kernel makes numbers of devices (makedev(3)).
  const major = ((file.dev >> 8) & 0xfff).toString(16).padStart(2, "0");
  const minor = ((file.dev & 0xff) | ((file.dev >> 12) & 0xfff00)).toString(16).padStart(2, "0");
  const name = `${major}:${minor}:${file.ino}`;
  for (const line of locks.split("\n")) {
    const fields = line
      .trim()
      .split(/\s+/u)
      .filter((field) => field !== "->");
    if (fields[5] === name) return Number(fields[4]);
  }
  return null;
}
