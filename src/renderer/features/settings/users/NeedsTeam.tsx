import { Alert, Button, Loader } from "@mantine/core";
import { IconAlertTriangle, IconCloudOff } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { EmptyState } from "#renderer/components/EmptyState.tsx";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { failureText } from "#renderer/state/failure.ts";
import { hrefOf } from "#renderer/state/routes.ts";
import type { Answer } from "./use-answer.ts";

/** What only a team's server has: what it answered, or why there is nothing, with the way to get a server. */
export function NeedsTeam<Value>(props: {
  readonly answer: Answer<Value>;
  /** What needs the server, in one sentence. */
  readonly why: string;
  readonly children: (value: Value) => ReactNode;
}) {
  const { t } = useI18n();
  const { answer } = props;
  switch (answer.kind) {
    case "waiting":
      return <Loader size="sm" m="md" />;
    case "no-team":
      return (
        <EmptyState
          icon={<IconCloudOff size={32} stroke={1.5} />}
          title={t("users.noTeam.title")}
          text={props.why}
          action={
            <Button
              variant="default"
              component="a"
              href={hrefOf({ page: "settings", section: "team", id: null, tab: null })}
            >
              {t("users.noTeam.action")}
            </Button>
          }
        />
      );
    case "failed":
      return (
        <Alert color="red" py="xs" icon={<IconAlertTriangle size={18} />}>
          {failureText(answer.error, t)}
        </Alert>
      );
    case "here":
      return props.children(answer.value);
  }
}
