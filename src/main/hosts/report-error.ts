import { errorCodeOf } from "#shared/errors/pipedesk-error.ts";
import { ERRORS } from "#shared/errors/registry.ts";
import type { Language, Translate } from "#shared/i18n/index.ts";

/** A few lines of a terminal: whoever wants more asks with `--verbose`. */
const MAX_LINE_LENGTH = 300;

/**
 * One plain line about what went wrong. In English it is the error's own sentence, which names the file or the port; in other languages the
 * sentence of the interface. What nobody meant to throw is told by its words, without a stack.
 */
export function errorLine(error: unknown, t: Translate, language: Language): string {
  return `pipedesk: ${errorSentence(error, t, language)}`;
}

/** The same, where it is clear who speaks: in a dialog. */
export function errorSentence(error: unknown, t: Translate, language: Language): string {
  const code = errorCodeOf(error);
  const words = error instanceof Error ? error.message : String(error);
  const line =
    code === undefined || language === "en" || ERRORS[code].kind === "unexpected" ? words : t(`error.${code}`);
  return shortened(line.replaceAll(/\s*\n\s*/gu, " "));
}

/** Some libraries put everything they know into an error's message. */
function shortened(line: string): string {
  return line.length > MAX_LINE_LENGTH ? `${line.slice(0, MAX_LINE_LENGTH - 1)}…` : line;
}
