import { Button, Group, PasswordInput, Radio, Select, Stack, TextInput } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { NewPasswordField } from "#renderer/components/NewPasswordField.tsx";
import { useAsking } from "#renderer/components/use-asking.ts";
import { useDesk, useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import { MIN_PASSWORD_CHARACTERS } from "#shared/contract/account-views.ts";
import { closedSince, credentialsOf, type LookedUp, type ProofValues, SCOPE_MONTHS } from "./join-values.ts";
import { Refusal } from "./Refusal.tsx";
import css from "./JoinTeam.module.css";

const cx = classNamesOf(css);

/** Who one is there, what becomes of the desk that is here, how much of the team's comes. @param props.onJoined is told the desk's name */
export function JoinForm(props: {
  readonly found: LookedUp;
  readonly isNew: boolean;
  readonly onJoined: (deskName: string) => void;
}) {
  const { found, isNew } = props;
  const { t } = useI18n();
  const { client, now } = useDesk();
  const asking = useAsking();
  const [proof, setProof] = useState<ProofValues>({
    address: found.link?.address ?? "",
    password: "",
    code: "",
    name: found.link?.name ?? "",
  });
  const [wantsCode, setWantsCode] = useState(false);
  const [desk, setDesk] = useState<"bring" | "put-aside">("put-aside");
  const [months, setMonths] = useState<(typeof SCOPE_MONTHS)[number]>(null);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    form.current?.querySelector<HTMLInputElement>("input:not([readonly])")?.focus();
  }, []);
  const credentials = credentialsOf(found, proof, wantsCode);
  const error = asking.error;
  // From then on: a wrong code is told as a wrong password is.
  if (error?.code === "PD_SIGN_IN_CODE" && !wantsCode) setWantsCode(true);
  const join = async () => {
    if (credentials === null) return;
    const joined = await asking.run(() =>
      client.membership.join({
        serverUrl: found.serverUrl,
        credentials,
        desk,
        scope: { closedSinceEpochMs: closedSince(months, now()) },
      }),
    );
    if (joined !== undefined) props.onJoined(joined.deskName);
  };
  return (
    <form
      ref={form}
      onSubmit={(event) => {
        event.preventDefault();
        if (!asking.isBusy) void join();
      }}
    >
      <Stack gap="md">
        <Proof
          found={found}
          values={proof}
          wantsCode={wantsCode}
          onChange={(changes) => setProof((before) => ({ ...before, ...changes }))}
        />
        {isNew ? null : (
          <DeskChoice
            value={desk}
            error={error?.code === "PD_SYNC_BRING" ? error.text : null}
            onChange={(value) => setDesk(value)}
          />
        )}
        <Select
          label={t("team.scope")}
          description={t("team.scope.hint")}
          data={SCOPE_MONTHS.map((count) => ({
            value: String(count),
            label: count === null ? t("team.scope.all") : t("team.scope.months", { count }),
          }))}
          value={String(months)}
          onChange={(value) => setMonths(SCOPE_MONTHS.find((count) => String(count) === value) ?? null)}
        />
        {error === null || error.code === "PD_SYNC_BRING" ? null : <Refusal text={error.text} />}
        <Group>
          <Button type="submit" loading={asking.isBusy} disabled={credentials === null}>
            {t("team.join")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** What proves who one is: address and password with the second factor, or of an invitation the new password; a link for a machine proves it alone. */
function Proof(props: {
  readonly found: LookedUp;
  readonly values: ProofValues;
  readonly wantsCode: boolean;
  readonly onChange: (changes: Partial<ProofValues>) => void;
}) {
  const { t } = useI18n();
  const { values, onChange } = props;
  const link = props.found.link;
  if (link?.purpose === "join") return null;
  if (link !== undefined)
    return (
      <>
        <TextInput label={t("signIn.address")} autoComplete="username" readOnly variant="filled" value={link.address} />
        <TextInput
          label={t("signIn.name")}
          autoComplete="name"
          maxLength={120}
          value={values.name}
          onChange={(event) => onChange({ name: event.currentTarget.value })}
        />
        <NewPasswordField
          value={values.password}
          minCharacters={MIN_PASSWORD_CHARACTERS}
          onChange={(password) => onChange({ password })}
        />
      </>
    );
  return (
    <>
      <TextInput
        label={t("signIn.address")}
        type="email"
        autoComplete="username"
        maxLength={320}
        value={values.address}
        onChange={(event) => onChange({ address: event.currentTarget.value })}
      />
      <PasswordInput
        label={t("signIn.password")}
        autoComplete="current-password"
        value={values.password}
        onChange={(event) => onChange({ password: event.currentTarget.value })}
        visibilityToggleButtonProps={{ "aria-label": t("signIn.showPassword") }}
      />
      {props.wantsCode ? (
        <TextInput
          ref={focusOn}
          label={t("signIn.code")}
          description={t("signIn.codeHint")}
          autoComplete="one-time-code"
          maxLength={40}
          spellCheck={false}
          value={values.code}
          onChange={(event) => onChange({ code: event.currentTarget.value })}
        />
      ) : null}
    </>
  );
}

/** The code is asked for after the button was pressed: there the typing goes on. */
function focusOn(input: HTMLInputElement | null): void {
  input?.focus();
}

function DeskChoice(props: {
  readonly value: "bring" | "put-aside";
  readonly error: string | null;
  readonly onChange: (value: "bring" | "put-aside") => void;
}) {
  const { t } = useI18n();
  const isDemo = useDeskState((state) => state.status?.startedAs === "demo");
  return (
    <Radio.Group
      size="xs"
      label={t("team.desk")}
      value={props.value}
      error={props.error}
      errorProps={{ size: "sm", mt: 6 }}
      onChange={(value) => props.onChange(value === "bring" ? "bring" : "put-aside")}
    >
      <Stack gap="xs" my={6}>
        <div className={cx("choice", props.value === "put-aside" && "chosen")}>
          <Radio
            size="sm"
            value="put-aside"
            label={t("team.desk.putAside")}
            description={t("team.desk.putAside.text")}
          />
        </div>
        <div className={cx("choice", props.value === "bring" && "chosen")}>
          <Radio
            size="sm"
            value="bring"
            disabled={isDemo}
            label={t("team.desk.bring")}
            description={t(isDemo ? "team.desk.bring.demo" : "team.desk.bring.text")}
          />
        </div>
      </Stack>
    </Radio.Group>
  );
}
