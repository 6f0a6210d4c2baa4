/** The script of Help's pages: their colours, and the search over all of them. */
import { showColours } from "./colours.ts";
import { offerSearch } from "./search.ts";

showColours(document, window.location, window.sessionStorage);
offerSearch(document);
