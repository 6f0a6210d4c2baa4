import { GALLERY } from "#shared/automation/gallery/gallery.ts";
import type { Built } from "#shared/automation/gallery/gallery-item.ts";
import type { GalleryKey } from "#shared/automation/gallery/names.ts";
import { GALLERY_TEXTS } from "#shared/automation/gallery/texts/texts.ts";
import type { DeskSetup } from "#shared/contract/desk.ts";
import type { Language } from "#shared/i18n/index.ts";
import type { PipelineView } from "#shared/contract/pipelines.ts";

/** A ready workflow as it would be on a pipeline with these values, or what does not fit, by its path. */
export function previewOf(
  key: GalleryKey,
  setup: DeskSetup,
  pipeline: PipelineView,
  language: Language,
  values: Readonly<Record<string, unknown>>,
): Built {
  return GALLERY[key].build(
    {
      pipeline,
      users: setup.users,
      teams: setup.teams,
      // Each place is filled in: nothing is asked of them.
      mailTemplates: [],
      timeZone: "UTC",
    },
    GALLERY_TEXTS[language],
    values,
  );
}
