import { createTemplateEngine, type EngineOptions } from "./engine.ts";
import { parseTemplate, throwAsFailure } from "./parse-template.ts";

/** Values by the catalogue's names: texts, numbers, flags, lists, dates and objects of these. Null is unknown and writes nothing. */
export type TemplateScope = Readonly<Record<string, unknown>>;

/**
 * A template with its placeholders filled in; a name that is unknown is empty (F6).
 * @throws PD_TEMPLATE_FAILED for one that can't be read, or that would render too much or too long
 */
export function renderTemplate(template: string, scope: TemplateScope, options: EngineOptions): string {
  if (!template.includes("{{") && !template.includes("{%")) return template;
  const liquid = createTemplateEngine(options);
  const parts = parseTemplate(liquid, template);
  try {
    return String(liquid.renderSync(parts, scope));
  } catch (error) {
    throwAsFailure(error);
  }
}
