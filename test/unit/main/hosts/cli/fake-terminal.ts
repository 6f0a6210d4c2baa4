import { Writable } from "node:stream";
import type { Terminal } from "#main/hosts/cli/terminal.ts";
import { createTranslate, type Language } from "#shared/i18n/index.ts";

class Screen extends Writable {
  text = "";
  isTTY = false;
  columns = 60;

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}

export type FakeTerminal = Terminal & {
  readonly stdout: Screen;
  readonly stderr: Screen;
  readonly opened: string[];
  /** As the person's Ctrl+C does. */
  interrupt(): void;
};

export function createFakeTerminal({
  language = "en",
  env = {},
  isTTY = false,
}: { language?: Language; env?: Record<string, string>; isTTY?: boolean } = {}): FakeTerminal {
  const stop = new AbortController();
  const opened: string[] = [];
  const stderr = new Screen();
  stderr.isTTY = isTTY;
  return {
    machine: { platform: "linux", homeDir: "/home/a", env },
    stdout: new Screen(),
    stderr,
    t: createTranslate(language),
    language,
    stop: stop.signal,
    openBrowser: async (url) => opened.push(url) > 0,
    opened,
    interrupt: () => stop.abort(),
  };
}
