import { useCallback } from "react";
import { addressesIn } from "#renderer/components/people/addresses-in.ts";
import { useDesk, useI18n } from "#renderer/state/desk-context.tsx";
import type { UserView } from "#shared/contract/people.ts";
import { useRecordSetup } from "../form/use-record-setup.ts";
import { useMayChange } from "#renderer/state/use-access.ts";
import { type UserValues, valuesOf } from "./user-values.ts";

/** Adds a user (null), or changes one, which can be undone. Rejects with what the core refuses it with. */
export function useSaveUser(user: UserView | null): (values: UserValues) => Promise<void> {
  const { client } = useDesk();
  const { t } = useI18n();
  const mayChange = useMayChange();
  const record = useRecordSetup("users", user?.id ?? "");
  return useCallback(
    async (values) => {
      if (user === null) {
        const { away: _away, ...given } = givenBy(values);
        await client.users.create(given);
        return;
      }
      const save = (wanted: ReturnType<typeof givenBy>) => {
        const { permissions, ...own } = wanted;
        // Who may not give permissions must not seem to.
        return client.users.update({ id: user.id, ...own, ...(mayChange ? { permissions } : {}) });
      };
      const after = givenBy(values);
      const answer = save(after);
      record({
        what: t("users.changed", { name: user.name }),
        before: givenBy(valuesOf(user)),
        after,
        save,
        answer,
      });
      await answer;
    },
    [client, t, mayChange, record, user],
  );
}

function givenBy({ name, addresses, permissions, away }: UserValues) {
  const [address = "", ...otherAddresses] = addressesIn(addresses);
  return { name: name.trim(), address, otherAddresses, permissions: [...permissions], away };
}
