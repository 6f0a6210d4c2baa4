import { PipedeskError } from "../../errors/pipedesk-error.ts";
import { MAX_TEMPLATE_CHARACTERS } from "../limits.ts";
import { createTemplateEngine } from "./engine.ts";
import { parseTemplate } from "./parse-template.ts";
import { ownKeyOf, PLACEHOLDERS, placeholderOf } from "./names.ts";

/** Something in a template that is wrong. */
export type TemplateIssue = {
  /** In English, as a parser says it. */
  readonly message: string;
  /** The name or tag that is meant; '' where it is the template as a whole. */
  readonly about: string;
};

/** Whether the desk has a property of its own with this key. */
export type HasKey = (key: string) => boolean;

/**
 * What is wrong with a template (F6): empty where it can be saved.
 * @param hasKey absent: nobody knows the desk
 * @rule F6
 */
export function checkTemplate(template: string, hasKey: HasKey = () => true): TemplateIssue[] {
  if (template.length > MAX_TEMPLATE_CHARACTERS)
    return [{ message: `The template is longer than ${MAX_TEMPLATE_CHARACTERS} characters.`, about: "" }];
  if (!template.includes("{{") && !template.includes("{%")) return [];
  const liquid = createTemplateEngine({ as: "text", timeZone: "UTC", nowEpochMs: 0 });
  try {
    const { globals } = liquid.analyzeSync(parseTemplate(liquid, template), { partials: false });
    const issues = Object.values(globals).flatMap((variables) =>
      variables.flatMap((variable) => issueOf(variable.toArray(), hasKey)),
    );
    return Array.from(new Map(issues.map((issue) => [issue.about, issue])).values());
  } catch (error) {
    if (error instanceof PipedeskError) return [{ message: error.message, about: error.details.what ?? "" }];
    if (error instanceof RangeError) return [{ message: "The template is nested too deeply.", about: "" }];
    throw error;
  }
}

type Path = readonly (string | number | Path)[];

function issueOf(path: Path, hasKey: HasKey): TemplateIssue[] {
  const plain = path.filter((part) => typeof part === "string" || typeof part === "number");
  const about = plain.join(".");
  if (plain[0] === "webhook") return [];
  if (plain.length < path.length)
    return [{ message: `${about}: a name must be written out, it can't be put together.`, about }];
  const key = ownKeyOf(plain);
  if (key !== null && !hasKey(key)) return [{ message: `The desk has no property with the key ${key}.`, about }];
  if (placeholderOf(plain)) return [];
  const isObject = PLACEHOLDERS.some(({ name }) => name.startsWith(`${about}.`));
  return [
    {
      message: isObject
        ? `${about} has no text of its own: name one of its properties.`
        : `There is no placeholder ${about}.`,
      about,
    },
  ];
}
