/** What Node 24 has and Node 20 lacks, as far as the program uses it. */
import { register } from "node:module";

register(new URL("resolve.mjs", import.meta.url));

const parse = (url, base) => (URL.canParse(url, base) ? new URL(url, base) : null);
if (!("parse" in URL)) Object.assign(URL, { parse });
