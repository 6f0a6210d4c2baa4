import type { WorkflowDefinition } from "#shared/automation/definition.ts";
import { GALLERY } from "#shared/automation/gallery/gallery.ts";
import type { GalleryKey } from "#shared/automation/gallery/names.ts";
import { GALLERY_TEXTS } from "#shared/automation/gallery/texts/texts.ts";
import type { DeskSetup } from "#shared/contract/desk.ts";
import type { Language } from "#shared/i18n/index.ts";
import type { PipelineId } from "#shared/model/ids.ts";

/** A ready workflow as it would be on a pipeline; null where the desk has to be asked, or something has to be said first. */
export function previewOf(
  key: GalleryKey,
  setup: DeskSetup,
  pipelineId: PipelineId | undefined,
  language: Language,
  given: Readonly<Record<string, string>>,
): WorkflowDefinition | null {
  const pipeline = setup.pipelines.find(({ id }) => id === pipelineId);
  if (pipeline === undefined) return null;
  const built = GALLERY[key].build(
    {
      pipeline,
      users: setup.users,
      teams: setup.teams,
      // Which of them is built in the setup doesn't tell: the mail is shown in the gallery's own words.
      mailTemplates: [],
      timeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
    },
    GALLERY_TEXTS[language],
    given,
  );
  return built.ok ? built.definition : null;
}
