import { Button, Group } from "@mantine/core";
import { IconMoodSad } from "@tabler/icons-react";
import { Component, type ReactNode } from "react";
import { EmptyState } from "../components/EmptyState.tsx";
import { useI18n } from "../state/desk-context.tsx";
import { hrefOf } from "../state/routes.ts";

type Props = {
  readonly children: ReactNode;
  /** Another value means another screen: it gets a chance of its own. */ readonly resetKey: string;
};
type State = { readonly failed: boolean; readonly resetKey: string };

/** Keeps a screen that fails while it is drawn from taking the frame with it. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { failed: false, resetKey: this.props.resetKey };

  static getDerivedStateFromError(): Partial<State> {
    return { failed: true };
  }

  static getDerivedStateFromProps(props: Props, state: State): Partial<State> | null {
    return props.resetKey === state.resetKey ? null : { failed: false, resetKey: props.resetKey };
  }

  override render() {
    return this.state.failed ? <Crashed onAgain={() => this.setState({ failed: false })} /> : this.props.children;
  }
}

function Crashed(props: { readonly onAgain: () => void }) {
  const { t } = useI18n();
  return (
    <EmptyState
      icon={<IconMoodSad size={32} stroke={1.5} />}
      level={1}
      title={t("shell.crash.title")}
      text={t("shell.crash.text")}
      action={
        <Group gap="xs">
          <Button onClick={props.onAgain}>{t("shell.crash.again")}</Button>
          <Button
            variant="default"
            component="a"
            href={hrefOf({ page: "board", pipelineId: null })}
            onClick={props.onAgain}
          >
            {t("shell.crash.board")}
          </Button>
        </Group>
      }
    />
  );
}
