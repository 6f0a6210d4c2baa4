import { Anchor, PasswordInput, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { askAuth } from "#renderer/state/auth-client.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import type { SignInResult } from "#shared/contract/sign-in.ts";
import { DoorForm } from "./DoorForm.tsx";
import { useAsking } from "#renderer/components/use-asking.ts";

/** Address and password. */
export function SignInForm(props: {
  readonly address: string;
  readonly onAddress: (address: string) => void;
  readonly onResult: (result: SignInResult) => void;
  readonly onForgotten: () => void;
}) {
  const { t } = useI18n();
  const asking = useAsking();
  const [password, setPassword] = useState("");
  const { address } = props;
  const signIn = async () => {
    const result = await asking.run(() => askAuth("sign-in", { address, password }));
    if (result !== undefined) props.onResult(result);
  };
  return (
    <DoorForm
      asking={asking}
      action={t("signIn.action")}
      mayGoOn={address.trim() !== "" && password !== ""}
      onSubmit={() => void signIn()}
      beside={
        <Anchor component="button" type="button" size="sm" ta="center" onClick={props.onForgotten}>
          {t("signIn.forgotten")}
        </Anchor>
      }
    >
      <TextInput
        label={t("signIn.address")}
        type="email"
        autoComplete="username"
        value={address}
        onChange={(event) => props.onAddress(event.currentTarget.value)}
      />
      <PasswordInput
        label={t("signIn.password")}
        autoComplete="current-password"
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        visibilityToggleButtonProps={{ "aria-label": t("signIn.showPassword") }}
      />
    </DoorForm>
  );
}

/** The second factor: six digits of an app, or one of the codes that were kept for the day when it is lost. */
export function CodeForm(props: {
  readonly challenge: string;
  readonly onResult: (result: SignInResult) => void;
  readonly onBack: () => void;
}) {
  const { t } = useI18n();
  const asking = useAsking();
  const [code, setCode] = useState("");
  const isSpent = asking.error?.code === "PD_LINK_SPENT";
  const send = async () => {
    const result = await asking.run(() => askAuth("totp", { challenge: props.challenge, code }));
    if (result === undefined) setCode("");
    else props.onResult(result);
  };
  return (
    <DoorForm
      asking={asking}
      action={t("signIn.action")}
      mayGoOn={code.replaceAll(/[\s-]/gu, "").length >= 6 && !isSpent}
      onSubmit={() => void send()}
      beside={
        <Anchor component="button" type="button" size="sm" ta="center" onClick={props.onBack}>
          {t("signIn.startOver")}
        </Anchor>
      }
    >
      <TextInput
        label={t("signIn.code")}
        description={t("signIn.codeHint")}
        autoComplete="one-time-code"
        maxLength={40}
        spellCheck={false}
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
      />
    </DoorForm>
  );
}

/** The answer is always the same, so that nobody learns who has an account here. */
export function ForgottenForm(props: {
  readonly address: string;
  readonly onAddress: (address: string) => void;
  readonly onBack: () => void;
}) {
  const { t } = useI18n();
  const asking = useAsking();
  const [isSent, setSent] = useState(false);
  const { address } = props;
  const back = (
    <Anchor component="button" type="button" size="sm" ta="center" onClick={props.onBack}>
      {t("signIn.back")}
    </Anchor>
  );
  if (isSent)
    return (
      <>
        <Text role="status" mb="md">
          {t("signIn.forgotten.sent")}
        </Text>
        {back}
      </>
    );
  const ask = async () => {
    if ((await asking.run(() => askAuth("forgotten", { address }))) !== undefined) setSent(true);
  };
  return (
    <DoorForm
      asking={asking}
      action={t("signIn.forgotten.action")}
      mayGoOn={address.trim() !== ""}
      onSubmit={() => void ask()}
      beside={back}
    >
      <TextInput
        label={t("signIn.address")}
        type="email"
        autoComplete="username"
        value={address}
        onChange={(event) => props.onAddress(event.currentTarget.value)}
      />
    </DoorForm>
  );
}
