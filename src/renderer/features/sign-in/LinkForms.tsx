/** What the links of a server lead to: the first set-up, an invitation, a new password, and for the app, how a device joins. */
import { Button, CopyButton, Loader, Text, TextInput } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { NewPasswordField } from "#renderer/components/NewPasswordField.tsx";
import { askAuth } from "#renderer/state/auth-client.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import type { DoorLink } from "#renderer/state/routes.ts";
import type { LinkAbout, SignInResult } from "#shared/contract/sign-in.ts";
import { MIN_PASSWORD_CHARACTERS } from "#shared/contract/account-views.ts";
import { DoorForm } from "./DoorForm.tsx";
import { useAsking } from "#renderer/components/use-asking.ts";

type FormProps = {
  readonly token: string;
  readonly about: LinkAbout;
  readonly onResult: (result: SignInResult) => void;
};

/** @param props.onAbout tells what the link is for, once the server has said so */
export function LinkForm(props: {
  readonly link: DoorLink;
  readonly token: string;
  readonly onResult: (result: SignInResult) => void;
  readonly onAbout: (about: LinkAbout) => void;
}) {
  const { t } = useI18n();
  const { link, token, onAbout } = props;
  const [about, setAbout] = useState<LinkAbout | null>(null);
  const { run, error } = useAsking();
  useEffect(() => {
    void run(() => askAuth("link", { token })).then((told) => {
      if (told === undefined) return;
      setAbout(told);
      onAbout(told);
    });
  }, [run, token, onAbout]);
  if (error !== null)
    return (
      <>
        <Text role="alert" mb="md">
          {error.text}
        </Text>
        <Button fullWidth variant="default" component="a" href="#/">
          {t("signIn.toSignIn")}
        </Button>
      </>
    );
  if (about === null) return <Loader size="sm" />;
  const form = { token, about, onResult: props.onResult };
  switch (link) {
    case "set-up":
      return <SetUp {...form} />;
    case "invitation":
      return <Invitation {...form} />;
    case "reset":
      return <Reset {...form} />;
    case "join":
      return <Join />;
  }
}

function SetUp({ token, onResult }: FormProps) {
  const { t } = useI18n();
  const asking = useAsking();
  const [values, setValues] = useState({ name: "", address: "", password: "", deskName: "" });
  const set = (changes: Partial<typeof values>) => setValues((before) => ({ ...before, ...changes }));
  const { name, address, password, deskName } = values;
  const send = async () => {
    const named = deskName.trim() === "" ? {} : { deskName };
    const result = await asking.run(() => askAuth("set-up", { token, name, address, password, ...named }));
    if (result !== undefined) onResult(result);
  };
  return (
    <DoorForm
      asking={asking}
      action={t("signIn.setUp.action")}
      mayGoOn={name.trim() !== "" && address.trim() !== "" && password !== ""}
      onSubmit={() => void send()}
    >
      <TextInput
        label={t("signIn.deskName")}
        description={t("signIn.deskNameHint")}
        maxLength={120}
        value={deskName}
        onChange={(event) => set({ deskName: event.currentTarget.value })}
      />
      <NameField value={name} onChange={(changed) => set({ name: changed })} />
      <TextInput
        label={t("signIn.address")}
        type="email"
        autoComplete="username"
        maxLength={320}
        value={address}
        onChange={(event) => set({ address: event.currentTarget.value })}
      />
      <NewPasswordField
        value={password}
        minCharacters={MIN_PASSWORD_CHARACTERS}
        onChange={(changed) => set({ password: changed })}
      />
    </DoorForm>
  );
}

function Invitation({ token, about, onResult }: FormProps) {
  const { t } = useI18n();
  const asking = useAsking();
  const [name, setName] = useState(about.name);
  const [password, setPassword] = useState("");
  const send = async () => {
    const result = await asking.run(() => askAuth("invitation", { token, name, password }));
    if (result !== undefined) onResult(result);
  };
  return (
    <DoorForm
      asking={asking}
      action={t("signIn.invitation.action")}
      mayGoOn={name.trim() !== "" && password !== ""}
      onSubmit={() => void send()}
    >
      <KnownAddress address={about.address} />
      <NameField value={name} onChange={setName} />
      <NewPasswordField value={password} minCharacters={MIN_PASSWORD_CHARACTERS} onChange={setPassword} />
    </DoorForm>
  );
}

function Reset({ token, about, onResult }: FormProps) {
  const { t } = useI18n();
  const asking = useAsking();
  const [password, setPassword] = useState("");
  const send = async () => {
    const result = await asking.run(() => askAuth("reset", { token, password }));
    if (result !== undefined) onResult(result);
  };
  return (
    <DoorForm asking={asking} action={t("signIn.reset.action")} mayGoOn={password !== ""} onSubmit={() => void send()}>
      <KnownAddress address={about.address} />
      <NewPasswordField value={password} minCharacters={MIN_PASSWORD_CHARACTERS} onChange={setPassword} />
    </DoorForm>
  );
}

/** The link is for the app on a laptop: here it can only be handed on. */
function Join() {
  const { t } = useI18n();
  return (
    <>
      <Text mb="md">{t("signIn.join.text")}</Text>
      <CopyButton value={window.location.href}>
        {({ copied, copy }) => (
          <Button
            fullWidth
            size="md"
            leftSection={copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
            onClick={copy}
          >
            {t(copied ? "signIn.copied" : "signIn.join.copy")}
          </Button>
        )}
      </CopyButton>
    </>
  );
}

function NameField(props: { readonly value: string; readonly onChange: (value: string) => void }) {
  const { t } = useI18n();
  return (
    <TextInput
      label={t("signIn.name")}
      autoComplete="name"
      maxLength={120}
      value={props.value}
      onChange={(event) => props.onChange(event.currentTarget.value)}
    />
  );
}

/** Whose account it is; password managers keep the password with it. */
function KnownAddress({ address }: { readonly address: string }) {
  const { t } = useI18n();
  if (address === "") return null;
  return <TextInput label={t("signIn.address")} autoComplete="username" readOnly variant="filled" value={address} />;
}
