import type { Writable } from "node:stream";
import type { Language, Translate } from "#shared/i18n/index.ts";
import type { Machine } from "../data-dir.ts";

/** What a command touches beside the desk. Built once by main.ts from the process; tests build their own. */
export type Terminal = {
  readonly machine: Machine;
  /** What is asked for: the URL, the lines of an import. */
  readonly stdout: Writable;
  /** What is said about it: progress, errors. */
  readonly stderr: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  readonly t: Translate;
  readonly language: Language;
  /** Aborts when the person, or the system, asks the program to end. */
  readonly stop: AbortSignal;
  /** SIGHUP asks for this from now on, not for the end. @returns ends it */
  readonly onHangUp?: (listener: () => void) => () => void;
  /** Opens an address in the person's browser; resolves to false where there is none. */
  openBrowser(url: string): Promise<boolean>;
};

/** What a command leaves behind: 0, or 1 where something was refused or went wrong. */
export type ExitCode = 0 | 1;

/** Who reads our output has stopped, as `| head` does when it has enough: what is left to say is for nobody, and that is no failure. */
export class ReaderGone extends Error {}

const GONE: ReadonlySet<unknown> = new Set(["EPIPE", "ERR_STREAM_DESTROYED", "ERR_STREAM_WRITE_AFTER_END"]);

/** Writes one line, after the ones before it have left, so that a slow reader of a pipe slows the command down. @throws ReaderGone */
export function writeLine(stream: Writable, line: string): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.write(`${line}\n`, (error) => {
      if (error && "code" in error && GONE.has(error.code)) reject(new ReaderGone("", { cause: error }));
      else if (error) reject(error);
      else resolve();
    });
  });
}
