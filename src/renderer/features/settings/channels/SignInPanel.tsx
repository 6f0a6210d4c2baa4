import { Alert, Anchor, Button, Group, Loader, Stack, Text } from "@mantine/core";
import { IconAlertTriangle, IconBrandGoogle, IconBrandWindows, IconCheck } from "@tabler/icons-react";
import { useI18n } from "#renderer/state/desk-context.tsx";
import type { OAuthProvider } from "#shared/model/setup/mailbox.ts";
import type { SignIn } from "./use-sign-in.ts";

const ICONS = { google: IconBrandGoogle, microsoft: IconBrandWindows } as const satisfies Record<
  OAuthProvider,
  unknown
>;

/** Signing in with the provider in the browser, and how it is getting on. */
export function SignInPanel(props: {
  readonly provider: OAuthProvider;
  readonly address: string;
  readonly signIn: SignIn;
  readonly disabled?: boolean;
}) {
  const { t } = useI18n();
  const { provider, address, signIn } = props;
  const { state } = signIn;
  const Icon = ICONS[provider];
  const isOther =
    state.kind === "done" &&
    state.flow.address !== "" &&
    state.flow.address.toLowerCase() !== address.trim().toLowerCase();
  return (
    <Stack gap="xs" align="flex-start">
      <Button
        variant={state.kind === "idle" ? "filled" : "default"}
        size="sm"
        leftSection={<Icon size={16} />}
        loading={state.kind === "opening"}
        disabled={props.disabled === true}
        onClick={() => void signIn.begin(provider, address)}
      >
        {t(state.kind === "idle" || state.kind === "opening" ? `mailbox.signIn.${provider}` : "mailbox.signIn.again")}
      </Button>
      <div role="status">
        {state.kind === "idle" ? (
          <Text size="xs" c="dimmed">
            {t("mailbox.signIn.text")}
          </Text>
        ) : null}
        {state.kind === "waiting" ? (
          <Group gap="xs" wrap="nowrap">
            <Loader size={14} />
            <Text>
              {t("mailbox.signIn.waiting")}{" "}
              <Anchor href={state.flow.url} target="_blank" rel="noopener noreferrer" inherit>
                {t("mailbox.signIn.openAgain")}
              </Anchor>
            </Text>
          </Group>
        ) : null}
        {state.kind === "done" ? (
          <Group gap={6} c="var(--stage-green-text)">
            <IconCheck size={16} aria-hidden />
            {state.flow.address === ""
              ? t("mailbox.signIn.done")
              : t("mailbox.signIn.doneAs", { address: state.flow.address })}
          </Group>
        ) : null}
      </div>
      {isOther ? (
        <Alert color="yellow" bg="var(--pd-warning-soft)" icon={<IconAlertTriangle size={16} />}>
          {t("mailbox.signIn.otherAddress", { address: state.flow.address })}
        </Alert>
      ) : null}
      {state.kind === "failed" ? (
        <Alert
          color="red"
          bg="var(--pd-danger-soft)"
          icon={<IconAlertTriangle size={16} />}
          title={t("mailbox.signIn.failed")}
        >
          {state.text}
        </Alert>
      ) : null}
    </Stack>
  );
}
