import { useEffect, useState } from "react";
import { useDesk, useI18n } from "#renderer/state/desk-context.tsx";
import { useMayChange } from "#renderer/state/use-access.ts";
import { PublicUrl } from "#shared/model/setup/settings.ts";
import { NameField } from "../form/NameField.tsx";
import { SavedMark } from "../form/SavedMark.tsx";
import { Section } from "../form/Section.tsx";
import { useSaving } from "../form/use-saving.ts";

const MAX_CHARS = 300;

/** Where the desk can be reached from outside, so that marketing mails can offer to unsubscribe with one click. */
export function PublicAddress() {
  const { t } = useI18n();
  const { client } = useDesk();
  const mayChange = useMayChange();
  const saving = useSaving();
  const [url, setUrl] = useState<string | null>(null);
  const [isWrong, setWrong] = useState(false);
  useEffect(() => {
    const aborted = new AbortController();
    client.mailTemplates.publicUrl(undefined, { signal: aborted.signal }).then(
      ({ publicUrl }) => setUrl(publicUrl ?? ""),
      () => undefined,
    );
    return () => aborted.abort();
  }, [client]);
  const save = async (typed: string): Promise<void> => {
    const read = typed === "" ? null : PublicUrl.safeParse(typed);
    setWrong(read?.success === false);
    if (read?.success === false) return;
    const saved = await saving.run(() => client.mailTemplates.setPublicUrl({ publicUrl: read?.data ?? null }));
    if (saved) setUrl(read?.data ?? "");
  };
  return (
    <Section title={t("publicUrl.title")} text={t("publicUrl.text")}>
      <div style={{ maxWidth: "28rem" }}>
        <NameField
          labelled
          mayBeEmpty
          label={t("publicUrl.label")}
          description={t(isWrong ? "publicUrl.wrong" : "publicUrl.none")}
          name={url ?? ""}
          maxChars={MAX_CHARS}
          disabled={!mayChange || url === null}
          onRename={(typed) => void save(typed)}
        />
      </div>
      <SavedMark state={saving.state} />
    </Section>
  );
}
