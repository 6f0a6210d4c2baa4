import { GALLERY } from "#shared/automation/gallery/gallery.ts";
import type { GalleryDesk } from "#shared/automation/gallery/gallery-desk.ts";
import { GALLERY_KEYS } from "#shared/automation/gallery/names.ts";
import { GALLERY_TEXTS } from "#shared/automation/gallery/texts/texts.ts";
import { notFound, PipedeskError } from "#shared/errors/pipedesk-error.ts";
import { createTranslate } from "#shared/i18n/index.ts";
import { PropertyValue } from "#shared/model/event.ts";
import type { PipelineId } from "#shared/model/ids.ts";
import { mayOwn } from "#shared/rules/access/roles.ts";
import { createWorkflow } from "#main/desk/commands/workflows.ts";
import type { DeskContext } from "#main/desk/context.ts";
import { viewOf } from "#main/desk/queries/views.ts";
import { actorOf, base, type RouterDeps } from "../implementer.ts";

/** The gallery of ready workflows (F12). */
export function galleryProcedures(deps: RouterDeps) {
  const { context } = deps;
  const { gallery } = base;
  return {
    list: gallery.list.handler(({ input: { pipelineId, language } }) => {
      const desk = galleryDesk(context, pipelineId);
      const t = createTranslate(language);
      return {
        items: GALLERY_KEYS.map((key) => {
          const item = GALLERY[key];
          const defaults = item.defaultsFor(desk, GALLERY_TEXTS[language]);
          return {
            key,
            category: item.category,
            name: t(`gallery.${key}.name`),
            description: t(`gallery.${key}.description`),
            parameters: item.parameters.map(({ name, kind }) => ({
              name,
              kind,
              default: PropertyValue.parse(defaults[name] ?? null),
            })),
          };
        }),
      };
    }),
    add: gallery.add.handler(async ({ input, context: caller }) => {
      const { key, language, parameters } = input;
      const desk = galleryDesk(context, input.pipelineId);
      const built = GALLERY[key].build(desk, GALLERY_TEXTS[language], parameters);
      if (!built.ok)
        throw new PipedeskError("PD_INPUT_INVALID", "The ready workflow can't be fitted to this desk as it is.", {
          details: { issues: built.issues },
        });
      const t = createTranslate(language);
      const workflow = await createWorkflow(context, actorOf(deps, caller), {
        name: input.name ?? t(`gallery.${key}.name`),
        description: t(`gallery.${key}.description`),
        pipelineId: desk.pipeline.id,
        enabled: false,
        definition: built.definition,
      });
      return viewOf(workflow);
    }),
  };
}

/** What the desk has, as the gallery sees it. @throws PD_DESK_NOT_FOUND */
function galleryDesk({ setup }: DeskContext, pipelineId: PipelineId | undefined): GalleryDesk {
  const [first] = setup.pipelines();
  const pipeline = pipelineId === undefined ? first : setup.require("pipeline", pipelineId);
  if (!pipeline) throw notFound("pipeline", "");
  return {
    pipeline,
    users: setup.all("user").filter((user) => user.away !== true && mayOwn(user)),
    teams: setup.all("team"),
    mailTemplates: setup.all("mail-template"),
    timeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
  };
}
