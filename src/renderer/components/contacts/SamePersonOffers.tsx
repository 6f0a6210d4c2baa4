import { ForWriters } from "#renderer/components/ForWriters.tsx";
import { Alert, Anchor, Button, Group, Text } from "@mantine/core";
import { IconUsers } from "@tabler/icons-react";
import { hrefOf } from "#renderer/state/routes.ts";
import { useDesk, useI18n } from "#renderer/state/desk-context.tsx";
import type { ContactOffer } from "#shared/contract/people.ts";
import type { ContactView } from "#shared/contract/views.ts";
import { nameOf } from "../person-name.ts";
import { useToasts } from "../use-toasts.tsx";
import { useMergeContacts } from "./use-merge-contacts.ts";

/** Who may be the same person: somebody has to say so, and may say that they are two. */
export function SamePersonOffers(props: {
  readonly contact: ContactView;
  readonly offers: readonly ContactOffer[];
  readonly onDone: () => void;
}) {
  const { contact, onDone } = props;
  const { t } = useI18n();
  const { client } = useDesk();
  const toasts = useToasts();
  const merge = useMergeContacts(onDone);
  const keepApart = async (other: ContactView) => {
    try {
      await client.contacts.keepApart({ id: contact.id, otherId: other.id });
      onDone();
    } catch (error) {
      toasts.failed(error);
    }
  };
  return props.offers.map(({ contact: other, why }) => (
    <Alert
      key={other.id}
      my="xs"
      py="xs"
      // Beside a ticket there is little room, and an address is one long word.
      styles={{ wrapper: { minWidth: 0 }, body: { minWidth: 0, overflowWrap: "anywhere" } }}
      icon={<IconUsers size={18} />}
      title={t("contacts.offer.title")}
    >
      <Text size="sm">
        <Anchor inherit underline="always" href={hrefOf({ page: "contacts", contactId: other.id })}>
          {nameOf(other)}
        </Anchor>
        {other.name === "" || other.address === "" ? null : ` (${other.address})`} – {t(`contacts.offer.${why}`)}
      </Text>
      <Group gap="xs" mt={6}>
        <ForWriters>
          <Button size="compact-xs" variant="default" onClick={() => void merge(other, contact)}>
            {t("contacts.offer.merge")}
          </Button>
          <Button size="compact-xs" variant="default" onClick={() => void keepApart(other)}>
            {t("contacts.offer.apart")}
          </Button>
        </ForWriters>
      </Group>
    </Alert>
  ));
}
