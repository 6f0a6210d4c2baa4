import { Button } from "@mantine/core";
import { IconLayoutKanban } from "@tabler/icons-react";
import { useEffect } from "react";
import type { PipelineId } from "#shared/model/ids.ts";
import { hrefOf, navigate } from "../../state/routes.ts";
import { EmptyState } from "../../components/EmptyState.tsx";
import { useDeskState, useI18n, usePreferences, useServices, useSetPreferences } from "../../state/desk-context.tsx";
import { Board } from "./Board.tsx";

/** The board of a pipeline; of the one seen last, else the first, where the address names none. */
export function BoardPage({ pipelineId }: { readonly pipelineId: PipelineId | null }) {
  const { t } = useI18n();
  const { shell } = useServices();
  const setPreferences = useSetPreferences();
  const last = usePreferences((preferences) => preferences.lastPipelineId);
  const wanted = pipelineId ?? last;
  const pipeline = useDeskState(({ setup }) => setup.pipelines.find(({ id }) => id === wanted) ?? setup.pipelines[0]);
  const shownId = pipeline?.id ?? null;

  // The list that is gone through begins with the next card that is opened.
  useEffect(() => shell.setState({ walk: null }), [shell]);
  useEffect(() => {
    if (shownId === null) return;
    setPreferences({ lastPipelineId: shownId });
    // The address names what is shown, so that a link to it leads here for everybody.
    if (pipelineId !== shownId) navigate({ page: "board", pipelineId: shownId }, { replace: true });
  }, [shownId, pipelineId, setPreferences]);

  if (pipeline === undefined) {
    return (
      <EmptyState
        icon={<IconLayoutKanban size={32} stroke={1.5} />}
        level={1}
        title={t("board.noPipeline.title")}
        text={t("board.noPipeline.text")}
        action={
          <Button component="a" href={hrefOf({ page: "settings", section: "pipelines", id: null, tab: null })}>
            {t("board.noPipeline.action")}
          </Button>
        }
      />
    );
  }
  return <Board key={pipeline.id} pipeline={pipeline} />;
}
