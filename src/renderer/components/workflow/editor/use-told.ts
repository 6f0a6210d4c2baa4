import { useEffect } from "react";
import { useToasts } from "#renderer/components/use-toasts.tsx";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { useAnnounce } from "#renderer/state/use-shell.ts";
import { useEditor, useEditorState } from "./editor-context.tsx";

/** Says what the editor has to tell: why something was not done, or what was done beside what one sees. */
export function useTold(): void {
  const { t } = useI18n();
  const toasts = useToasts();
  const announce = useAnnounce();
  const editor = useEditor();
  const told = useEditorState((state) => state.told);
  useEffect(() => {
    if (told === null) return;
    editor.heard();
    switch (told.kind) {
      case "copied":
        announce(t("workflows.copied"));
        break;
      case "redirected":
        toasts.done(t("workflows.redirected", { count: told.count }));
        break;
      case "refused":
        toasts.failed(null, { title: t("workflows.refused"), text: t(`workflows.refused.${told.reason}`) });
        break;
      case "unreadable":
        toasts.failed(null, {
          title: t("workflows.unreadable"),
          text: t(`workflows.unreadable.${told.reason}`, { about: told.about }),
        });
        break;
    }
  }, [told, editor, t, toasts, announce]);
}
