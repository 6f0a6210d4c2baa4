import { Textarea } from "@mantine/core";
import { useState } from "react";
import { useDesk, useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import { useMayWrite } from "#renderer/state/use-access.ts";
import { MAX_SIGNATURE_CHARACTERS } from "#shared/model/setup/user.ts";
import { SavedMark } from "../form/SavedMark.tsx";
import { Section } from "../form/Section.tsx";
import { useSaving } from "../form/use-saving.ts";

/** The person's own signature; kept when the field is left. */
export function SignatureSection() {
  const { client } = useDesk();
  const { t } = useI18n();
  const mayWrite = useMayWrite();
  const meId = useDeskState((state) => state.status?.me.id);
  const kept = useDeskState((state) => state.setup.users.find(({ id }) => id === meId)?.signature ?? "");
  const [typed, setTyped] = useState<string | null>(null);
  const saving = useSaving();
  const save = async (): Promise<void> => {
    if (typed === null || meId === undefined || typed.trim() === kept) return;
    if (await saving.run(() => client.users.update({ id: meId, signature: typed }))) setTyped(null);
  };
  return (
    <Section
      title={t("composing.signature")}
      text={t("composing.signature.text")}
      action={<SavedMark state={saving.state} />}
    >
      <Textarea
        aria-label={t("composing.signature.own")}
        autosize
        minRows={3}
        maxRows={10}
        maw={520}
        maxLength={MAX_SIGNATURE_CHARACTERS}
        readOnly={!mayWrite}
        value={typed ?? kept}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onBlur={() => void save()}
      />
    </Section>
  );
}
