/**
 * Files of the main process that may touch the disk synchronously, and when they do: before anybody waits. Everywhere else one slow disk would hold up every
 * window.
 */
export const START_UP_FILES: Readonly<Record<string, string>> = {
  "src/main/store/sql-storage/connection.ts": "looks at the desk's file and folder before SQLite opens them",
  "src/main/store/sql-storage/file-check.ts": "reads the head of the desk's file before SQLite opens it",
  "src/main/store/sql-storage/file-lock.ts": "looks whether a desk was opened here before",
  "src/main/store/sql-storage/file-presence.ts":
    "asks before each commit whether the open file still has its name, which the system knows by heart",
  "src/main/store/format/format.ts": "looks for a copy from an earlier try before a desk is upgraded",
  "src/main/threads/thread.ts": "finds the entry of a thread where the program was built",
  "src/main/hosts/package-info.ts": "finds the program's own files",
  "src/main/hosts/electron/desk-app.ts": "makes the window's folder before the desk opens",
  "src/main/hosts/electron/desk/instance-lock.ts":
    "looks whether another program has the desk, before there is anything",
  "src/main/hosts/electron/desktop/settings.ts": "reads how the window stood before there is one",
  "src/main/hosts/cli/desk/with-desk.ts": "looks whether there is a desk before it opens it",
  "src/main/hosts/cli/commands/serve.ts": "looks whether the interface was built",
  "src/main/hosts/cli/commands/server/run-server.ts": "looks whether the interface was built",
  "src/main/hosts/cli/commands/server/ask-server.ts":
    "looks whether there is a desk, and a server that runs, before it asks",
};
