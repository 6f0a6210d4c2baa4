import { Button, Group, Popover, TextInput } from "@mantine/core";
import { IconBookmarkPlus } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import { useToasts } from "#renderer/components/use-toasts.tsx";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { useSavedSearches } from "#renderer/state/saved-searches.ts";

const MAX_NAME_CHARACTERS = 120;

/** Keeps the present question under a name. Nothing where there is none. */
export function SaveSearch({ q }: { readonly q: string }) {
  const { t } = useI18n();
  const toasts = useToasts();
  const saved = useSavedSearches();
  const [opened, setOpened] = useState(false);
  const [name, setName] = useState("");
  if (q.trim() === "") return null;
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const wanted = name.trim();
    if (wanted === "") return;
    try {
      await saved.set([...saved.items.filter((one) => one.name !== wanted), { name: wanted, q: q.trim() }]);
      toasts.done(t("search.save.done", { name: wanted }));
      setOpened(false);
    } catch (error) {
      toasts.failed(error);
    }
  };
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" trapFocus withinPortal={false}>
      <Popover.Target>
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconBookmarkPlus size={16} stroke={1.75} />}
          onClick={() => {
            setName(q.trim().slice(0, MAX_NAME_CHARACTERS));
            setOpened(!opened);
          }}
        >
          {t("search.save")}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t("search.save")}>
        <form onSubmit={(event) => void save(event)}>
          <Group align="end" gap="xs" wrap="nowrap">
            <TextInput
              data-autofocus
              size="xs"
              label={t("search.save.name")}
              maxLength={MAX_NAME_CHARACTERS}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
              onFocus={(event) => event.currentTarget.select()}
            />
            <Button type="submit" size="xs" disabled={name.trim() === ""}>
              {t("search.save.keep")}
            </Button>
          </Group>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
