import { resolve } from "node:path";
import { build } from "vite";

const ROOT = resolve(import.meta.dirname, "../../..");
const FOLDER = resolve(ROOT, "src/renderer/components/mail-html");
const ENTRY = "\0mail-html";

/** The sanitiser and the frame as a page would run them, built on their own, so that an attack costs a frame and not a desk: a script that puts them on the window. */
export async function mailHtmlBundle(): Promise<string> {
  const output = await build({
    root: ROOT,
    configFile: false,
    logLevel: "silent",
    plugins: [
      {
        name: "mail-html",
        resolveId: (id) => (id === "mail-html" ? ENTRY : null),
        load: (id) =>
          id === ENTRY
            ? `import { sanitiseHtml } from ${JSON.stringify(`${FOLDER}/sanitise-html.ts`)};
               import { inSlices } from ${JSON.stringify(`${FOLDER}/in-slices.ts`)};
               import { frameDocument, FRAME_SANDBOX } from ${JSON.stringify(`${FOLDER}/frame-document.ts`)};
               import { purifyInSteps } from ${JSON.stringify(`${FOLDER}/purify-in-steps.ts`)};
               import createPurifier from "dompurify";
               Object.assign(globalThis, { sanitiseHtml, inSlices, frameDocument, FRAME_SANDBOX, purifyInSteps, createPurifier });`
            : null,
      },
    ],
    build: { write: false, minify: false, rollupOptions: { input: "mail-html", output: { format: "iife" } } },
  });
  const [bundle] = Array.isArray(output) ? output : [output];
  const [chunk] = bundle !== undefined && "output" in bundle ? bundle.output : [];
  if (chunk?.type !== "chunk") throw new Error("The sanitiser was not built.");
  return chunk.code;
}
