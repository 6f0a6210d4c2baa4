import { readFileSync } from "node:fs";
import type { Plugin } from "vite";
import { renderHelp } from "./render-help.ts";

/** Where Help lies beside the program's page. Its script is an entry of the same build. */
const FOLDER = "help";

/** Puts Help beside the page: every host that serves the page serves it as well. @param docs the folder @param css the pages' style sheet */
export function helpPages(docs: string, css: string): Plugin {
  const files = () => {
    const { pages, pictures } = renderHelp(docs);
    return new Map<string, string | Buffer>([
      ...pages,
      ["help.css", readFileSync(css, "utf8")],
      ...Array.from(pictures, ([path, file]): [string, Buffer] => [path, readFileSync(file)]),
    ]);
  };
  return {
    name: "pipedesk-help",
    apply: "build",
    generateBundle() {
      for (const [path, source] of files()) this.emitFile({ type: "asset", fileName: `${FOLDER}/${path}`, source });
    },
  };
}
