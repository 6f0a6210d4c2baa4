/**
 * Liquid as templates of workflows may use it (F6): names, conditions, loops over lists and a fixed set of filters. Nothing that reads files, runs
 * code, draws lots or asks the machine's clock, and every rendering is bounded.
 */
import {
  filters as liquidFilters,
  Liquid,
  type Context,
  type Emitter,
  type FilterImplOptions,
  type Template,
} from "liquidjs";
import { MAX_TEMPLATE_CHARACTERS } from "../limits.ts";
import { MAX_RENDER_MS, MAX_RENDERED_CHARACTERS, MAX_RENDERED_MEMORY, MAX_RENDERED_PARTS } from "./limits.ts";

/** `text`: placeholders as they are; `html`: what is filled in is escaped, whatever the template does with it. */
export type TemplateFormat = "text" | "html";

export type EngineOptions = {
  readonly as: TemplateFormat;
  /** IANA name of the zone in which dates are written. */
  readonly timeZone: string;
  readonly nowEpochMs: number;
};

export const TAGS = [
  "assign",
  "break",
  "capture",
  "case",
  "comment",
  "continue",
  "for",
  "if",
  "raw",
  "unless",
  "#",
] as const;

export const FILTERS = [
  "abs append at_least at_most capitalize ceil compact concat date default divided_by downcase escape escape_once first floor join json last",
  "lstrip map minus modulo newline_to_br plus prepend remove remove_first remove_last replace replace_first replace_last reverse round rstrip",
  "size slice sort sort_natural split strip strip_html strip_newlines sum times truncate truncatewords uniq upcase url_encode where",
].flatMap((line) => line.split(" "));

const DEFAULT_DATE_FORMAT = "%Y-%m-%d %H:%M";

/** Numbers of dates beyond this are milliseconds: as seconds they would lie in the year 5138. */
const FIRST_MILLISECONDS = 1e11;

/**
 * An engine for one rendering: its limits count all that it renders.
 * @rule F6
 */
export function createTemplateEngine({ as, timeZone, nowEpochMs }: EngineOptions): Liquid {
  const liquid = new Liquid({
    strictFilters: true,
    ownPropertyOnly: true,
    dynamicPartials: false,
    relativeReference: false,
    // An empty table: no name leads to a file.
    templates: {},
    parseLimit: MAX_TEMPLATE_CHARACTERS,
    renderLimit: MAX_RENDER_MS,
    memoryLimit: MAX_RENDERED_MEMORY,
    timezoneOffset: timeZone,
    dateFormat: DEFAULT_DATE_FORMAT,
    locale: "en",
    ...(as === "html" ? { outputEscape: "escape" as const } : {}),
  });
  for (const name of Object.keys(liquid.tags))
    if (!(TAGS as readonly string[]).includes(name)) delete liquid.tags[name];
  for (const name of Object.keys(liquid.filters)) if (!FILTERS.includes(name)) liquid.unregisterFilter(name);
  const original = handlerOf("date");
  liquid.registerFilter("date", function (value: unknown, format: unknown, zone: unknown) {
    return original.call(
      this,
      dateOf(value, nowEpochMs),
      format,
      typeof zone === "string" && isZone(zone) ? zone : undefined,
    );
  });
  if (as === "html") keepMarkupOf(liquid);
  bound(liquid);
  return liquid;
}

/** Filters that write markup escape what they get, so that what they give is left alone. */
function keepMarkupOf(liquid: Liquid): void {
  const escape = handlerOf("escape");
  const breakLines = handlerOf("newline_to_br");
  liquid.registerFilter("escape", { raw: true, handler: escape });
  liquid.registerFilter("escape_once", { raw: true, handler: handlerOf("escape_once") });
  liquid.registerFilter("newline_to_br", {
    raw: true,
    handler(value: unknown) {
      return breakLines.call(this, escape.call(this, value));
    },
  });
}

type Handler = Extract<FilterImplOptions, (...given: never[]) => unknown>;

function handlerOf(name: string): Handler {
  const filter = liquidFilters[name];
  if (typeof filter !== "function") throw new TypeError(`Liquid has no filter ${name}.`);
  return filter;
}

function dateOf(value: unknown, nowEpochMs: number): unknown {
  if (value === "now" || value === "today") return new Date(nowEpochMs);
  return typeof value === "number" && Math.abs(value) >= FIRST_MILLISECONDS ? new Date(value) : value;
}

/** Whether a text is the name of a time zone; what is not must not reach the formatter, which throws. */
function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

/** Everything that is rendered, also what a tag keeps for later, is counted. */
function bound(liquid: Liquid): void {
  const { renderer } = liquid;
  const render = renderer.renderTemplates.bind(renderer);
  let parts = 0;
  let characters = 0;
  renderer.renderTemplates = (templates: Template[], context: Context, emitter?: Emitter) => {
    parts += templates.length + 1;
    if (parts > MAX_RENDERED_PARTS) throw new Error("the template has no end: too many parts were rendered");
    return render(templates, context, emitter ?? newEmitter());
  };

  function newEmitter(): Emitter {
    return {
      buffer: "",
      write(value: unknown) {
        const text = textOf(value);
        characters += text.length;
        if (characters > MAX_RENDERED_CHARACTERS) throw new Error("the template writes too much");
        this.buffer += text;
      },
    };
  }
}

/** A value as it is written; objects have no text. */
export function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean" || typeof value === "bigint") return String(value);
  if (value instanceof Date) return String(value);
  if (Array.isArray(value)) return value.map(textOf).join(", ");
  return "";
}
