import { Anchor, Button, Group, Loader, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useAsking } from "#renderer/components/use-asking.ts";
import { useDesk, useI18n } from "#renderer/state/desk-context.tsx";
import { JoinForm } from "./JoinForm.tsx";
import type { LookedUp } from "./join-values.ts";
import { Refusal } from "./Refusal.tsx";
import css from "./JoinTeam.module.css";

const cx = classNamesOf(css);

/** How this machine joins a team: where the server is, then who one is there and what becomes of what is here. `isNew`: there is nothing here yet. */
export function JoinTeam({ isNew, disabled }: { readonly isNew: boolean; readonly disabled: boolean }) {
  const { t } = useI18n();
  const [given, setGiven] = useState("");
  const [found, setFound] = useState<LookedUp | null>(null);
  const [joined, setJoined] = useState<string | null>(null);
  if (joined !== null)
    return (
      <Group gap="xs" role="status" wrap="nowrap">
        <Loader size="xs" />
        <Text>{t("team.joined", { desk: joined })}</Text>
      </Group>
    );
  if (found === null) return <Address given={given} disabled={disabled} onGiven={setGiven} onFound={setFound} />;
  return (
    <Stack gap="md" maw={520}>
      <Found found={found} given={given} onBack={() => setFound(null)} />
      {found.link?.purpose === "set-up" || found.link?.purpose === "reset" ? null : (
        <JoinForm found={found} isNew={isNew} onJoined={setJoined} />
      )}
    </Stack>
  );
}

function Address(props: {
  readonly given: string;
  readonly disabled: boolean;
  readonly onGiven: (given: string) => void;
  readonly onFound: (found: LookedUp) => void;
}) {
  const { t } = useI18n();
  const { client } = useDesk();
  const asking = useAsking();
  const { given } = props;
  const look = async () => {
    const found = await asking.run(() => client.membership.lookUp({ address: given }));
    if (found !== undefined) props.onFound(found);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (given.trim() !== "" && !asking.isBusy) void look();
      }}
    >
      <Stack gap="sm" maw={520}>
        <TextInput
          data-autofocus
          label={t("team.address")}
          description={t("team.addressHint")}
          disabled={props.disabled}
          maxLength={2000}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          dir="ltr"
          value={given}
          onChange={(event) => props.onGiven(event.currentTarget.value)}
        />
        {asking.error === null ? null : <Refusal text={asking.error.text} />}
        <Group>
          <Button type="submit" loading={asking.isBusy} disabled={props.disabled || given.trim() === ""}>
            {t("team.lookUp")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** Who answered, whom the link is for, and the way back. */
function Found(props: { readonly found: LookedUp; readonly given: string; readonly onBack: () => void }) {
  const { t } = useI18n();
  const { serverUrl, link } = props.found;
  const desk = link?.deskName ?? "";
  const purpose = link?.purpose ?? "password";
  return (
    <div className={cx("found")}>
      <div className={cx("where")}>
        <span className={cx("server")} dir="ltr">
          {serverUrl.replace(/^https:\/\//u, "")}
        </span>
        <Anchor component="button" type="button" size="xs" flex="none" onClick={props.onBack}>
          {t("team.otherServer")}
        </Anchor>
      </div>
      <p className={cx("for")}>
        {purpose === "join" || purpose === "invitation"
          ? t(`team.found.${purpose}`, { desk, name: link?.name ?? "" })
          : t(`team.found.${purpose}`)}
      </p>
      {purpose === "set-up" || purpose === "reset" ? (
        <Anchor size="sm" href={props.given} target="_blank" rel="noreferrer">
          {t("team.openThere")}
        </Anchor>
      ) : null}
    </div>
  );
}
