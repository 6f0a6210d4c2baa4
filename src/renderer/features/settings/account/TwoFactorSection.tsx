import {
  Button,
  Code,
  CopyButton,
  Group,
  Modal,
  PasswordInput,
  SimpleGrid,
  Stack,
  Text,
  TextInput,
} from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useState } from "react";
import { useDesk, useI18n } from "#renderer/state/desk-context.tsx";
import { SavedMark } from "../form/SavedMark.tsx";
import { Section } from "../form/Section.tsx";
import { useSaving } from "../form/use-saving.ts";
import { QrCode } from "./QrCode.tsx";

type Doing = "on" | "off" | "codes";
type Step =
  | { readonly kind: "password" }
  | { readonly kind: "scan"; readonly secret: string; readonly uri: string }
  | { readonly kind: "codes"; readonly codes: readonly string[] };

/** A code of an app beside the password. Whoever begins shows the password once more: a browser left open is not enough. */
export function TwoFactorSection(props: {
  readonly hasTotp: boolean;
  readonly codesLeft: number;
  readonly onChanged: () => void;
}) {
  const { t } = useI18n();
  const [doing, setDoing] = useState<Doing | null>(null);
  const close = () => {
    setDoing(null);
    props.onChanged();
  };
  return (
    <Section title={t("account.totp")} text={t("account.totp.text")}>
      {props.hasTotp ? (
        <>
          <Text mb="sm">
            {t("account.totp.isOn")} {t("account.totp.codesLeft", { count: props.codesLeft })}
          </Text>
          <Group gap="xs">
            <Button variant="default" onClick={() => setDoing("codes")}>
              {t("account.totp.newCodes")}
            </Button>
            <Button variant="default" onClick={() => setDoing("off")}>
              {t("account.totp.off")}
            </Button>
          </Group>
        </>
      ) : (
        <Button variant="default" onClick={() => setDoing("on")}>
          {t("account.totp.on")}
        </Button>
      )}
      <Modal
        opened={doing !== null}
        onClose={close}
        title={doing === null ? "" : t(`account.totp.title.${doing}`)}
        closeButtonProps={{ "aria-label": t("shell.close") }}
        closeOnClickOutside={false}
      >
        {doing === null ? null : <Steps doing={doing} onClose={close} />}
      </Modal>
    </Section>
  );
}

function Steps({ doing, onClose }: { readonly doing: Doing; readonly onClose: () => void }) {
  const { t } = useI18n();
  const { client } = useDesk();
  const saving = useSaving();
  const [step, setStep] = useState<Step>({ kind: "password" });
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const prove = async () => {
    switch (doing) {
      case "on":
        setStep({ kind: "scan", ...(await client.accounts.startTotp({ password })) });
        return;
      case "off":
        await client.accounts.removeTotp({ password });
        onClose();
        return;
      case "codes":
        setStep({ kind: "codes", codes: (await client.accounts.renewRecoveryCodes({ password })).recoveryCodes });
    }
  };
  const confirm = async () =>
    setStep({ kind: "codes", codes: (await client.accounts.confirmTotp({ code })).recoveryCodes });
  const isBusy = saving.state.kind === "saving";
  if (step.kind === "codes") return <RecoveryCodes codes={step.codes} onClose={onClose} />;
  const isScan = step.kind === "scan";
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void saving.run(isScan ? confirm : prove);
      }}
    >
      <Stack gap="sm">
        {step.kind === "scan" ? (
          <>
            <Text>{t("account.totp.scan")}</Text>
            <QrCode text={step.uri} label={t("account.totp.qr")} />
            <Text size="sm" c="dimmed">
              {t("account.totp.typeIn")} <Code>{step.secret}</Code>
            </Text>
            <TextInput
              ref={focusOn}
              label={t("signIn.code")}
              autoComplete="one-time-code"
              inputMode="numeric"
              maxLength={10}
              data-autofocus
              value={code}
              onChange={(event) => setCode(event.currentTarget.value)}
            />
          </>
        ) : (
          <>
            {doing === "off" ? <Text>{t("account.totp.offText")}</Text> : null}
            <PasswordInput
              label={t("signIn.password")}
              autoComplete="current-password"
              data-autofocus
              value={password}
              onChange={(event) => setPassword(event.currentTarget.value)}
              visibilityToggleButtonProps={{ "aria-label": t("signIn.showPassword") }}
            />
          </>
        )}
        <Group justify="flex-end" gap="xs">
          <SavedMark state={saving.state.kind === "failed" ? saving.state : { kind: "idle" }} />
          <Button variant="default" onClick={onClose}>
            {t("shell.cancel")}
          </Button>
          <Button
            type="submit"
            loading={isBusy}
            disabled={isScan ? code.replaceAll(/\s/gu, "").length < 6 : password === ""}
            {...(doing === "off" ? { color: "red.9" } : {})}
          >
            {t(isScan ? "account.totp.confirm" : doing === "off" ? "account.totp.off" : "account.next")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** A step takes the place of another, and the focus goes with it: what had it is gone. */
function focusOn(element: HTMLElement | null): void {
  element?.focus();
}

/** Shown this once: each lets one in once, when the app is lost. */
function RecoveryCodes({ codes, onClose }: { readonly codes: readonly string[]; readonly onClose: () => void }) {
  const { t } = useI18n();
  return (
    <Stack gap="sm">
      <Text>{t("account.totp.codes")}</Text>
      <SimpleGrid cols={2} spacing="xs">
        {codes.map((code) => (
          <Code key={code} block ta="center">
            {code}
          </Code>
        ))}
      </SimpleGrid>
      <Group justify="flex-end" gap="xs">
        <CopyButton value={codes.join("\n")}>
          {({ copied, copy }) => (
            <Button
              variant="default"
              leftSection={copied ? <IconCheck size={15} /> : <IconCopy size={15} />}
              onClick={copy}
            >
              {t(copied ? "signIn.copied" : "account.totp.copyCodes")}
            </Button>
          )}
        </CopyButton>
        <Button ref={focusOn} onClick={onClose}>
          {t("account.totp.kept")}
        </Button>
      </Group>
    </Stack>
  );
}
