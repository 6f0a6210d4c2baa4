import { z } from "zod";
import { procedure } from "../base.ts";

/** The longest address that the host looks at. */
const MAX_URL_CHARS = 8_192;

export const links = {
  /** Opens an address of the web or of a mail by the system; the page has asked the person. @throws PD_DESKTOP_LINK for every other, PD_DESKTOP_OPEN */
  openLink: procedure
    .input(z.object({ url: z.string().max(MAX_URL_CHARS) }).strict())
    .output(z.object({ done: z.literal(true) })),
};
