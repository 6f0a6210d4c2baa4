/**
 * Words of a start that would open an installed program to others: a debugger of its pages or of its main process, a program of somebody's choice in place of its helpers, a page without
 * the rules of the web. They come to a program by a shortcut that was changed or by a link whose text was taken for options; nobody needs them to work.
 */
const REFUSED =
  /^--?(?:inspect(?:-brk|-port|-publish-uid|-wait)?|debug(?:-brk|-port)?|remote-debugging-(?:port|pipe|address|socket-name)|remote-allow-origins|(?:gpu|plugin|ppapi-plugin)-launcher|(?:renderer|utility|gpu|zygote)-cmd-prefix|disable-web-security|disable-site-isolation-trials|allow-file-access-from-files|allow-running-insecure-content|ignore-certificate-errors(?:-spki-list)?|load-extension|disable-extensions-except|js-flags|experimental-loader|loader|require|import|ssl-key-log-file|log-net-log|auth-server-allowlist|browser-subprocess-path|no-zygote-sandbox)(?:=|$)/iu;

/** Lets a debugger in all the same: who can set it may do everything here anyway, and no link or shortcut can. For tests of an installed program, and for finding its faults. */
export const DEBUGGING_VARIABLE = "PIPEDESK_ALLOW_DEBUGGING";

/** The words of a start for which an installed program ends at once; none where it runs from its sources, or debugging was allowed. @param args all words behind the program's own */
export function refusedSwitches(
  args: readonly string[],
  given: { readonly isPackaged: boolean; readonly env: Readonly<Record<string, string | undefined>> },
): string[] {
  if (!given.isPackaged || given.env[DEBUGGING_VARIABLE] === "1") return [];
  return args.filter((word) => REFUSED.test(word));
}
