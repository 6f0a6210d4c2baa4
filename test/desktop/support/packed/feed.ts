import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";

export const INSTALLER = Buffer.from("an installer, as far as a test goes. ".repeat(4000));
export const INSTALLER_NAME = "pipedesk_9.0.0_amd64.deb";

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A server of updates on this machine that says what it is told to. */
export type Feed = {
  readonly url: string;
  /** What it answers from now on: to questions for the feed, and for what it names. */
  say(feed: Answer, file?: Answer): void;
  /** Paths that it was asked for, without their questions. */
  readonly asked: string[];
  close(): Promise<void>;
};

export async function openFeed(): Promise<Feed> {
  let answers: { feed: Answer; file: Answer } = { feed: plain(""), file: plain(INSTALLER) };
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://127.0.0.1").pathname;
    asked.push(path);
    (path.endsWith(".yml") ? answers.feed : answers.file)(request, response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    asked,
    say: (feed, file = plain(INSTALLER)) => {
      answers = { feed, file };
    },
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

export function plain(body: string | Buffer): Answer {
  return (_request, response) => response.end(body);
}

export function leadTo(address: string): Answer {
  return (_request, response) => response.writeHead(302, { Location: address }).end();
}

/** A body that has no end. */
export const endless: Answer = (_request, response) => {
  const chunk = "# a comment that goes on\n".repeat(400);
  const write = () => {
    while (!response.destroyed && response.write(chunk));
  };
  response.on("drain", write);
  write();
};

export type FeedWords = {
  readonly version?: string;
  readonly file?: string;
  readonly sha512?: string;
  readonly size?: number;
  readonly more?: string;
};

/** A feed as electron-builder writes it. */
export function feedText({
  version = "9.0.0",
  file = INSTALLER_NAME,
  sha512,
  size,
  more = "",
}: FeedWords = {}): string {
  const digest = sha512 ?? createHash("sha512").update(INSTALLER).digest("base64");
  const bytes = size ?? INSTALLER.length;
  return [
    `version: ${version}`,
    "files:",
    `  - url: ${JSON.stringify(file)}`,
    `    sha512: ${digest}`,
    `    size: ${bytes}`,
    `path: ${JSON.stringify(file)}`,
    `sha512: ${digest}`,
    "releaseDate: '2026-06-30T12:00:00.000Z'",
    "releaseNotes: |",
    "  Mail is sorted twice as fast.",
    "  <img src=x onerror=alert(1)> is text.",
    more,
  ].join("\n");
}
