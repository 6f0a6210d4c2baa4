import { Input, SegmentedControl, Stack } from "@mantine/core";
import { useI18n } from "#renderer/state/desk-context.tsx";
import type { OAuthProvider } from "#shared/model/setup/mailbox.ts";
import { SecretInput } from "./fields/SecretInput.tsx";
import type { MailboxDraft } from "./mailbox-draft.ts";
import { SignInPanel } from "./SignInPanel.tsx";
import type { SignIn } from "./use-sign-in.ts";

/** How the desk proves who it is: a password, or a sign-in where the provider has one. */
export function LoginFields(props: {
  readonly draft: MailboxDraft;
  readonly address: string;
  /** null: the provider takes a password only, as far as is known. */
  readonly provider: OAuthProvider | null;
  readonly password: string;
  readonly passwordLabel: string;
  readonly signIn: SignIn;
  /** What is missing, once the person has tried to go on. */
  readonly missing: boolean;
  /** In a dialog the password is what it was opened for. */
  readonly isFirst?: boolean;
  readonly onChange: (change: Partial<MailboxDraft>) => void;
  readonly onPassword: (password: string) => void;
}) {
  const { t } = useI18n();
  const { draft, provider, missing } = props;
  const isSignIn = draft.auth.kind === "oauth2";
  return (
    <Stack gap="xs">
      {provider === null ? null : (
        <SegmentedControl
          aria-label={t("mailbox.signIn.way")}
          style={{ alignSelf: "flex-start" }}
          data={[
            { value: "oauth2", label: t(`mailbox.page.${provider}`) },
            { value: "password", label: t("mailbox.field.password") },
          ]}
          value={draft.auth.kind}
          onChange={(kind) =>
            props.onChange({ auth: kind === "oauth2" ? { kind: "oauth2", provider } : { kind: "password" } })
          }
        />
      )}
      {draft.auth.kind === "oauth2" ? (
        <>
          <SignInPanel provider={draft.auth.provider} address={props.address} signIn={props.signIn} />
          {missing ? <Input.Error role="alert">{t("mailbox.signIn.needed")}</Input.Error> : null}
        </>
      ) : (
        <SecretInput
          label={props.passwordLabel}
          isFirst={props.isFirst === true}
          value={props.password}
          error={missing && !isSignIn ? t("mailbox.problem.password") : undefined}
          onChange={props.onPassword}
        />
      )}
    </Stack>
  );
}
